"""`grade export`: grades into a gradebook that is not ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:
    from grader.course import Course
    from grader.lms.export.formats import Order

MOST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What was asked for."""

    format: str
    source: Path
    """What `grade batch --out` filled, or its grades.csv."""
    out: Path
    here: Path
    gradebook: str | None = None
    """Where it is no file in that folder."""
    into: Path | None = None
    """The LMS's own export, to be filled."""
    course: Path | None = None
    exercises: Sequence[str] = ()
    columns: Sequence[str] = ()
    """SLUG=HEADING."""
    heading: str = "Username"
    scale: bool = False
    skip_unknown: bool = False
    for_students: bool = False


def export(request: ExportRequest, console: Console) -> int:
    """Write one file, and say what was left out of it."""
    from grader.lms.export.formats import make

    if request.into is not None and request.into.resolve() == request.out.resolve():
        raise UsageError(f"{request.out} is what the LMS gave", hint="Name another file with -o.")
    made = make(request.format, _order(request))
    try:
        request.out.write_bytes(made.data)
    except OSError as refusal:
        raise UsageError(f"{request.out} cannot be written: {refusal.strerror}") from None
    for note in made.notes:
        console.say(f"Note: {note}")
    console.say(f"Written: {request.out}")
    if made.withheld:
        console.say(
            "Grades that are withheld have no points in it: `grade book show --only withheld` lists them, with the reasons."
        )
    return conclude.WITHHELD if made.withheld else conclude.FULL


def _order(request: ExportRequest) -> Order:
    from grader.lms.export.filling import Wishes
    from grader.lms.export.formats import Order
    from grader.lms.export.taken import take

    columns = {}
    for wish in request.columns:
        slug, equals, heading = wish.partition("=")
        if not equals:
            raise UsageError(f"{wish!r} names no column", hint="Write it like add-lock='HW1 (4567)'.")
        columns[slug] = heading
    course = _course(request)
    known = course.exercises if course else {}
    titles = {slug: exercise.title for slug, exercise in known.items()}
    return Order(
        taken=take(
            request.source, request.exercises, gradebook=request.gradebook, course=course.title if course else ""
        ),
        given=_given(request),
        wishes=Wishes(columns, titles, scale=request.scale, skip_unknown=request.skip_unknown),
        heading=request.heading,
        for_students=request.for_students,
        exercises=known,
        now=datetime.now(UTC),
    )


def _given(request: ExportRequest) -> bytes | None:
    if request.into is None:
        return None
    try:
        with request.into.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as refusal:
        raise UsageError(f"{request.into} cannot be read: {refusal.strerror}") from None
    if len(data) > MOST:
        raise UsageError(f"{request.into} is larger than {MOST >> 20} MB: no gradebook is")
    return data


def _course(request: ExportRequest) -> Course | None:
    """The course, where there is one around; grades can be exported without."""
    from grader.cli.surroundings import course_around

    try:
        return course_around(request.course, (), request.here)
    except GraderError:
        if request.course is not None:
            raise
        return None
