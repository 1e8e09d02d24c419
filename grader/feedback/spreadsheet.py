"""Tables for spreadsheets and gradebooks (CSV): a cell is never a formula, and an identifier is still one.

A spreadsheet runs a cell that begins like a formula (CWE-1236), and a name or an output line is a student's to
choose. The usual cure, an apostrophe before it, is right for text that people read. In a column by which a gradebook
finds its rows again it would be a mistake: there only what could do harm is changed, and `is_formula` tells whoever
writes the table, so that the row can be named.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence

from grader.feedback.clean import clean

Cell = str | int | float | None

_BEGINNINGS = ("=", "+", "-", "@", "|", "%", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
               "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")
_HARMLESS = re.compile(r"[+@-]?[\w.@ -]+")
"""No brackets, bars or quotation marks: it can call nothing and fetch nothing."""


def cell(value: Cell) -> str:
    """A cell for people: one line, and no formula. Numbers stay numbers."""
    text = _line(value)
    return f"'{text}" if _begins_like_a_formula(text) else text


def identifier(value: Cell) -> str:
    """A cell by which a gradebook finds a row again: as it stands, unless it is a formula that could do something."""
    text = _line(value)
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run this, so that it cannot stand as an identifier."""
    return _begins_like_a_formula(_line(text)) and not _HARMLESS.fullmatch(text.strip())


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]], identifiers: Collection[str] = ()) -> str:
    """The whole table; `identifiers` are the columns, by their heading, that rows are found again by."""
    kinds = [identifier if name in identifiers else cell for name in header]
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(name) for name in header])
    for row in rows:
        writer.writerow([kind(value) for kind, value in zip(kinds, row, strict=True)])
    return written.getvalue()


def _line(value: Cell) -> str:
    text = "" if value is None else str(value)
    return clean(" ".join(re.split(r"[\r\n\t]+", text.rstrip("\r\n\t")))) if not text.isprintable() else text


def _begins_like_a_formula(text: str) -> bool:
    start = text.lstrip()
    return start.startswith(_BEGINNINGS) and not _NUMBER.fullmatch(start)
