"""The report behind an entry of the gradebook, as instructors have it: what the judge found, and what became of it."""

from __future__ import annotations

import msgspec

from grader.batch.called import report_of
from grader.batch.settle import NOT_YET, UNDECIDED, UNREAD
from grader.gradebook.entries import Entry
from grader.report import Environment, Fault, Report, SubmissionRef, SuiteRef


def whole_report(entry: Entry, report: Report | None) -> Report:
    """The report as instructors have it; withheld where the grade is, whatever the judge found."""
    if report is None:
        return _never_judged(entry)
    report = report_of(entry.delivered_as, report)
    report = msgspec.structs.replace(report, author=entry.author, notices=(*entry.remarks, *report.notices))
    if entry.machine_points is None and report.outcome == "judged":
        return msgspec.structs.replace(
            report,
            outcome="withheld",
            points=None,
            reason=entry.machine_reason,
            fault=_fault_behind(entry.machine_reason),
        )
    return report


def _never_judged(entry: Entry) -> Report:
    return Report(
        course=entry.course,
        exercise=entry.exercise,
        submission=SubmissionRef(digest=entry.digest, entry=entry.delivered_as),
        suite=SuiteRef(digest=""),
        outcome="withheld",
        reason=entry.machine_reason,
        points=None,
        max_points=float(entry.machine_max_points),
        checks=(),
        environment=Environment(python="", platform="", isolation="", cpus=None),
        seed=None,
        duration_s=0.0,
        author=entry.author,
        fault=_fault_behind(entry.machine_reason),
    )


def _fault_behind(reason: str | None) -> Fault:
    """Whose turn it is where a grade is withheld although its program was judged, or never came to be: the author's, who
    then reads why, or a person's."""
    if reason == NOT_YET:
        return "pending"
    return "review" if (reason or "").startswith((UNDECIDED, UNREAD)) else "delivery"
