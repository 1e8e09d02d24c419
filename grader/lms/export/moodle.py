"""Moodle: fill the offline grading worksheet of an assignment; the gradebook's CSV; the zip of feedback files.

Source: moodle/moodle, mod/assign/gradingtable.php and mod/assign/feedback/offline/importgradesform.php (columns of the
worksheet, which rows are skipped), mod/assign/feedback/file/importziplib.php and mod/assign/locallib.php (names of
folders), grade/import/csv (one unknown user refuses the whole file).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from grader.feedback import spreadsheet
from grader.intake.identity import Kind, Register, folded, word
from grader.lms.export import cells
from grader.lms.export.cells import Sheet
from grader.lms.export.filling import Filling, Wishes, columns, number, people
from grader.lms.export.rows import Refused, Row
from grader.report import written
from grader.zipped import zipped

NEEDED = ("Identifier", "Grade", "Last modified (grade)")
_IDENTITIES = {
    "Identifier": Kind.PARTICIPANT,
    "Full name": Kind.NAME,
    "Email address": Kind.EMAIL,
    "ID number": Kind.STUDENT_NUMBER,
    "Username": Kind.LOGIN,
}
_MOST, _SCALE, _OPEN = "Maximum grade", "Scale", "Grade can be changed"
_FOLDER = re.compile(r"(?P<name>[^_]*)_(?P<id>\d+)_assignsubmission_\w+?_?")
_UNFIT = re.compile("[\x00-\x1f\x7f&<>\"`|':\\\\/]")


def fill_worksheet(data: bytes, rows: Sequence[Row], wishes: Wishes) -> tuple[bytes, list[str]]:
    """The filled worksheet of one assignment, and what is to be said about it."""
    sheet = cells.read(data)
    filling = Filling(sheet, wishes)
    header = _header(sheet)
    filling.problems += _form(header)
    exercises = list(dict.fromkeys(row.exercise for row in rows))
    if len(exercises) > 1:
        filling.problems.append(f"a worksheet is of one assignment, not of {', '.join(exercises)}: name one --exercise")
    if not filling.problems:
        lines = filling.lines_of(map(_with_folder, rows), _people(sheet, header))
        for row in rows:
            if row.author in lines:
                _put(filling, row, header, lines[row.author])
    if filling.problems:
        raise Refused("the worksheet", filling.problems)
    return sheet.filled(filling.changes), filling.notes


def _header(sheet: Sheet) -> list[str]:
    """The headings; those that mean something here as they are spelt here, since versions of Moodle differ in capitals."""
    ours = {folded(name): name for name in (*NEEDED, *_IDENTITIES, _MOST, _SCALE, _OPEN)}
    return [ours.get(folded(cell.value), cell.value) for cell in sheet.rows[0]] if sheet.rows else []


def _form(header: Sequence[str]) -> list[str]:
    if _SCALE in header:
        return ["the assignment is graded with a scale, not with points"]
    missing = [name for name in (*NEEDED, _MOST) if name not in header]
    if missing:
        return [f"there is no column {missing[0]!r}: download the worksheet with Moodle set to English"]
    return [
        f"two columns are called {name!r}"
        for name in dict.fromkeys((*NEEDED, *_IDENTITIES, _MOST, _OPEN))
        if header.count(name) > 1
    ]


def _people(sheet: Sheet, header: Sequence[str]) -> Register[int]:
    return people(sheet, range(1, len(sheet.rows)), columns(header, _IDENTITIES))


def _put(filling: Filling, row: Row, header: Sequence[str], line: int) -> None:
    sheet = filling.sheet
    if _OPEN in header and sheet.value(line, header.index(_OPEN)).strip() == "No":
        filling.notes.append(f"{row.who}: Moodle says that the grade cannot be changed, left as it is")
        return
    most = filling.most(sheet.value(line, header.index(_MOST)), f"line {line + 1}")
    points = filling.points(row, most, above=False)
    grade = header.index("Grade")
    if points is not None and number(sheet.value(line, grade)) != points:
        filling.put(line, grade, written(points))


def _with_folder(row: Row) -> Row:
    """An author who is called as the folder of a downloaded submission is known by its number, too."""
    found = _FOLDER.match(row.author)
    return replace(row, words=(*row.known_as, word(found["id"], Kind.PARTICIPANT))) if found else row


def gradebook(rows: Sequence[Row], heading: str) -> tuple[bytes, list[str]]:
    """A CSV for the import of the course's gradebook: one row for each author, one column for each exercise.

    An empty cell could clear a grade, and one bad row refuses the file: who has not all of the grades is left out.
    """
    exercises = list(dict.fromkeys(row.exercise for row in rows))
    by_author: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        held = by_author.setdefault(row.author, {})
        if row.points is not None:
            held[row.exercise] = row.points
    problems = [f"{author} could be run as a formula" for author in by_author if spreadsheet.is_formula(author)]
    if problems:
        raise Refused("the file", problems)
    whole = {author: held for author, held in by_author.items() if len(held) == len(exercises)}
    notes = [f"{author} has not all of the grades: left out" for author in by_author if author not in whole]
    table = [[author, *(written(held[exercise]) for exercise in exercises)] for author, held in whole.items()]
    return spreadsheet.table([heading, *exercises], table, identifiers=(heading,)).encode(), notes


def feedback(
    worksheet: bytes, pages: Mapping[str, Mapping[str, bytes]], rows: Sequence[Row], wishes: Wishes
) -> tuple[bytes, list[str]]:
    """The zip for "Upload multiple feedback files": for each author the files by name, in the folder of the author."""
    sheet = cells.read(worksheet)
    header = _header(sheet)
    filling = Filling(sheet, wishes)
    filling.problems += _form(header)
    folders: dict[str, str] = {}
    if not filling.problems:
        lines = filling.lines_of(map(_with_folder, rows), _people(sheet, header))
        at = header.index("Identifier")
        filling.problems += [
            f"line {line + 1} has no identifier" for line in lines.values() if not sheet.value(line, at).strip()
        ]
    if not filling.problems:
        folders = {author: folder(sheet, header, lines[author]) for author in pages if author in lines}
    if filling.problems:
        raise Refused("the feedback", filling.problems)
    files = ((f"{folders[a]}/{name}", data) for a in folders for name, data in pages[a].items())
    return zipped(files), filling.notes


def folder(sheet: Sheet, header: Sequence[str], line: int) -> str:
    """What Moodle calls the folder of a participant in its zips of submissions and feedback."""
    identifier = sheet.value(line, header.index("Identifier"))
    digits = identifier.split()[-1]
    name = sheet.value(line, header.index("Full name")) if "Full name" in header else ""
    shown = name.replace("_", " ") if name else "Participant"
    return _UNFIT.sub("", f"{shown}_{digits}_assignsubmission_file")
