"""The loop in which a program stands that does not come to its end: what it asks, and what would have to change.

A look at the text, by its indentation: a pointer, and no verdict hangs on it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from grader.intake import Submission
from grader.sandbox.claims import place_of
from grader.several import listed

_LOOP = re.compile(r"while\b(.+?):\s*(?:#.*)?$")
_WHILE = re.compile(r"while\b")
_OUTSIDE = re.compile(r"(?:async\s+)?(?:def|class)\b")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_][\w.]*(?!\w|\s*\()")
_TEXT = re.compile(r"\b[A-Za-z]{0,2}(?:'[^']*'|\"[^\"]*\")|'[^']*'|\"[^\"]*\"")
_LONGEST = 60


def told(lines: Iterable[int], submission: Submission) -> str | None:
    """What to try where the program stood in the first of these lines of its module, called from the next, and so on; None
    where none of them stands in a `while` that asks something: `while True` may be meant so."""
    source = submission.source.split("\n")
    for line in lines:
        loop = _around(line, source)
        if loop is not None:
            number, asked = loop
            return _said(asked, place_of(submission.locate(number)))
    return None


def _around(line: int, source: list[str]) -> tuple[int, str] | None:
    """The line of the innermost `while` that asks something, around a line or in it, and what it asks."""
    if not 0 < line <= len(source):
        return None
    inner = _indent(source[line - 1]) + 1
    for number in range(line, 0, -1):
        text = source[number - 1]
        if not text.strip() or text.lstrip().startswith(("#", ")", "]", "}")) or _indent(text) >= inner:
            continue
        inner = _indent(text)
        asks = _LOOP.match(text.strip())
        if asks and asks[1].strip(" ()") not in ("True", "1"):
            return number, asks[1].strip()
        if not asks and _WHILE.match(text.strip()):
            return None  # what it asks goes on in the next line
        if _OUTSIDE.match(text.strip()):
            return None
    return None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _said(asked: str, place: str) -> str:
    shown = f": `{asked}`{place}" if len(asked) <= _LONGEST else place
    names = [name for name in _NAME.findall(_TEXT.sub("", asked)) if not keyword.iskeyword(name)]
    which = (
        "changes that"
        if "(" in re.sub(r"\blen\(", "", asked) or not names
        else f"changes {listed(list(dict.fromkeys(names)), 'or')}"
    )
    return f"A `while` loop ends when what it asks is no longer so{shown}. Which line {which}, and does the program come to it?"
