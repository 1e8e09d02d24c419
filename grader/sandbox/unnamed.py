"""Where else in a file a name gets its value that is not there where it is asked for.

A look at the text, line by line: a pointer, and no verdict hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.intake import Submission
from grader.sandbox.claims import place_of
from grader.sandbox.slips import NO_GUARD

_IF = re.compile(r"if\b")
_LONGEST = 60
_FUNCTION = re.compile(r"(?:async\s+)?def\s+(\w+)")


@dataclass(frozen=True, slots=True)
class _Given:
    """A line that gives the name its value, and the line at the left margin that it stands below."""

    line: int
    head: str
    """"": it stands at the left margin itself."""


def told(name: str, line: int, submission: Submission, *, in_passing: bool) -> str | None:
    """What to try where line `line` knows no `name`, as far as the rest of the file tells. `in_passing`: that line is run as
    Python goes through the file, and not in a function."""
    found = list(_given(name, submission.source))
    above = [given for given in found if not given.head and given.line <= line]
    below = [given for given in found if not given.head and given.line > line]
    if below and not above and in_passing:
        place = place_of(submission.locate(below[0].line))
        return f"{name} gets its value further down{place}, and Python goes from top to bottom."
    if above or below or not found:
        return None
    place, head = place_of(submission.locate(found[0].line)), found[0].head
    inside = _FUNCTION.match(head)
    if inside:
        return f"{name} gets its value inside of {inside[1]}(){place}, and belongs to that function alone. It can return it."
    guards = _IF.match(head) is not None and "__name__" in head
    guard = f"`{head.rstrip(':')}`" if len(head) <= _LONGEST else "a guard"
    if guards and "__main__" not in head:
        return f"{name} gets its value below {guard}{place}, which never holds: {NO_GUARD}"
    if guards:
        return (
            f"{name} gets its value below {guard}{place}, which is not run where the file is imported. "
            "Hand it over to the function that uses it."
        )
    return None


def _given(name: str, source: str) -> Iterator[_Given]:
    gives = re.compile(
        rf"\s*(?:(?:async\s+)?def\s+{name}\b|class\s+{name}\b|{name}\s*(?::[^=]+)?=(?!=)|(?:from\s+\S+\s+)?import\s.*\b{name}\s*(?:,|\)|$|#))"
    )
    head = ""
    for number, text in enumerate(source.split("\n"), 1):
        if text[:1].strip() and not text.startswith(("#", ")", "]", "}")):
            head = text.strip()
        if gives.match(text):
            yield _Given(number, head if text[:1].isspace() else "")
