"""Make a package: what all platforms share, what one needs, and the wheels where no index can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from grader.authoring.foreign import not_required
from grader.course import Course, Exercise
from grader.course.model import AttemptPolicy
from grader.interleave.search.checked import VERSIONS, told
from grader.lms.packing import material
from grader.lms.packing.members import Member, Members
from grader.lms.parcel import Parcel
from grader.lms.platform import Platform, named
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

    def members(self, recipe: Recipe, common: dict[str, Member], /) -> dict[str, Member]:
        """Add what only this platform needs to what all have in common, and arrange it as the platform wants it."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package, and what its maker should know about it."""

    members: Members
    parcel: Parcel
    notes: tuple[str, ...]


NEWEST_FIRST = tuple(map(told, reversed(VERSIONS)))
Fetch = Callable[[str], Mapping[str, bytes]]


def pack(
    target: str, course: Course, exercise: Exercise, *, python: str | None = None, fetch: Fetch | None = None
) -> Package:
    """Pack an exercise for a platform. `fetch` gets the wheels for a version of Python, where they are wanted."""
    platform = named(target)
    packing = cast(Packing, import_module(f"grader.lms.packing.{target}"))
    contents = material.contents(course, exercise)
    parcel = material.parcel(platform, exercise, contents)
    pythons = (python,) if python else NEWEST_FIRST
    common = material.members(course, exercise, parcel)
    if fetch is not None:
        wheels = fetch(python or NEWEST_FIRST[-1])
        common |= {f"{material.WHEELS}/{name}": Member(data) for name, data in wheels.items()}
    members = packing.members(Recipe(parcel, exercise, contents, pythons), common)
    return Package(members, parcel, (*_notes(platform, course, exercise, contents), *_of_rows(exercise, python)))


def _of_rows(exercise: Exercise, python: str | None) -> Iterator[str]:
    """Whether more interpreters are asked for than the one that is set up there."""
    others = {row.python for row in exercise.rows if row.python} - {python}
    if others:
        yield (
            f"one Python is set up there, and [matrix] asks for {', '.join(sorted(others))}: what is not there is left out, "
            "and where nothing of it is there, there is no grade."
        )


def _notes(platform: Platform, course: Course, exercise: Exercise, contents: Report) -> Iterator[str]:
    """What of the course has no effect there, or another one than its author may expect."""
    if course.late is not None and not platform.charges_lateness:
        yield "lateness is not charged there: [late] in course.toml has no effect."
    hidden = sum(check.visibility is not Visibility.VISIBLE for check in contents.checks)
    if hidden and not platform.hides:
        are = "check is" if hidden == 1 else "checks are"
        yield f"{hidden} {are} hidden, but this platform shows the total at once: it tells how they went."
    if exercise.attempts != AttemptPolicy() and not platform.tells_attempts:
        yield "earlier attempts are not told there: [attempts] has no effect."
    if any(check.bonus for check in contents.checks) and not platform.takes_bonus:
        yield "a bonus never brings more than the whole there."
    if exercise.hidden_wait and exercise.due is None:
        if platform.tells_due:
            yield "hidden checks wait until the exercise is due: the platform must tell when, course.toml does not."
        else:
            yield "neither course.toml nor the platform tells when the exercise is due: hidden checks are run at once."
    elif exercise.hidden_wait and not platform.hides:
        yield "hidden checks wait until the exercise is due: before that there is no grade at all there."
    foreign = not_required(exercise)
    if foreign:
        named = ", ".join(f'"{project}"' for project in (*exercise.requires, *foreign))
        yield (
            f"{' and '.join(f'{file} imports {project}' for project, file in foreign.items())}, which is not installed there. "
            f"Write in exercise.toml: requires = [{named}]"
        )
    if platform.students_read_package:
        yield f"whoever knows where to look can read the suite there: docs/lms/{platform.name}.md says why."
