"""What filling an LMS's table always asks: which row is whose, which column is which exercise's, what goes in.

Never a guess: an author who stands for two rows, or none, is named. Withheld grades leave their cell as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from grader.lms.export.cells import Sheet
from grader.lms.export.rows import Row
from grader.lms.marked import plain
from grader.score.points import half_up


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

    def line_of(self, row: Row, people: Mapping[str, set[int]]) -> int | None:
        """The line of an author, who may be known there by any name."""
        lines = set().union(*(people.get(_folded(name), set()) for name in row.known_as))
        if len(lines) == 1:
            return lines.pop()
        if lines:
            numbers = " and ".join(str(line + 1) for line in sorted(lines))
            self._once(self.problems, f"{row.author} could be line {numbers}")
        elif self.wishes.skip_unknown:
            self._once(self.notes, f"{row.author} is not in the file: left out")
        else:
            self._once(self.problems, f"{row.author} is not in the file (--skip-unknown leaves such authors out)")
        return None

    def column_of(self, exercise: str, headings: Mapping[int, Sequence[str]]) -> int | None:
        """The column of an exercise; `headings` are, for each column that can be filled, the names that it goes by."""
        wished = self.wishes.columns.get(exercise)
        wanted = [wished] if wished else [exercise, self.wishes.titles.get(exercise, exercise)]
        names = {_folded(one) for one in wanted}
        found = [column for column, known in headings.items() if names & {_folded(one) for one in known}]
        if len(found) == 1:
            return found[0]
        said = f"{wished!r}" if wished else f"{exercise}"
        listed = ", ".join(repr(known[0]) for known in headings.values()) or "none"
        how_many = "several columns are" if found else "there is no column"
        remedy = "" if wished else f" (--column {exercise}=HEADING names one)"
        self.problems.append(f"{how_many} for {said}{remedy}; there are: {listed}")
        return None

    def points(self, row: Row, most: Decimal | None, *, above: bool) -> Decimal | None:
        """What goes in, of `most` points there; None where nothing does. `above`: whether more than `most` is taken."""
        if row.points is None:
            self.notes.append(
                f"{row.author}, {row.exercise}: withheld, left as it is ({row.reason or 'no reason given'})"
            )
            return None
        points = row.points
        if most is not None and row.max_points and most != row.max_points:
            if not self.wishes.scale:
                words = f"{row.exercise} is out of {plain(row.max_points)} here and out of {plain(most)} there (--scale brings it to theirs)"
                self._once(self.problems, words)
                return None
            points = half_up(Fraction(points) * Fraction(most) / Fraction(row.max_points))
        if most is not None and points > most and not above:
            self.problems.append(
                f"{row.author}, {row.exercise}: {plain(points)} is more than {plain(most)}, the most there"
            )
            return None
        return points

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


def people(sheet: Sheet, lines: Iterable[int], columns: Iterable[int]) -> dict[str, set[int]]:
    """The lines in which each identifying text stands."""
    found: dict[str, set[int]] = {}
    columns = list(columns)
    for line in lines:
        for column in columns:
            name = _folded(sheet.value(line, column))
            if name:
                found.setdefault(name, set()).add(line)
    return found


def number(text: str) -> Decimal | None:
    """A number as LMSs write it, with a point or a comma."""
    try:
        return Decimal(text.strip().replace(",", ".") if re.fullmatch(r"\s*-?\d+(,\d+)?\s*", text) else text.strip())
    except InvalidOperation:
        return None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
