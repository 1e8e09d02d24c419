"""The lines of a submission, for pages that quote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.cli.targets import Task
    from grader.feedback.story import SourceLine
    from grader.report import Location, Report


def listing(task: Task, report: Report) -> SourceLine:
    """Quote from the delivery, as long as it is still what was judged."""
    from grader.feedback.story import no_source

    if not any(check.location for check in report.checks):
        return no_source
    lines = numbered(task, report)

    def line_at(location: Location) -> str:
        return lines.get((location.file, location.cell, location.line), "")

    return line_at


def numbered(task: Task, report: Report) -> dict[tuple[str, int | None, int], str]:
    """Every line of the judged files by file, cell and line; empty when the delivery has changed since."""
    from grader import intake

    try:
        submission = intake.accept(task.delivery, task.exercise)
    except GraderError:  # gone or changed since it was judged: the page does without quotations
        return {}
    if submission.digest != report.submission.digest:
        return {}
    return submission.numbered()
