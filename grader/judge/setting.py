"""What a submission is judged by: an exercise's suite or its examples, and on what."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from grader.errors import CourseError, Mistake

if TYPE_CHECKING:
    from grader.course import Course, Exercise

EVIDENCE_SCHEMA = "grader.evidence/1"
HIDDEN_CHECKS_REMAIN = "Only the examples were run: hidden checks remain."


@dataclass(frozen=True, slots=True)
class Setting:
    """An exercise of a course, and which of its two folders of checks judges."""

    course: Course
    exercise: Exercise
    examples_only: bool = False
    isolation: str = "process"
    """What the student's code is walled in by; it is stored in every report."""
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
    def scenarios(self) -> str | None:
        """The text of `scenarios.py`, which runs beside the student's code."""
        path = self.folder / "scenarios.py"
        try:
            return path.read_text(encoding="utf-8") if path.is_file() else None
        except UnicodeDecodeError as odd:
            raise CourseError([Mistake(path, None, f"it is not UTF-8: {odd}")]) from odd

    def header(self, *, seed: int) -> dict[str, Any]:
        """What every evidence says about its circumstances (`docs/design/evidence.md`)."""
        return {
            "schema": EVIDENCE_SCHEMA,
            "course": self.course.title,
            "exercise": self.exercise.slug,
            "which": self.which,
            "suite": {"digest": digest(self.folder)},
            "seed": seed,
            "environment": {
                "python": platform.python_version(),
                "platform": system(),
                "isolation": self.isolation,
                "cpus": self.exercise.limits.cpus,
            },
            "notices": [HIDDEN_CHECKS_REMAIN] if self.which == "examples" else [],
        }


def system() -> str:
    """What reports call this machine's platform."""
    return f"{platform.system()} {platform.machine()}"


def digest(folder: Path) -> str:
    """A suite's fingerprint: SHA-256 over the names and bytes of its files, without what Python caches."""
    return fingerprint(files_of(folder))


def files_of(folder: Path) -> dict[str, bytes]:
    """A suite's files by relative POSIX name, in the order in which they are fingerprinted."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
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
