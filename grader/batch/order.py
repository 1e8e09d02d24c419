"""What travels between a batch and its judges: plain bytes, so that a judge may sit in another process or machine.

A *brief* says how to judge (exercise and suite, whole); an *order* is one submission under a brief; an *answer* is what
the judge made of it. Nothing that travels is ever unpickled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from grader.course import Exercise, Limits
from grader.errors import UsageError
from grader.intake import references
from grader.judge import setting


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """How to judge: an exercise's settings, and its suite as files."""

    course: str
    exercise: str
    entry: str
    limits: dict[str, float]
    suite: str
    """The suite's digest."""
    files: dict[str, bytes]
    references: tuple[tuple[str, dict[str, bytes]], ...] = ()
    """The exercise's right answers, each with its entry; no result but one that would be withheld hangs on them."""
    rows: tuple[tuple[str | None, str | None], ...] = ((None, None),)
    """What it is judged in: the version of an interpreter, a start method."""

    @property
    def interpreters(self) -> frozenset[str]:
        """Those that it asks for by version."""
        return frozenset(python for python, _ in self.rows if python is not None)

    def settings(self) -> dict[str, Any]:
        """What the exercise says that may change a result."""
        said = {"course": self.course, "exercise": self.exercise, "entry": self.entry, "limits": self.limits}
        return said if self.rows == ((None, None),) else {**said, "rows": self.rows}

    def settings_digest(self) -> str:
        """Fingerprint of what may change a result."""
        return hashlib.sha256(msgspec.json.encode(self.settings(), order="deterministic")).hexdigest()


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One submission to be judged."""

    key: str
    """Of the result that is wanted."""
    brief: str
    """Which brief: the name it was handed over by."""
    label: str
    entry: str
    files: dict[str, bytes]
    seed: int
    sound: tuple[str, ...] = ()
    """Checks of which is known that right answers pass them, though none is at hand: for an appeal, those that were lost then."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an order."""

    key: str
    kind: Literal["judged", "refused", "failed", "mistaken"]
    """`refused`: it cannot be a submission; `failed`: the grader's own fault; `mistaken`: the suite breaks its rules."""
    evidence: bytes = b""
    """The judge's document, as JSON."""
    reason: str = ""
    mistakes: tuple[tuple[str, int | None, str, str | None], ...] = ()


def brief_of(course: str, exercise: Exercise) -> Brief:
    """Take an exercise's brief from the files that judge it; from now on they may change."""
    if exercise.suite is None:
        raise UsageError(
            f"{exercise.slug} has no hidden suite here, so a class cannot be graded on it",
            hint=f"It belongs in tests/suites/{exercise.slug}/, beside the folder of exercises.",
        )
    files = setting.files_of(exercise.suite, exercise)
    limits = {name: getattr(exercise.limits, name) for name in Limits.__dataclass_fields__}
    return Brief(
        course=course,
        exercise=exercise.slug,
        entry=exercise.entry,
        limits=limits,
        rows=tuple((row.python, row.start_method) for row in exercise.rows),
        suite=setting.fingerprint(files),
        files=files,
        references=tuple((str(one.entry), dict(one.files)) for one in references.bundles(exercise)),
    )


def limits_of(document: Mapping[str, float]) -> Limits:
    """The limits again."""
    return Limits(time_s=document["time_s"], **{name: int(document[name]) for name in document if name != "time_s"})
