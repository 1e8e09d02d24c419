"""Blackboard: fill the grade centre's download (often `.xls` by name, and tab-delimited UTF-16 inside).

Source: help.blackboard.com, "Upload or Download Grades" and "Work Offline with Grade Data"; public downloads. The number
behind `|` in a heading is the column's id; without it Blackboard makes a new column of text, worth nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.intake.identity import Kind
from grader.lms.export import cells
from grader.lms.export.filling import Filling, Wishes, columns, number, people
from grader.lms.export.rows import Refused, Row
from grader.report import written

_COLUMN = re.compile(
    r"(?P<title>.*?)\s*\[Total Pts: (?P<most>[\d.,]+|up to [\d.,]+)[^\]]*\]\s*\|(?P<id>\d+)", re.DOTALL
)
_IDENTITIES = {"Username": Kind.LOGIN, "Student ID": Kind.STUDENT_NUMBER}


def fill(data: bytes, rows: Sequence[Row], wishes: Wishes) -> tuple[bytes, list[str]]:
    """The filled download, and what is to be said about it."""
    sheet = cells.read(data)
    filling = Filling(sheet, wishes)
    header = [cell.value for cell in sheet.rows[0]] if sheet.rows else []
    if "Username" not in header:
        filling.problems.append("this is no download of Blackboard's grades: there is no column Username")
    elif twice := [name for name in _IDENTITIES if header.count(name) > 1]:
        filling.problems += [f"two columns are called {name!r}" for name in twice]
    else:
        _fill(filling, header, rows)
    if filling.problems:
        raise Refused("the file", filling.problems)
    return sheet.filled(filling.changes), filling.notes


def _fill(filling: Filling, header: Sequence[str], rows: Sequence[Row]) -> None:
    sheet = filling.sheet
    known = people(sheet, range(1, len(sheet.rows)), columns(header, _IDENTITIES))
    found = {column: match for column, name in enumerate(header) if (match := _COLUMN.fullmatch(name.strip()))}
    headings = {column: (header[column], match["title"], match["id"]) for column, match in found.items()}
    most = {
        column: filling.most(match["most"].removeprefix("up to "), repr(header[column]))
        for column, match in found.items()
    }
    lines, column_of = filling.lines_of(rows, known), filling.columns_of(rows, headings)
    for row in rows:
        line, column = lines.get(row.author), column_of.get(row.exercise)
        if line is None or column is None:
            continue
        points = filling.points(row, most[column], above=True)
        if points is not None and number(sheet.value(line, column)) != points:
            filling.put(line, column, written(points))
