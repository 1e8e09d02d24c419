"""What filling an LMS's table always asks: which row is whose, which column is which exercise's, what goes in.

Never a guess: an author who stands for two rows, or none, is named. Withheld grades leave their cell as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from grader.intake.identity import Kind, Register, Word, folded, word
from grader.lms.export.cells import Sheet
from grader.lms.export.rows import Row
from grader.report import written
from grader.score.points import half_up
from grader.several import listed

_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15}|,[0-9]{1,2}|,[0-9]{4,15})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}((,[0-9]{3})+\.[0-9]+|(\.[0-9]{3})+,[0-9]+)")


def _are(authors: Sequence[str]) -> str:
    return f"{listed(authors)} {'is' if len(authors) == 1 else 'are'}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the instructor asked for."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """For an exercise, the heading of its column, with or without the LMS's number in it."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of exercises, by which their columns are found as well."""
    scale: bool = False
    """Points are brought to the LMS's maximum where the two differ."""
    skip_unknown: bool = False
    """Authors whom the table does not know are left out, and named."""


@dataclass(slots=True)
class Filling:
    """Cells to set, and everything that is to be said."""

    sheet: Sheet
    wishes: Wishes
    changes: dict[tuple[int, int], str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines_of(self, rows: Iterable[Row], people: Register[int]) -> dict[str, int]:
        """The line of each author, for all of them before anything is set: whose grade is withheld has a line as well."""
        rows, words = list(rows), dict[str, list[Word]]()
        for row in rows:
            words.setdefault(row.author, []).extend(row.known_as)
        graded = {row.author for row in rows if row.points is not None}
        fitting = {author: people.fitting(said) for author, said in words.items()}
        self._tell_of_strangers([author for author in fitting if not fitting[author]], graded)
        lines = {author: line for author in fitting if (line := self._line_of(author, fitting[author]))}
        theirs: dict[int, list[str]] = {}
        for author, line in lines.items():
            theirs.setdefault(line, []).append(author)
        for line, authors in theirs.items():
            if len(authors) > 1:
                self.problems.append(f"line {line + 1} would be of {' and of '.join(authors)}")
        return lines

    def _tell_of_strangers(self, strangers: Sequence[str], graded: Set[str]) -> None:
        """Who has no grade and no line loses nothing, and stops nobody else's. A section's file may lack most of a class, so that
        they are told together."""
        if without := [author for author in strangers if author not in graded]:
            self.notes.append(
                f"{_are(without)} not in the file, and {'has' if len(without) == 1 else 'have'} no grade to put there"
            )
        if missing := [author for author in strangers if author in graded]:
            if self.wishes.skip_unknown:
                self.notes.append(f"{_are(missing)} not in the file: left out")
            else:
                self.problems.append(f"{_are(missing)} not in the file (--skip-unknown leaves such authors out)")

    def _line_of(self, author: str, lines: Set[int]) -> int | None:
        """The only line that fits; 0 is the header's."""
        if len(lines) == 1:
            return next(iter(lines))
        if lines:
            numbers = " and ".join(str(line + 1) for line in sorted(lines))
            self.problems.append(f"{author} could be line {numbers}")
        return None

    def columns_of(self, rows: Iterable[Row], headings: Mapping[int, Sequence[str]]) -> dict[str, int]:
        """The column of each exercise; `headings` are, for each that can be filled, the names that it goes by."""
        columns: dict[str, int] = {}
        for exercise in dict.fromkeys(row.exercise for row in rows):
            column = self._column_of(exercise, headings)
            if column is None:
                continue
            other = next((name for name, taken in columns.items() if taken == column), None)
            if other is not None:
                self.problems.append(f"{headings[column][0]!r} would be the column of {other} and of {exercise}")
            columns[exercise] = column
        return columns

    def _column_of(self, exercise: str, headings: Mapping[int, Sequence[str]]) -> int | None:
        wished = self.wishes.columns.get(exercise)
        wanted = [wished] if wished else [exercise, self.wishes.titles.get(exercise, exercise)]
        names = {folded(one) for one in wanted}
        found = [column for column, known in headings.items() if names & {folded(one) for one in known}]
        if len(found) == 1:
            return found[0]
        said = f"{wished!r}" if wished else f"{exercise}"
        listed = ", ".join(repr(known[0]) for known in headings.values()) or "none"
        how_many = "several columns are" if found else "there is no column"
        remedy = "" if wished else f" (--column {exercise}=HEADING names one, --exercise says which are wanted)"
        self.problems.append(f"{how_many} for {said}{remedy}; there are: {listed}")
        return None

    def points(self, row: Row, most: Decimal | None, *, above: bool) -> Decimal | None:
        """What goes in, of `most` points there; None where nothing does. `above`: whether more than `most` is taken."""
        if row.points is None:
            self.notes.append(f"{row.who}, {row.exercise}: withheld, left as it is ({row.reason or 'no reason given'})")
            return None
        points = row.points
        if most is not None and most != row.max_points:
            if not self.wishes.scale or not most or not row.max_points:
                remedy = (
                    " (--scale brings it to theirs)"
                    if most and row.max_points
                    else ", and nothing can be brought to that"
                )
                whose = row.exercise if row.today is None else f"{row.who}, {row.exercise}: what was set by hand"
                words = f"{whose} is out of {written(row.max_points)} here and out of {written(most)} there{remedy}"
                self._once(self.problems, words)
                return None
            points = half_up(Fraction(points) * Fraction(most) / Fraction(row.max_points))
        if most is not None and points > most and not above:
            self.problems.append(
                f"{row.who}, {row.exercise}: {written(points)} is more than {written(most)}, the most there"
            )
            return None
        return points

    def most(self, text: str, where: str) -> Decimal | None:
        """The maximum there, as the file says it; None where it says none."""
        found = number(text)
        if text.strip() and (found is None or found < 0):
            self._once(self.problems, f"{where}: its maximum is {text.strip()[:40]!r}, which is no number of points")
        return found

    def put(self, line: int, column: int, value: str) -> None:
        """Set a cell that is there."""
        if not self.sheet.has(line, column):
            self.problems.append(f"line {line + 1} is too short to hold a grade")
        elif self.sheet.value(line, column) != value:
            self.changes[line, column] = value

    @staticmethod
    def _once(texts: list[str], text: str) -> None:
        if text not in texts:
            texts.append(text)


def people(sheet: Sheet, lines: Iterable[int], columns: Mapping[int, Kind]) -> Register[int]:
    """Who stands in which line; `columns` are those that identify somebody."""
    return Register(
        (line, [word(cell, kind) for column, kind in columns.items() if (cell := sheet.value(line, column))])
        for line in lines
    )


def columns(header: Sequence[str], kinds: Mapping[str, Kind]) -> dict[int, Kind]:
    """The identifying columns of a header."""
    return {header.index(name): kind for name, kind in kinds.items() if name in header}


def number(text: str) -> Decimal | None:
    """A number as LMSs write it, with a point or a comma; `1,000` alone could be two, and is none."""
    text = text.strip()
    if _GROUPED.fullmatch(text):
        whole, part = re.split(r"[.,](?=\d+$)", text)
        return Decimal(f"{re.sub('[.,]', '', whole)}.{part}")
    return Decimal(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None
