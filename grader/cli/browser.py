"""The file that `--html` writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.listing import numbered
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.cli.targets import Task
    from grader.report import Report


def save(path: Path, judged: Sequence[tuple[Task, Report]], *, options: str = "") -> None:
    """Write one page with all of these reports; whoever has the old one open never sees half of it."""
    from grader.feedback.html import Sheet, page

    sheets = [
        Sheet(report, numbered(task, report), file=task.file(report.submission.entry), options=options)
        for task, report in judged
    ]
    text = page(sheets, heading=judged[0][1].course)
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} cannot be written: it is no ordinary file")
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as refusal:
        raise UsageError(f"{path} cannot be written: {refusal.strerror}") from None
