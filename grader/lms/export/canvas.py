"""Canvas: fill the gradebook that Canvas exported.

Source: instructure/canvas-lms, lib/gradebook_importer.rb and lib/gradebook_exporter.rb: the tests for the header row and
for the row of points, `Title (123)` as an assignment's heading (another heading would make a *new* assignment),
`read only`, `EX`, and that grades are compared with two decimals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from grader.intake.identity import Kind
from grader.lms.export import cells
from grader.lms.export.cells import Sheet
from grader.lms.export.filling import Filling, Wishes, columns, number, people
from grader.lms.export.rows import Refused, Row
from grader.report import written

_ASSIGNMENT = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.DOTALL)
_IDENTITIES = {
    "ID": Kind.PLATFORM_ID,
    "SIS User ID": Kind.STUDENT_NUMBER,
    "SIS Login ID": Kind.LOGIN,
    "Student": Kind.NAME,
}


def fill(data: bytes, rows: Sequence[Row], wishes: Wishes) -> tuple[bytes, list[str]]:
    """The filled gradebook, and what is to be said about it."""
    sheet = cells.read(data)
    filling = Filling(sheet, wishes)
    filling.problems += _form(sheet)
    if not filling.problems:
        _fill(filling, rows)
    if filling.problems:
        raise Refused("the gradebook", filling.problems)
    return sheet.filled(filling.changes), filling.notes


def _form(sheet: Sheet) -> list[str]:
    """Whether Canvas would take the first line for its header."""
    header = [cell.value for cell in sheet.rows[0]] if sheet.rows else []
    if len(header) <= 3 or "Student" not in header[0] or "ID" not in header[1] or "Section" not in header:
        return ["this is no gradebook that Canvas exported: its first line is not Student, ID, …, Section"]
    twice = {name for name in header if name and header.count(name) > 1}
    return [f"two columns are called {name!r}" for name in sorted(twice)]


def _fill(filling: Filling, rows: Sequence[Row]) -> None:
    sheet = filling.sheet
    header = [cell.value for cell in sheet.rows[0]]
    first = 1
    while first < len(sheet.rows) and not _is_student(sheet, first):
        first += 1
    possible = next((line for line in range(1, first) if "Points Possible" in sheet.value(line, 0)), None)
    known = people(sheet, range(first, len(sheet.rows)), columns(header, _IDENTITIES))
    headings = {
        column: (name, found["title"], found["id"])
        for column, name in enumerate(header)
        if (found := _ASSIGNMENT.fullmatch(name)) and column > header.index("Section")
    }
    comma = sheet.delimiter == ";" and re.search(r"(?:^|;)\d+,\d+(?:;|$)", sheet.text, re.MULTILINE) is not None
    lines, column_of = filling.lines_of(rows, known), filling.columns_of(rows, headings)
    above = {column: "" if possible is None else sheet.value(possible, column) for column in column_of.values()}
    filling.problems += [f"{header[column]!r} is read only" for column in above if "read only" in above[column].lower()]
    most = {
        column: filling.most(text, repr(header[column]))
        for column, text in above.items()
        if "read only" not in text.lower()
    }
    for row in rows:
        line, column = lines.get(row.author), column_of.get(row.exercise)
        if line is not None and column in most:
            _put(filling, row, line, column, most[column], comma=comma)


def _put(filling: Filling, row: Row, line: int, column: int, most: Decimal | None, *, comma: bool) -> None:
    before = filling.sheet.value(line, column)
    if before.strip().upper() == "EX":
        filling.notes.append(f"{row.who}, {row.exercise}: excused, left as it is")
        return
    points = filling.points(row, most, above=True)
    if points is not None and number(before) != points:
        filling.put(line, column, written(points).replace(".", "," if comma else "."))


def _is_student(sheet: Sheet, line: int) -> bool:
    """Above the students stand the points possible and rows about muting and posting."""
    return "Points Possible" not in sheet.value(line, 0) and bool(sheet.value(line, 1).strip())
