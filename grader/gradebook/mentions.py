"""Where what is kept of others names somebody: a team's delivery that is called after the one who handed it in, a reason that lists
whose something could be. Of who is forgotten this is made nameless, and everything else of it stays."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select, update

from grader.gradebook.deliveries import CAME_AS, NOT_THEIRS, UNREAD_TIME
from grader.gradebook.tables import deliveries, grades
from grader.intake.identity import Kind, folded, letters
from grader.intake.roster import Person

NOBODY = "somebody forgotten"
_SHORTEST = 3
"""Letters of a word that a delivery may be called after wherever it stands; a shorter one stands in anything, and counts alone."""
_OURS = frozenset({NOT_THEIRS, CAME_AS, UNREAD_TIME})
"""Of what is kept beside a delivery, times and digests: they name nobody, and decide what counts."""


def remove(
    connection: Connection, course: str, person: Person, others: Iterable[Person], labels: Iterable[str]
) -> None:
    """Take somebody out of what is kept of others; `labels`: what their own deliveries were called."""
    called = after(person, others)
    rows = _rows(connection, deliveries, course, "label", "strange", "extra")
    shared = {row["label"] for row in rows}
    gone = [label for label in sorted(set(labels)) if label not in shared or called(label)]
    renamed = {label: f"forgotten-{secrets.token_hex(4)}" for label in gone}
    nameless = _nameless(person, renamed)
    for row in rows:
        extra = row["extra"]
        if row["label"] in renamed:
            extra = {key: said for key, said in extra.items() if key in _OURS or not called(said)}
        extra = {key: nameless(said) for key, said in extra.items()}
        _put(
            connection,
            deliveries,
            row,
            label=renamed.get(row["label"], row["label"]),
            strange=nameless(row["strange"]),
            extra=extra,
        )
    for row in _rows(connection, grades, course, "reason"):
        _put(connection, grades, row, reason=row["reason"] and nameless(row["reason"]))


def after(person: Person, others: Iterable[Person] = ()) -> Callable[[str], bool]:
    """Whether something is called after a person: by an id of theirs, or by their name in either order, as platforms run it together,
    where no other bears it."""
    namesakes = any(letters(one.name) == letters(person.name) for one in others)
    names = [] if namesakes else person.name.split()
    parts = {letters(word.text) for word in person.words if not (namesakes and Kind.NAME in word.kinds)}
    parts |= {letters("".join(names[at:] + names[:at])) for at in range(len(names))}
    parts.add(letters(person.author))
    long = {part for part in parts if len(part) >= _SHORTEST}
    return lambda text: any(part in letters(text) for part in long) or not parts.isdisjoint(_words(text))


def _nameless(person: Person, renamed: Mapping[str, str]) -> Callable[[str], str]:
    said = {person.who: NOBODY, person.author: NOBODY, **({person.email: NOBODY} if person.email else {}), **renamed}
    longest_first = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w.-])(?:{longest_first})(?![\w-])")
    return lambda text: pattern.sub(lambda found: said[found[0]], text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(text))


def _rows(connection: Connection, table: Table, course: str, *names: str) -> Sequence[RowMapping]:
    chosen = select(table.c.id, *(table.c[name] for name in names)).where(table.c.course == course)
    return connection.execute(chosen).mappings().all()


def _put(connection: Connection, table: Table, row: RowMapping, **values: Any) -> None:
    """Write what is another one than before."""
    if any(row[name] != value for name, value in values.items()):
        connection.execute(update(table).where(table.c.id == row["id"]).values(**values))
