"""Every format of `grade export`, and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from grader.course import Exercise
from grader.errors import UsageError
from grader.feedback.audience import INSTRUCTOR, Audience, student_of
from grader.lms.export import blackboard, canvas, moodle, plainly
from grader.lms.export.filling import Wishes
from grader.lms.export.junit import document
from grader.lms.export.rows import Row
from grader.lms.export.taken import Taken
from grader.report import Report, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wanted."""

    taken: Taken
    given: bytes | None = None
    """The LMS's own export, to be filled."""
    wishes: Wishes = field(default_factory=Wishes)
    heading: str = "Username"
    """moodle-grades: what the column of authors is called."""
    for_students: bool = False
    """junit: only what a student may see at the time of `now`."""
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    """Those that are known, by slug: their dates say what a student may see."""
    now: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and what is to be said about it."""

    data: bytes
    notes: Sequence[str] = ()
    withheld: bool = False
    """Whether a grade is missing in it because there is none."""


def make(format_: str, order: Order) -> Made:
    """Write one format. Raises UsageError for what is missing, Refused with everything that the LMS would refuse."""
    maker = FORMATS.get(format_)
    if maker is None:
        raise UsageError(f"there is no format {format_!r}", hint=f"There are: {', '.join(FORMATS)}.")
    if format_ in FILLED and order.given is None:
        raise UsageError(f"{format_} fills a file that the LMS exported", hint="Name it: --into FILE.")
    return maker(order)


Fill = Callable[[bytes, Sequence[Row], Wishes], tuple[bytes, list[str]]]


def _filled(fill: Fill) -> Callable[[Order], Made]:
    return lambda order: _made(order, *fill(order.given or b"", order.taken.rows, order.wishes))


def _moodle_grades(order: Order) -> Made:
    return _made(order, *moodle.gradebook(order.taken.rows, order.heading))


def _feedback(order: Order) -> Made:
    taken = order.taken
    return Made(*moodle.feedback(order.given or b"", taken.pages(), taken.rows, order.wishes))


def _csv(order: Order) -> Made:
    return _made(order, plainly.table(order.taken.rows), [])


def _markdown(order: Order) -> Made:
    return _made(order, plainly.summary(order.taken.rows, order.taken.strays), [])


def _junit(order: Order) -> Made:
    reports = order.taken.reports()
    if not reports:
        raise UsageError(f"there are no reports in {order.taken.folder}")
    by_hand: dict[tuple[str | None, str], Row] = {
        (row.author, row.exercise): row for row in order.taken.rows if row.by_hand
    }
    data = document(((report, _reader(order, report)) for report in reports), by_hand)
    graded = (report.points is not None or (report.author, report.exercise) in by_hand for report in reports)
    return Made(data, withheld=not all(graded))


def _reader(order: Order, report: Report) -> Audience:
    return student_of(order.exercises.get(report.exercise), now=order.now) if order.for_students else INSTRUCTOR


def _made(order: Order, data: bytes, notes: list[str]) -> Made:
    strays = [f"{row.who} is for no exercise, and left out ({row.reason})" for row in order.taken.strays]
    return Made(
        data,
        [*notes, *_out_of_others(order.taken.rows), *strays],
        bool(strays) or any(row.points is None for row in order.taken.rows),
    )


def _out_of_others(rows: Sequence[Row]) -> list[str]:
    """Points that were set by hand before the maximum changed read as if they were out of what the others' are."""
    return [
        f"{row.who}, {row.exercise}: set by hand to {written(row.points)} / {written(row.max_points)}, and the others are out of "
        f"{written(row.today)}; `grade book override` sets it anew"
        for row in rows
        if row.today is not None and row.points is not None
    ]


FORMATS: Mapping[str, Callable[[Order], Made]] = {
    "canvas": _filled(canvas.fill),
    "moodle-worksheet": _filled(moodle.fill_worksheet),
    "moodle-grades": _moodle_grades,
    "moodle-feedback": _feedback,
    "blackboard": _filled(blackboard.fill),
    "csv": _csv,
    "junit": _junit,
    "markdown": _markdown,
}
FILLED = frozenset({"canvas", "moodle-worksheet", "moodle-feedback", "blackboard"})
