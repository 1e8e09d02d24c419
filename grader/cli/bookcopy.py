"""`grade book copy`: a gradebook whole into a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.book import Where
from grader.cli.console import Console
from grader.gradebook import FILE
from grader.several import counted, listed

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook


def copy(where: Where, target: str, console: Console) -> int:
    """Copy it into a new file, or an empty database at a URL."""
    from grader.gradebook import copied
    from grader.gradebook.book import Gradebook

    with where.open() as source, Gradebook(target if "://" in target else where.here / target) as new:
        copied.copy(source, new)
        console.say(f"Copied to {new.name}: {listed([_counted(new, title) for title in new.courses()])}.")
    console.say(
        f"{source.name} is as it was. Used is the one that --gradebook names, else {FILE} in the output folder."
    )
    return conclude.FULL


def _counted(book: Gradebook, course: str) -> str:
    return f"{course}: {counted(len(book.entries(course)), 'grade')}"
