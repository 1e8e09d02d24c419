"""Make a package: what all platforms share, what one needs, and the wheels where no index can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from grader.course import Course, Exercise
from grader.course.model import AttemptPolicy
from grader.lms.packing import material
from grader.lms.packing.bundle import Bundle, Member
from grader.lms.parcel import Parcel
from grader.lms.platform import named
from grader.report import Report, Visibility


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a platform's own files are made from."""

    parcel: Parcel
    exercise: Exercise
    contents: Report
    """The suite's checks, none of them judged."""
    pythons: tuple[str, ...]
    """Versions of Python that will do, the best first."""


class Packing(Protocol):
    """What a platform's packing module offers."""

    TIME_LIMIT_S: float
    HIDES: bool
    """Whether the platform can hide a check, and the total with it."""

    KEEPS_SECRETS: bool
    """Whether students cannot get at the package itself."""

    def members(self, recipe: Recipe, common: dict[str, Member], /) -> dict[str, Member]:
        """Add what only this platform needs to what all have in common, and arrange it as the platform wants it."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package, and what its maker should know about it."""

    bundle: Bundle
    parcel: Parcel
    notes: tuple[str, ...]


NEWEST_FIRST = ("3.13", "3.12", "3.11")
Fetch = Callable[[str], Mapping[str, bytes]]


def pack(
    target: str, course: Course, exercise: Exercise, *, python: str | None = None, fetch: Fetch | None = None
) -> Package:
    """Pack an exercise for a platform. `fetch` gets the wheels for a version of Python, where they are wanted."""
    charges = named(target).CHARGES_LATENESS
    platform = cast(Packing, import_module(f"grader.lms.packing.{target}"))
    contents = material.contents(course, exercise)
    parcel = material.parcel(target, exercise, contents, time_limit_s=platform.TIME_LIMIT_S)
    pythons = (python,) if python else NEWEST_FIRST
    common = material.members(course, exercise, parcel)
    if fetch is not None:
        wheels = fetch(python or NEWEST_FIRST[-1])
        common |= {f"{material.WHEELS}/{name}": Member(data) for name, data in wheels.items()}
    bundle = platform.members(Recipe(parcel, exercise, contents, pythons), common)
    notes = _notes(course, exercise, contents, hides=platform.HIDES, charges=charges)
    if not platform.KEEPS_SECRETS:
        notes.append(f"whoever knows where to look can read the suite there: docs/lms/{target}.md says why.")
    return Package(bundle, parcel, tuple(notes))


def _notes(course: Course, exercise: Exercise, contents: Report, *, hides: bool, charges: bool) -> list[str]:
    notes = []
    if course.late is not None and not charges:
        notes.append("lateness is not charged there: [late] in course.toml has no effect.")
    hidden = sum(check.visibility is not Visibility.VISIBLE for check in contents.checks)
    if hidden and not hides:
        are = "check is" if hidden == 1 else "checks are"
        notes.append(f"{hidden} {are} hidden, but this platform shows the total at once: it tells how they went.")
    if exercise.attempts != AttemptPolicy() and not charges:
        notes.append("earlier attempts are not told there: [attempts] has no effect.")
    if exercise.hidden_wait and not charges:
        notes.append("hidden checks wait until the exercise is due: before that there is no grade at all there.")
    if exercise.hidden_wait and exercise.due is None:
        notes.append("hidden checks wait until the exercise is due: the platform must tell when, course.toml does not.")
    return notes
