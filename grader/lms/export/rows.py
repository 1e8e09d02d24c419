"""One author's standing in one exercise, as far as other gradebooks need it; and where such rows come from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from grader.errors import UsageError


@dataclass(frozen=True, slots=True)
class Row:
    """A grade, or why there is none. Points are after policy and overrides."""

    author: str
    exercise: str
    points: Decimal | None
    max_points: Decimal
    reason: str = ""
    names: tuple[str, ...] = ()
    """Whatever else the author is known as: login, number, address."""

    @property
    def known_as(self) -> tuple[str, ...]:
        """Everything that may stand for the author in another table."""
        return tuple(dict.fromkeys((self.author, *(name for name in self.names if name))))


class Refused(UsageError):
    """What is to be written would be refused by the LMS, or would do harm there; carries every reason."""

    def __init__(self, what: str, problems: Sequence[str], *, hint: str | None = None) -> None:
        listed = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"{what} was not written:{listed}", hint=hint)
        self.problems = tuple(problems)


_NEEDED = ("author", "exercise", "points", "max_points", "reason")


def read(path: Path, exercises: Sequence[str] = ()) -> list[Row]:
    """Read `grades.csv`, as `grade batch` writes it; all of it, or the exercises named."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as refusal:
        words = getattr(refusal, "strerror", None) or "it is not UTF-8"
        hint = "It lies in the folder that `grade batch --out` filled."
        raise UsageError(f"{path} cannot be read: {words}", hint=hint) from None
    table = csv.DictReader(io.StringIO(text))
    missing = [name for name in _NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise UsageError(f"{path} has no column {missing[0]!r}: it was not written by `grade batch`")
    problems: list[str] = []
    rows = [_row(line, table.line_num, problems) for line in table if not exercises or line["exercise"] in exercises]
    known = {row.exercise for row in rows if row}
    problems += [f"there are no grades of {slug}" for slug in exercises if slug not in known]
    if problems:
        raise Refused(f"what {path} holds", problems)
    return [row for row in rows if row is not None]


def _row(line: dict[str, str], number: int, problems: list[str]) -> Row | None:
    try:
        points = Decimal(line["points"]) if line["points"] else None
        return Row(line["author"], line["exercise"], points, Decimal(line["max_points"] or 0), line["reason"] or "")
    except (InvalidOperation, TypeError):
        problems.append(f"line {number}: {line['points']!r} of {line['max_points']!r} are no points")
        return None
