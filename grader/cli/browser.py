"""The file that `--html` writes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.listing import numbered
from grader.errors import UsageError
from grader.intake.names import is_program

if TYPE_CHECKING:
    from grader.cli.targets import Task
    from grader.report import Report


def must_be_writable(path: Path) -> None:
    """Refuse a page that cannot be written, or would be written over a program, before the work for it is done."""
    if is_program(path.name):
        raise UsageError(f"{path} would be a page in place of a program", hint="Name a file that ends in .html.")
    if path.is_dir() or not path.parent.is_dir():
        raise UsageError(f"{path} cannot be written", hint="Name a file in a folder that exists.")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"{path} cannot be written", hint="Name a file in a folder where you may write.")


def save(path: Path, judged: Sequence[tuple[Task, Report]], *, options: str = "") -> None:
    """Write one page with all of these reports."""
    from grader.feedback.html import Sheet, page

    sheets = [
        Sheet(report, numbered(task, report), file=task.file(report.submission.entry), options=options)
        for task, report in judged
    ]
    write(path, page(sheets, heading=judged[0][1].course))


def write(path: Path, text: str) -> None:
    """Write a page; whoever has the old one open never sees half of it."""
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} cannot be written: it is no ordinary file")
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as refusal:
        raise UsageError(f"{path} cannot be written: {refusal.strerror}") from None
