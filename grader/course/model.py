"""A course and its exercises, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Literal

from grader.errors import UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use. Generous to honest concurrency: 64 actors, ten seconds, half a gigabyte."""

    time_s: float = 10.0
    memory_mb: int = 512
    actors: int = 64
    output_kb: int = 1024
    cpus: int = 4
    """What `os.cpu_count()` answers inside."""


@dataclass(frozen=True, slots=True)
class Row:
    """One of the surroundings that an exercise is judged in; the plain one is this interpreter and its own default."""

    python: str | None = None
    """A version such as `3.13`, or `3.13t` for a free-threaded build."""
    start_method: Literal["fork", "spawn", "forkserver"] | None = None
    """How processes start where the suite does not say."""

    def __str__(self) -> str:
        """`Python 3.13, fork`."""
        return ", ".join(filter(None, [self.python and f"Python {self.python}", self.start_method]))


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """What lateness costs: `per_day` percent of the points for each day begun, `cap` percent at most."""

    per_day: float
    cap: float = 100.0


@dataclass(frozen=True, slots=True)
class AttemptPolicy:
    """How often one author's work is judged, where a platform tells what went before. The plain one: always."""

    limit: int | None = None
    """Attempts in all."""
    cooling_off_min: float = 0.0
    """Minutes between two."""
    tokens: int | None = None
    """Attempts at hand: each spends one,"""
    token_back_h: float = 24.0
    """which comes back after so many hours."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One task: what students get (`folder`), and, where the suite is present, what judges it (`suite`)."""

    slug: str
    title: str
    folder: Path
    entry: str
    limits: Limits = Limits()
    rows: tuple[Row, ...] = (Row(),)
    """What it is judged in: a check earns its points where it passes in each."""
    tags: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    """What is to be installed beside the grader wherever it is judged, as pip is told: `numpy`, `hypothesis>=6`."""
    suite: Path | None = None
    """The hidden suite's folder; None in a kit."""
    solutions: Path | None = None
    due: datetime | None = None
    """With its time zone, always."""
    published: datetime | None = None
    """From when on students see the checks that wait for the grades to be out; with its time zone."""
    attempts: AttemptPolicy = AttemptPolicy()
    hidden_wait: bool = False
    """Hidden checks are run only when the exercise is due: until then nobody can try them out."""

    @property
    def examples(self) -> Path:
        """The folder of visible checks."""
        return self.folder / "examples"

    @property
    def has_examples(self) -> bool:
        """Whether there is something in it that students can check by themselves."""
        return any(self.examples.rglob("test_*.py"))

    @property
    def given(self) -> Path:
        """The folder of programs that students are to read; there need not be one."""
        return self.folder / "given"

    @property
    def skeleton(self) -> Path:
        """The file students start from and write into."""
        return self.folder / self.entry

    @property
    def statement(self) -> Path:
        """The text of the task."""
        return self.folder / "README.md"


@dataclass(frozen=True, slots=True)
class Course:
    """A term's exercises in the order of `course.toml`."""

    root: Path
    """The folder that holds `exercises/`, or, for a kit, the one that holds `course.toml`."""
    title: str
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    late: LatePolicy | None = None
    timezone: tzinfo | None = None
    """Of times that name none; None where `course.toml` does not say."""

    def on_the_wall(self, when: datetime) -> datetime:
        """A time as people of this course mean it: without a zone of its own it is in that of the course, and where
        there is none in that of this machine."""
        if when.tzinfo is not None:
            return when
        return when.replace(tzinfo=self.zone) if self.zone is not None else when.astimezone()

    @property
    def zone(self) -> tzinfo | None:
        """The zone that the course names, else that of its due dates; None where that of this machine is meant."""
        return self.timezone or next((one.due.tzinfo for one in self.exercises.values() if one.due is not None), None)

    def exercise(self, slug: str) -> Exercise:
        """Find an exercise by its slug, or say which there are."""
        found = self.exercises.get(slug)
        if found is None:
            raise UsageError(f"there is no exercise {slug!r} in {self.title}", hint=self.perhaps(slug))
        return found

    def perhaps(self, slug: str) -> str:
        """Which exercise may be meant by a slug that is none, and which there are."""
        from difflib import get_close_matches

        close = get_close_matches(slug, self.exercises, n=1)
        return (f"Did you mean {close[0]}? " if close else "") + self.listed

    @property
    def listed(self) -> str:
        """All of them, in a sentence."""
        return f"Exercises: {', '.join(self.exercises) or 'none'}."
