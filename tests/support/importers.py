"""What Canvas, Moodle and Blackboard would do with a file, after their own importers: each rule names its source.

Models of consumers that cannot be installed here. They share no code with what writes the files.
"""

import csv
import io
import re
import zipfile
from decimal import Decimal


class WouldBeRefused(Exception):
    """The LMS would not take the file."""


def canvas(data):
    """canvas-lms, lib/gradebook_importer.rb: what would be set, by student's and assignment's id."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=_canvas_delimiter(data)))
    header = rows[0]
    # header?: more than three columns, "Student" in the first, "ID" in the second
    if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1]):
        raise WouldBeRefused("no header")
    # strip_non_student_columns: identities, up to Section
    section = next((n for n, name in enumerate(header) if "Section" in name), None)
    if section is None:
        raise WouldBeRefused("no Section")
    ignored = re.compile(r"(Current|Final|Unposted Current|Unposted Final) (Score|Grade|Points)$|.*Override")
    read_only = {n for row in rows[1:3] for n, cell in enumerate(row) if "read only" in cell}
    assignments = {}
    for n, name in enumerate(header):
        found = re.match(r"\A(.*)\s\((\d+)\)\Z", name)
        if n > section and n not in read_only and not ignored.match(name) and found:
            assignments[n] = found[2]
    grades = {}
    for row in rows[1:]:
        if "Points Possible" in row[0] or not row[1].strip():
            continue  # process_pp
        for n, assignment in assignments.items():
            cell = row[n].strip()
            if cell in ("", "-"):
                grades[row[1], assignment] = None
            elif cell.upper() == "EX":
                grades[row[1], assignment] = "EX"
            else:
                grades[row[1], assignment] = round(Decimal(cell.replace(",", ".")), 2)
    return grades


def _canvas_delimiter(data):
    """csv_stream: the delimiter is guessed from the first lines."""
    head = b"\n".join(data.splitlines()[:3])
    return ";" if head.count(b";") > head.count(b",") else ","


def moodle_worksheet(data):
    """moodle, mod/assign/feedback/offline/importgradesform.php and locallib.php: grades that would be saved, by number."""
    table = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    for needed in ("Identifier", "Grade", "Last modified (grade)"):
        if needed not in table.fieldnames:
            raise WouldBeRefused(f"invalidgradeimport: {needed}")
    saved = {}
    for row in table:
        number = re.fullmatch(r"(?:Participant )?(\d+)", row["Identifier"].strip())
        if number is None:
            continue
        grade = row["Grade"].strip()
        # skipped: blank, below 0, above the maximum, locked
        if not grade or row.get("Grade can be changed") == "No":
            continue
        value = Decimal(grade.replace(",", "."))
        if 0 <= value <= Decimal(row.get("Maximum grade") or 100):
            saved[number[1]] = value
    return saved


def moodle_gradebook(data, users):
    """moodle, grade/import/csv/classes/load_data.php: one unknown user refuses the whole file."""
    header, *rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    grades = {}
    for row in rows:
        if row[0] not in users:
            raise WouldBeRefused(f"usermapping: {row[0]}")
        grades[row[0]] = {name: Decimal(cell) for name, cell in zip(header[1:], row[1:], strict=True) if cell}
    return grades


def moodle_feedback(data):
    """moodle, mod/assign/feedback/file/importziplib.php: files by participant's number."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            folder, file = name.rsplit("/", 1)
            parts = folder.split("_", 4)  # name, id, plugin type, plugin
            if len(parts) < 4 or not parts[1].isdecimal() or not parts[2].startswith("assign"):
                raise WouldBeRefused(name)
            found.setdefault(parts[1], []).append(file)
    return found


def blackboard(data):
    """help.blackboard.com, "Upload grades": by user name; a column without its id becomes a new one, of text."""
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
    columns = {name: re.search(r"\|(\d+)$", name) for name in table.fieldnames if "[Total Pts" in name}
    if not all(columns.values()):
        raise WouldBeRefused("a new column")
    return {
        (row["Username"], found[1]): Decimal(row[name]) for row in table for name, found in columns.items() if row[name]
    }
