"""What a submission was judged in, in words: a line for each row."""

from __future__ import annotations

from grader.report import Report, RowResult
from grader.several import counted

HEADING = "Judged in each of these; a check earns its points where it passes in all:"


def name(row: RowResult) -> str:
    """`Python 3.13, fork`."""
    return ", ".join(filter(None, [row.python and f"Python {row.python}", row.start_method]))


def found(row: RowResult) -> str:
    """How it went there."""
    if row.absent:
        return f"not judged: {row.absent}"
    if not row.lost:
        return "nothing lost"
    return f"{counted(len(row.lost), 'check')} lost"


def lines(report: Report) -> list[tuple[str, str]]:
    """Each row with how it went there."""
    return [(name(row), found(row)) for row in report.rows]
