"""Canvas: fill the gradebook that Canvas exported.

Source: instructure/canvas-lms, lib/gradebook_importer.rb and lib/gradebook_exporter.rb: the tests for the header row and
for the row of points, `Title (123)` as an assignment's heading (another heading would make a *new* assignment),
`read only`, `EX`, and that grades are compared with two decimals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.lms.export import cells
from grader.lms.export.cells import Sheet
from grader.lms.export.filling import Filling, Wishes, number, people
from grader.lms.export.rows import Refused, Row
from grader.lms.marked import plain

_ASSIGNMENT = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.DOTALL)
_IDENTITIES = ("ID", "SIS User ID", "SIS Login ID", "Integration ID", "Student")


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
    known = people(sheet, range(first, len(sheet.rows)), [header.index(name) for name in _IDENTITIES if name in header])
    headings = {
        column: (name, found["title"], found["id"])
        for column, name in enumerate(header)
        if (found := _ASSIGNMENT.fullmatch(name)) and column > header.index("Section")
    }
    comma = sheet.delimiter == ";" and re.search(r"(?:^|;)\d+,\d+(?:;|$)", sheet.text, re.MULTILINE) is not None
    for exercise in dict.fromkeys(row.exercise for row in rows):
        column = filling.column_of(exercise, headings)
        if column is None:
            continue
        above = "" if possible is None else sheet.value(possible, column)
        if "read only" in above.lower():
            filling.problems.append(f"{header[column]!r} is read only")
            continue
        for row in rows:
            if row.exercise == exercise:
                _put(filling, row, column, known, above, comma=comma)


def _put(filling: Filling, row: Row, column: int, known: dict[str, set[int]], above: str, *, comma: bool) -> None:
    line = filling.line_of(row, known)
    if line is None:
        return
    before = filling.sheet.value(line, column)
    if before.strip().upper() == "EX":
        filling.notes.append(f"{row.author}, {row.exercise}: excused, left as it is")
        return
    points = filling.points(row, number(above), above=True)
    if points is not None and number(before) != points:
        filling.put(line, column, plain(points).replace(".", "," if comma else "."))


def _is_student(sheet: Sheet, line: int) -> bool:
    """Above the students stand the points possible and rows about muting and posting."""
    return "Points Possible" not in sheet.value(line, 0) and bool(sheet.value(line, 1).strip())
