"""What one author gets for one exercise: the report as JSON for instructors, and pages cut to what they may read now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from grader.batch.whole import whole_report
from grader.course import Course
from grader.errors import GraderError
from grader.feedback import html, markdown
from grader.feedback.audience import Audience, readable, student_of
from grader.feedback.headline import Standing
from grader.feedback.listing import Place
from grader.feedback.sheet import Sheet
from grader.gradebook.entries import Entry
from grader.intake.accept import submission_of
from grader.intake.bundle import Bundle
from grader.report import Report, encode
from grader.score.policy import Policy


@dataclass(frozen=True, slots=True)
class Page:
    """Three files, ready to be written."""

    report: bytes
    html: bytes
    markdown: bytes


def page_of(
    entry: Entry, report: Report | None, course: Course, files: Mapping[str, bytes] | None, *, now: datetime
) -> Page:
    """The files of one entry. `report` is None for what was never judged; `files`: the submission's, if there is one."""
    whole = whole_report(entry, report)
    shown = readable(whole, reader_of(entry, course, now))
    sheet = Sheet(
        shown,
        _lines(entry, report, files),
        file=whole.submission.entry,
        options=f" --exercise {entry.exercise}",
        name=entry.name,
        remarks=tuple(remarks(entry)),
        standing=Standing(entry.days_late, Policy.of(course.late), entry.override),
    )
    page = html.page([sheet], heading=entry.course)
    text = markdown.page([sheet], heading=entry.course)
    return Page(encode(whole), page.encode("utf-8", "backslashreplace"), text.encode("utf-8", "backslashreplace"))


def reader_of(entry: Entry, course: Course, now: datetime) -> Audience:
    """Who reads the page: its author, who may have been given more time."""
    return student_of(course.exercises.get(entry.exercise), now=now, extended_to=entry.extended_to)


def _lines(entry: Entry, report: Report | None, files: Mapping[str, bytes] | None) -> dict[Place, str]:
    """The submission's lines, to be quoted; none where it never was one."""
    if report is None or not report.checks or files is None:
        return {}
    judged_as = report.submission.entry
    try:
        lines = submission_of(Bundle(entry.label, files), judged_as).numbered()
    except (GraderError, KeyError):
        return {}
    name = entry.delivered_as or judged_as
    return {(name if file == judged_as else file, cell, line): text for (file, cell, line), text in lines.items()}


def remarks(entry: Entry) -> Iterator[str]:
    """What the author should know beside the report and what counts of it."""
    if entry.attempt > 1:
        yield f"This is your attempt number {entry.attempt}; only the latest counts."
    for comment in entry.comments:
        yield f"{comment.by or 'Your instructor'} says: {comment.text}"
