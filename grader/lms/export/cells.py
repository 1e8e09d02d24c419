"""A table in text (CSV and its kin) of which single cells change and every other byte stays.

A CSV library reads cells and writes others: quotes, line ends, blanks and the order of bytes become its own. An LMS
may compare, and an instructor will. So each cell is remembered with the place where it stands, and only what is
set is cut out and put in.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.lms.export.rows import Refused

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and from where to where it is written, quotes included."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read. Rows and columns count from 0."""

    text: str
    mark: bytes
    encoding: str
    delimiter: str
    rows: tuple[tuple[Cell, ...], ...]

    def value(self, row: int, column: int) -> str:
        """What a cell says; '' beyond the end of a short row."""
        cells = self.rows[row]
        return cells[column].value if column < len(cells) else ""

    def has(self, row: int, column: int) -> bool:
        """Whether there is such a cell: none is ever added."""
        return column < len(self.rows[row])

    def filled(self, changes: Mapping[tuple[int, int], str]) -> bytes:
        """The same bytes, with these cells saying something else."""
        pieces, at = [], 0
        for row, column in sorted(changes):
            cell = self.rows[row][column]
            pieces += [self.text[at : cell.start], self._written(changes[row, column], cell)]
            at = cell.end
        pieces.append(self.text[at:])
        return self.mark + "".join(pieces).encode(self.encoding)

    def _written(self, value: str, cell: Cell) -> str:
        """In quotes where the cell was, or where the value needs them."""
        quoted = self.text[cell.start : cell.start + 1] == '"'
        if quoted or any(sign in value for sign in (self.delimiter, '"', "\r", "\n")):
            return '"' + value.replace('"', '""') + '"'
        return value


def read(data: bytes) -> Sheet:
    """Read a table; its delimiter is the one that parts its first line into most cells.

    Raises Refused for a file that breaks off in the middle of a character.
    """
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    body = data[len(mark) :]
    encoding = _MARKS[mark] if mark.startswith((b"\xff", b"\xfe")) else _encoding(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as odd:
        problem = (
            f"what the LMS gave is no {encoding.upper()}, as its first bytes say: {odd.reason} at byte {odd.start}"
        )
        raise Refused("the file", [problem], hint="Download it again.") from None
    delimiter = max(DELIMITERS, key=lambda sign: len(next(_rows(text, sign), ())))
    return Sheet(text, mark, encoding, delimiter, tuple(_rows(text, delimiter)))


def _encoding(body: bytes) -> str:
    """UTF-8 if it is; else one in which every byte is some character and comes back as it was."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    at, cells = 0, []
    while at < len(text):
        cell = _cell(text, at, delimiter)
        cells.append(cell)
        at = cell.end
        if text.startswith(delimiter, at):
            at += 1
            if at < len(text):
                continue
            cells.append(Cell("", at, at))
        at += 2 if text.startswith("\r\n", at) else 1
        yield tuple(cells)
        cells = []


def _cell(text: str, start: int, delimiter: str) -> Cell:
    if text[start] != '"':
        end = min(
            (place for sign in (delimiter, "\r", "\n") if (place := text.find(sign, start)) >= 0), default=len(text)
        )
        return Cell(text[start:end], start, end)
    at = start + 1
    while (quote := text.find('"', at)) >= 0 and text.startswith('""', quote):
        at = quote + 2
    closed = quote if quote >= 0 else len(text)
    value = text[start + 1 : closed].replace('""', '"')
    end = closed + 1
    while end < len(text) and text[end] not in (delimiter, "\r", "\n"):  # what stands behind the quote belongs to it
        value += text[end]
        end += 1
    return Cell(value, start, min(end, len(text)))
