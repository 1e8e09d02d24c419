"""What there is to export: the gradebook in the folder that `grade batch` filled, or its `grades.csv` alone.

The gradebook knows more than the table: what the roster calls each author, and a person's word over the machine's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch.places import FEEDBACK, GRADES, REPORTS, folders
from grader.errors import UsageError
from grader.gradebook import FILE
from grader.intake.identity import Kind, Word, word
from grader.intake.roster import Person
from grader.lms.export.rows import Refused, Row, read
from grader.report import Report, decode
from grader.several import counted

if TYPE_CHECKING:
    from grader.gradebook.entries import Entry
    from grader.gradebook.picture import Override


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows, and the folder whose other files belong to them."""

    folder: Path
    rows: Sequence[Row]
    strays: Sequence[Row] = ()
    """Deliveries of which nobody could say what they are for: they have no column anywhere, and are named."""
    stored: Mapping[tuple[str, str], Report] = field(default_factory=dict)
    """Reports behind the gradebook's entries, by author and exercise: withheld where the grade is."""

    def pages(self) -> dict[str, dict[str, bytes]]:
        """The feedback of each author, by file name."""
        names = folders(row.author for row in self.rows)
        found: dict[str, dict[str, bytes]] = {}
        for row in self.rows:
            path = self.folder / FEEDBACK / names[row.author] / f"{row.exercise}.html"
            if path.is_file():
                found.setdefault(row.author, {})[path.name] = path.read_bytes()
        return found

    def reports(self) -> list[Report]:
        """The report behind each row that has one."""
        return list(self._reports())

    def _reports(self) -> Iterator[Report]:
        names = folders(row.author for row in self.rows)
        for row in self.rows:
            path = self.folder / REPORTS / names[row.author] / f"{row.exercise}.json"
            if (row.author, row.exercise) in self.stored:
                yield self.stored[row.author, row.exercise]
            elif path.is_file():
                yield decode(path.read_bytes())


def take(source: Path, exercises: Sequence[str], *, gradebook: str | None = None, course: str = "") -> Taken:
    """Read what `grade batch --out` filled: the gradebook that is named or lies there, unless the table itself is named.
    `course`: whose grades, where there may be those of several."""
    folder = source.parent if source.name in (GRADES, FILE) else source
    if gradebook is not None:
        return _from_book(folder, gradebook, exercises, course, shared=True)
    if source.name != GRADES and (folder / FILE).is_file():
        return _from_book(folder, folder / FILE, exercises, course)
    return _sorted(folder, read(folder / GRADES, exercises))


def _from_book(
    folder: Path, where: Path | str, exercises: Sequence[str], course: str, *, shared: bool = False
) -> Taken:
    """`shared`: by courses that others may have; the one that it holds so far need not be that around."""
    from grader.batch.whole import whole_report
    from grader.gradebook.book import Gradebook  # SQL costs time to import; a table does without

    with Gradebook(where, anew=False) as book:
        name, courses = book.name, book.courses()
        if course not in courses and (len(courses) != 1 or (shared and course)):
            listed = ", ".join(courses) or "none"
            raise UsageError(
                f"{name} holds {counted(len(courses), 'course')}: {listed}",
                hint=f"Name the folder of one with --course, or {GRADES} in the output folder instead.",
            )
        title = course if course in courses else courses[0]
        entries = [entry for entry in book.entries(title) if not exercises or entry.exercise in exercises]
        reports = book.reports(entry.result for entry in entries)
    missing = sorted(set(exercises) - {entry.exercise for entry in entries})
    if missing:
        raise Refused(f"what {name} holds", [f"there are no grades of {slug}" for slug in missing])
    stored = {
        (one.author, one.exercise): whole_report(one, None if one.result is None else reports.get(one.result))
        for one in entries
        if one.exercise
    }
    return _sorted(folder, [_row(entry) for entry in entries], stored)


def _sorted(folder: Path, rows: Sequence[Row], stored: Mapping[tuple[str, str], Report] | None = None) -> Taken:
    strays = [row for row in rows if not row.exercise]
    return Taken(folder, [row for row in rows if row.exercise], strays, stored or {})


def _row(entry: Entry) -> Row:
    return Row(
        entry.author,
        entry.exercise,
        entry.points,
        entry.max_points,
        entry.reason or "",
        tuple(_words(entry)),
        entry.name,
        entry.machine_max_points if entry.machine_max_points != entry.max_points else None,
        _set_by(entry.override) if entry.override else "",
    )


def _set_by(override: Override) -> str:
    by = f"set by {override.by or 'hand'}"
    return f"{by}: {override.reason}" if override.reason else by


def _words(entry: Entry) -> Iterator[Word]:
    """What the roster says of an author; of somebody who is not on it, what the platform said when it was downloaded.

    What the author called the file says nothing, and who pressed the button for a team stands for nobody else.
    """
    if entry.known_as:
        yield from Person(entry.author, entry.name, entry.email, entry.team, entry.known_as).words
        return
    yield word(entry.author)
    for key, kind in _KEPT.items():
        if entry.extra.get(key):
            yield word(entry.extra[key], kind)


_KEPT = {
    "username": Kind.LOGIN,
    "user": Kind.PLATFORM_ID,
    "participant": Kind.PARTICIPANT,
    "login": Kind.CODE_HOST,
}
"""What the layouts of platforms keep for the way back (`grader/intake/layouts`), as far as it identifies a person."""
