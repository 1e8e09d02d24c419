"""One author's standing in one exercise, as far as other gradebooks need it; and where such rows come from."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from grader.errors import UsageError
from grader.feedback import spreadsheet
from grader.intake import roster
from grader.intake.identity import Word, word


@dataclass(frozen=True, slots=True)
class Row:
    """A grade, or why there is none. Points are after policy and overrides."""

    author: str
    exercise: str
    points: Decimal | None
    max_points: Decimal
    reason: str = ""
    words: tuple[Word, ...] = ()
    """What the author is known by: login, number, address, each with its kind. Empty: only by the id itself."""
    name: str = ""
    """From the roster; '' where it says nothing, and in the table alone."""
    today: Decimal | None = None
    """The maximum of the exercise, where a person set the grade against another one; of a table alone nobody knows."""
    by_hand: str = ""
    """Who set the grade, and why, where a person did; of a table alone nobody knows."""

    @property
    def who(self) -> str:
        """The author, as people recognise them."""
        return roster.who(self.author, self.name)

    @property
    def known_as(self) -> tuple[Word, ...]:
        """Everything that may stand for the author in another table."""
        return self.words or (word(self.author),)


class Refused(UsageError):
    """What is to be written would be refused by the LMS, or would do harm there; carries every reason."""

    def __init__(self, what: str, problems: Sequence[str], *, hint: str | None = None) -> None:
        listed = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"{what} was not written:{listed}", hint=hint)
        self.problems = tuple(problems)


_POINTS = re.compile(r"[0-9]+(\.[0-9]+)?")
_NEEDED = ("author", "exercise", "points", "max_points", "reason")


def read(path: Path, exercises: Sequence[str] = ()) -> list[Row]:
    """Read `grades.csv`, as `grade batch` writes it; all of it, or the exercises named."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as refusal:
        words = getattr(refusal, "strerror", None) or "it is not UTF-8"
        hint = "It lies in the folder that `grade batch --out` filled: name that one with --from."
        raise UsageError(f"{path} cannot be read: {words}", hint=hint) from None
    table = csv.DictReader(io.StringIO(text))
    missing = [name for name in _NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise UsageError(f"{path} has no column {missing[0]!r}: it was not written by `grade batch`")
    problems: list[str] = []
    try:
        rows = [
            _row(line, table.line_num, problems) for line in table if not exercises or line["exercise"] in exercises
        ]
    except csv.Error as odd:
        raise UsageError(f"{path} is no table near line {table.line_num}: {odd}") from None
    whole = [row for row in rows if row is not None]
    known = {row.exercise for row in whole}
    problems += [f"there are no grades of {slug}" for slug in exercises if slug not in known]
    problems += twice(whole)
    if problems:
        raise Refused(f"what {path} holds", problems)
    return whole


def twice(rows: Sequence[Row]) -> list[str]:
    """Authors who have two grades of one exercise: nobody can say which one counts."""
    counted = Counter((row.author, row.exercise) for row in rows)
    return [
        f"{author} has {number} grades of {exercise}" for (author, exercise), number in counted.items() if number > 1
    ]


def _row(line: dict[str, str], number: int, problems: list[str]) -> Row | None:
    if any(line[name] is None for name in _NEEDED):
        problems.append(f"line {number} is too short")
        return None
    try:
        points = _number(line["points"]) if line["points"] else None
        return Row(
            _as_it_was(line["author"]),
            line["exercise"],
            points,
            _number(line["max_points"] or "0"),
            line["reason"] or "",
        )
    except ValueError:
        problems.append(f"line {number}: {line['points']!r} of {line['max_points']!r} are no points")
        return None


def _number(text: str) -> Decimal:
    """Points as they are written: `NaN`, `1_0` and `-1` are numbers to Python, and no points to anyone."""
    if not _POINTS.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _as_it_was(identifier: str) -> str:
    """An identifier without the apostrophe that keeps a spreadsheet from running it."""
    bare = identifier.removeprefix("'")
    return bare if bare != identifier and spreadsheet.is_formula(bare) else identifier
