"""One report with what a page needs beside it, and what it comes to in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.feedback.headline import NO_STANDING, Standing
from grader.feedback.listing import Place
from grader.report import Outcome, Report


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report, cut to its reader, with the submission's lines and the name to type for its file."""

    report: Report
    lines: Mapping[Place, str]
    file: str = ""
    options: str = ""
    """What the replay command needs beside the file."""
    name: str = ""
    """What people call the author; the report's own word, unless something else is said."""
    remarks: Sequence[str] = field(default=())
    """What else is to be said of the grade: which attempt it is, people's comments."""
    standing: Standing = NO_STANDING
    """What a class makes of the points."""


def summary(report: Report) -> str:
    """ "3 of 5 checks passed.", in words that also serve whoever only hears the page."""
    number = len(report.checks)
    if not number:
        return "Nothing was checked." if report.points is None else "There are no checks to be seen yet."
    passed = sum(check.outcome is Outcome.PASSED for check in report.checks)
    if passed == number:
        return "The check passed." if number == 1 else f"All {number} checks passed."
    return f"{passed} of {number} checks passed." if number > 1 else "The check has not passed yet."


def notes_first(report: Report) -> bool:
    """Whether notes come before the checks: where nothing passed, what is odd about the file is to be read first."""
    return bool(report.notices) and not any(check.outcome is Outcome.PASSED for check in report.checks)
