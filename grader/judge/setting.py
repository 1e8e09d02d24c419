"""What a submission is judged by: an exercise's suite or its examples, and on what."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from grader.errors import CourseError, Mistake

if TYPE_CHECKING:
    from grader.course import Course, Exercise

EVIDENCE_SCHEMA = "grader.evidence/1"
GIVEN = "given"
BESIDE = "beside"
HIDDEN_CHECKS_REMAIN = "Only the examples were run: hidden checks remain."


@dataclass(frozen=True, slots=True)
class Setting:
    """An exercise of a course, and which of its two folders of checks judges."""

    course: Course
    exercise: Exercise
    examples_only: bool = False
    isolation: Callable[[], str] = lambda: "none"
    """Tells what the student's code is walled in by, which every report holds. It is asked when there is something to report: the
    other side may still be finding out. None where no code is run: for an outline."""
    hidden_wait: bool = False
    """The time of hidden checks has not come: they are not run, and what they are worth is not known yet."""

    @property
    def which(self) -> Literal["suite", "examples"]:
        """The hidden suite where it is present, else the examples."""
        return "examples" if self.examples_only or self.exercise.suite is None else "suite"

    @property
    def folder(self) -> Path:
        """Where the checks are."""
        suite = self.exercise.suite
        return self.exercise.examples if self.which == "examples" or suite is None else suite

    @property
    def given(self) -> Path:
        """Where the programs are that students were given to read: with the exercise, or, where a suite travels
        without one, with the suite."""
        return self.exercise.given if self.exercise.given.is_dir() else self.folder / GIVEN

    @property
    def scenarios(self) -> str | None:
        """The text of `scenarios.py`, which runs beside the student's code."""
        path = self.folder / "scenarios.py"
        try:
            return path.read_text(encoding="utf-8") if path.is_file() else None
        except UnicodeDecodeError as odd:
            raise CourseError([Mistake(path, None, f"it is not UTF-8: {odd}")]) from odd

    def header(self, *, seed: int, unread: bool = False) -> dict[str, Any]:
        """What every evidence says about its circumstances (`docs/design/evidence.md`). `unread`: nothing of the suite, which
        may be what cannot be read."""
        return {
            "schema": EVIDENCE_SCHEMA,
            "course": self.course.title,
            "exercise": self.exercise.slug,
            "which": self.which,
            "suite": {"digest": "" if unread else digest(self.folder, self.exercise)},
            "seed": seed,
            "environment": {
                "python": platform.python_version(),
                "platform": system(),
                "isolation": self.isolation(),
                "cpus": self.exercise.limits.cpus,
            },
            "notices": [HIDDEN_CHECKS_REMAIN] if self.which == "examples" else [],
        }


def system() -> str:
    """What reports call this machine's platform."""
    return f"{platform.system()} {platform.machine()}"


def digest(folder: Path, exercise: Exercise | None = None) -> str:
    """A suite's fingerprint: SHA-256 over the names and bytes of its files, without what Python caches."""
    return fingerprint(files_of(folder, exercise))


def files_of(folder: Path, exercise: Exercise | None = None) -> dict[str, bytes]:
    """What a suite judges with, by relative POSIX name, in the order in which it is fingerprinted: the files of its
    folder, the programs that students were given, as if they lay in its `given/`, and what lies beside every answer, in
    `beside/`."""
    found = _read(folder)
    if exercise is not None:
        from grader.intake.beside import handed_out  # whose packages every run of pytest would load

        found |= {f"{GIVEN}/{name}": data for name, data in _read(exercise.given).items()}
        found |= {f"{BESIDE}/{name}": data for name, data in handed_out(exercise).files.items()}
    return dict(sorted(found.items()))


def _read(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def fingerprint(files: Mapping[str, bytes]) -> str:
    """The digest of a suite in memory, its files in the order of `files_of`."""
    total = hashlib.sha256()
    for text, data in files.items():
        name = text.encode()
        total.update(b"%d:%d:" % (len(name), len(data)))
        total.update(name)
        total.update(data)
    return total.hexdigest()
