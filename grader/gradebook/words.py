"""People's words: overrides, comments and extensions. Kept with who said them and when; the last one counts, the others
stay, and no regrade touches any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from grader.gradebook.tables import comments, extensions, overrides


@dataclass(frozen=True, slots=True)
class Whose:
    """One author's work on one exercise; for an extension `exercise` may be '': all of them."""

    course: str
    exercise: str
    author: str

    def columns(self) -> dict[str, str]:
        """As a row holds them."""
        return {"course": self.course, "exercise": self.exercise, "author": self.author}


@dataclass(frozen=True, slots=True)
class Overriding:
    """A person's grade; `points` None withdraws the one before."""

    points: Decimal | None
    reason: str
    by: str
    at: datetime
    seen_points: Decimal | None
    """The machine's grade at that time; None when it was withheld."""
    max_points: Decimal | None = None
    """The maximum that the person had before them; None in what was said before it was kept."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Something a person wants the author to read; `text` empty withdraws the one before."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """Another due date for one author; `due` None withdraws the one before."""

    due: datetime | None
    by: str
    at: datetime


Kind = Overriding | Comment | Extension
_TABLES: dict[type[Kind], Table] = {Overriding: overrides, Comment: comments, Extension: extensions}


def say(connection: Connection, whose: Whose, word: Kind) -> None:
    """Keep a person's word."""
    said = {name: getattr(word, name) for name in word.__dataclass_fields__}
    connection.execute(insert(_TABLES[type(word)]).values(**whose.columns(), **said))


def all_of(connection: Connection, kind: type[Kind], course: str) -> dict[tuple[str, str], list[Any]]:
    """Every word of a kind, by exercise and author, the oldest first."""
    table = _TABLES[kind]
    names = list(kind.__dataclass_fields__)
    chosen = select(table.c.exercise, table.c.author, *(table.c[name] for name in names)).where(
        table.c.course == course
    )
    found: dict[tuple[str, str], list[Any]] = {}
    for exercise, author, *values in connection.execute(chosen.order_by(table.c.id)):
        found.setdefault((exercise, author), []).append(kind(**dict(zip(names, values, strict=True))))
    return found


def standing(said: Sequence[Comment]) -> tuple[Comment, ...]:
    """The comments that nobody took back."""
    found: list[Comment] = []
    for one in said:
        found = [*found, one] if one.text else found[:-1]
    return tuple(found)


def extended(
    due: datetime | None, exercise: str, author: str, said: dict[tuple[str, str], list[Extension]]
) -> datetime | None:
    """When this author's work on an exercise is due, with what people granted: for it alone, else for all. It gives time and takes
    none: what was granted for everything ends before a later exercise is due at all."""
    for key in ((exercise, author), ("", author)):
        granted = _last(said.get(key, ()))
        if granted is not None and granted.due is not None:
            return granted.due if due is None else max(due, granted.due, key=datetime.timestamp)
    return due


def granted(author: str, said: dict[tuple[str, str], list[Extension]]) -> list[str]:
    """The exercises for which an author has an extension that was not taken back; '' for all of them."""
    standing = ((key, _last(words)) for key, words in said.items())
    return sorted(slug for (slug, who), last in standing if who == author and last is not None and last.due is not None)


def _last(said: Sequence[Extension]) -> Extension | None:
    return said[-1] if said else None
