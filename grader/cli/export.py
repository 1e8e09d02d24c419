"""`grade export`: grades into a gradebook that is not ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:
    from grader.lms.export.filling import Wishes
    from grader.lms.export.rows import Row
    from grader.lms.export.taken import Taken


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What was asked for."""

    format: str
    source: Path
    """What `grade batch --out` filled, or its grades.csv."""
    out: Path
    here: Path
    into: Path | None = None
    """The LMS's own export, to be filled."""
    course: Path | None = None
    exercises: Sequence[str] = ()
    columns: Sequence[str] = ()
    """SLUG=HEADING."""
    heading: str = "Username"
    scale: bool = False
    skip_unknown: bool = False
    reader: Literal["instructor", "student"] = "instructor"


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and what is to be said about it."""

    data: bytes
    notes: Sequence[str] = ()
    withheld: bool = False
    """Whether a grade is missing in it because there is none."""


def export(request: ExportRequest, console: Console) -> int:
    """Write one file, and say what was left out of it."""
    make = FORMATS.get(request.format)
    if make is None:
        raise UsageError(f"there is no format {request.format!r}", hint=f"There are: {', '.join(FORMATS)}.")
    if request.into is not None and request.into.resolve() == request.out.resolve():
        raise UsageError(f"{request.out} is what the LMS gave", hint="Name another file with -o.")
    made = make(request)
    try:
        request.out.write_bytes(made.data)
    except OSError as refusal:
        raise UsageError(f"{request.out} cannot be written: {refusal.strerror}") from None
    for note in made.notes:
        console.say(f"Note: {note}")
    console.say(f"Written: {request.out}")
    return conclude.WITHHELD if made.withheld else conclude.FULL


def _canvas(request: ExportRequest) -> Made:
    from grader.lms.export.canvas import fill

    rows = _rows(request)
    return _made(*fill(_given(request), rows, _wishes(request)), rows)


def _worksheet(request: ExportRequest) -> Made:
    from grader.lms.export.moodle import fill_worksheet

    rows = _rows(request)
    return _made(*fill_worksheet(_given(request), rows, _wishes(request)), rows)


def _moodle_grades(request: ExportRequest) -> Made:
    from grader.lms.export.moodle import gradebook

    rows = _rows(request)
    return _made(*gradebook(rows, request.heading), rows)


def _feedback(request: ExportRequest) -> Made:
    from grader.lms.export.moodle import feedback

    taken = _taken(request)
    return Made(*feedback(_given(request), taken.pages(), taken.rows, _wishes(request)))


def _blackboard(request: ExportRequest) -> Made:
    from grader.lms.export.blackboard import fill

    rows = _rows(request)
    return _made(*fill(_given(request), rows, _wishes(request)), rows)


def _csv(request: ExportRequest) -> Made:
    from grader.lms.export.plainly import table

    rows = _rows(request)
    return _made(table(rows), [], rows)


def _markdown(request: ExportRequest) -> Made:
    from grader.lms.export.plainly import summary

    rows = _rows(request)
    return _made(summary(rows), [], rows)


def _junit(request: ExportRequest) -> Made:
    from datetime import UTC, datetime

    from grader.feedback.audience import INSTRUCTOR, student
    from grader.lms.export.junit import document

    reports = _taken(request).reports()
    if not reports:
        raise UsageError(f"there are no reports in {request.source}")
    reader = INSTRUCTOR if request.reader == "instructor" else student(due=None, now=datetime.now(UTC))
    return Made(document(reports, reader), withheld=any(report.points is None for report in reports))


def _made(data: bytes, notes: list[str], rows: Sequence[Row]) -> Made:
    return Made(data, notes, any(row.points is None for row in rows))


FORMATS: dict[str, Callable[[ExportRequest], Made]] = {
    "canvas": _canvas,
    "moodle-worksheet": _worksheet,
    "moodle-grades": _moodle_grades,
    "moodle-feedback": _feedback,
    "blackboard": _blackboard,
    "csv": _csv,
    "junit": _junit,
    "markdown": _markdown,
}


def _taken(request: ExportRequest) -> Taken:
    from grader.lms.export.taken import take

    return take(request.source, request.exercises)


def _rows(request: ExportRequest) -> Sequence[Row]:
    return _taken(request).rows


def _given(request: ExportRequest) -> bytes:
    if request.into is None:
        raise UsageError(f"{request.format} fills a file that the LMS exported", hint="Name it: --into FILE.")
    try:
        return request.into.read_bytes()
    except OSError as refusal:
        raise UsageError(f"{request.into} cannot be read: {refusal.strerror}") from None


def _wishes(request: ExportRequest) -> Wishes:
    from grader.lms.export.filling import Wishes

    columns = {}
    for wish in request.columns:
        slug, equals, heading = wish.partition("=")
        if not equals:
            raise UsageError(f"{wish!r} names no column", hint="Write it like add-lock='HW1 (4567)'.")
        columns[slug] = heading
    return Wishes(columns, _titles(request), scale=request.scale, skip_unknown=request.skip_unknown)


def _titles(request: ExportRequest) -> dict[str, str]:
    """Titles of exercises, where there is a course around; grades can be exported without one."""
    from grader.cli.surroundings import course_around

    try:
        course = course_around(request.course, (), request.here)
    except GraderError:
        if request.course is not None:
            raise
        return {}
    return {slug: exercise.title for slug, exercise in course.exercises.items()}
