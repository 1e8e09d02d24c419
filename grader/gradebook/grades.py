"""Grades: what an author's delivery came to. Only ever added to: the newest counts, the others are its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, insert, select

from grader.gradebook.tables import grades


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The machine's grade: points after policy, or why there are none."""

    course: str
    exercise: str
    author: str
    delivery: int
    result: int | None
    points: Decimal | None
    max_points: Decimal
    reason: str | None
    days_late: int
    taken: Decimal
    attempt: int
    cause: str
    """What made it: `batch`, `regrade`, `rescore`, `extension`; `policy`: a date or a rule that was changed."""
    graded_at: datetime

    def says_the_same(self, other: Graded) -> bool:
        """Whether there is nothing new in it."""
        return self._said() == other._said()

    def _said(self) -> tuple[Any, ...]:
        told = (self.delivery, self.result, self.points, self.max_points, self.reason)
        return (*told, self.days_late, self.taken, self.attempt)


_NAMES = [field.name for field in fields(Graded)]


def current(connection: Connection, course: str) -> dict[tuple[str, str], Graded]:
    """The grades that count, by exercise and author."""
    latest = (
        select(func.max(grades.c.id))
        .where(grades.c.course == course)
        .group_by(grades.c.exercise, grades.c.author)
        .scalar_subquery()
    )
    chosen = select(*(grades.c[name] for name in _NAMES)).where(grades.c.id.in_(latest))
    return {(one.exercise, one.author): one for one in _read(connection, chosen)}


def history(connection: Connection, course: str, exercise: str, author: str) -> list[Graded]:
    """Every grade an author ever had in an exercise, the oldest first."""
    whose = (grades.c.course == course, grades.c.exercise == exercise, grades.c.author == author)
    return _read(connection, select(*(grades.c[name] for name in _NAMES)).where(*whose).order_by(grades.c.id))


def add(connection: Connection, graded: Sequence[Graded]) -> None:
    """Add what is new; a grade that says the same as the one that counts is none."""
    if not graded:
        return
    now = current(connection, graded[0].course)
    news = [one for one in graded if not _known(one, now.get((one.exercise, one.author)))]
    if news:
        connection.execute(insert(grades), [{name: getattr(one, name) for name in _NAMES} for one in news])


def _known(one: Graded, before: Graded | None) -> bool:
    return before is not None and one.says_the_same(before)


def _read(connection: Connection, chosen: Any) -> list[Graded]:
    rows: Iterable[Any] = connection.execute(chosen)
    return [Graded(**dict(zip(_NAMES, row, strict=True))) for row in rows]
