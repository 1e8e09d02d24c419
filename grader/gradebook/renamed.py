"""Whose deliveries are, as a roster says now, which came later than them or has been mended.

Of who is called otherwise now all that is kept goes along, so that one person has one grade, nothing that was said of them is lost, and
it stays known since when their deliveries lie here. What was taken for somebody's and is not theirs counts for them no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from grader.gradebook import deliveries, people, tables
from grader.gradebook.adding import add_missing
from grader.gradebook.deliveries import Delivered
from grader.intake.roster import Person, Roster

Successors = Mapping[str, Sequence[str]]
"""Ids of before -> ids of now: several where a team was one author."""


def follow(connection: Connection, course: str, arrived: Sequence[Delivered], roster: Roster) -> Successors:
    """Bring along what is kept of everybody whom a roster calls otherwise now."""
    kept, enrolled = deliveries.of_course(connection, course), people.enrolled(connection, course)
    found = successors(kept, arrived, enrolled, roster)
    if arrived:
        deliveries.disown(connection, not_theirs(kept, arrived, roster), arrived[0].last_seen)
    for before, now in found.items():
        for author in now:
            _copy(connection, course, before, author)
        _inherit(connection, course, before, now[0])
        for table in (tables.deliveries, tables.overrides, tables.comments, tables.extensions, tables.people):
            connection.execute(delete(table).where(table.c.course == course, table.c.author == before))
    return found


def successors(
    kept: Iterable[Delivered], arrived: Iterable[Delivered], enrolled: Mapping[str, Person], roster: Roster
) -> Successors:
    """Who has deliveries that others have now: not who is on the roster still, and of those on an earlier one only who is the
    same person. Another section has a roster and files of its own. Pure."""
    whose: dict[tuple[str, str], dict[str, None]] = {}
    for one in arrived:
        for digest in one.digests if one.known else ():
            whose.setdefault((one.label, digest), {})[one.author] = None
    here = {person.author for person in roster.people}
    found: dict[str, Sequence[str]] = {}
    for one in kept:
        now = list(whose.get((one.label, one.digest), ()))
        if now and one.author not in here:
            then = enrolled.get(one.author)
            now = now if then is None else [author for author in now if author == _same(then, roster)]
            found |= {one.author: now} if now else {}
    return found


def not_theirs(kept: Iterable[Delivered], arrived: Iterable[Delivered], roster: Roster) -> list[Delivered]:
    """What was taken for a delivery of somebody who is on the roster, and is not theirs as that says now. Pure."""
    whose: dict[tuple[str, str], set[str]] = {}
    for one in arrived:
        for digest in one.digests:
            whose.setdefault((one.label, digest), set()).add(one.author)
    here = {person.author for person in roster.people}
    return [
        one for one in kept if one.author in here and one.author not in whose.get((one.label, one.digest), {one.author})
    ]


def _same(person: Person, roster: Roster) -> str | None:
    """The id in a roster of somebody on an earlier one, by all that was said of them, or all but what they were called."""
    beside = [word for word in person.words if word.text != person.author]
    found = roster.found(person.words) or roster.found(beside)
    return found.author if found else None


def _copy(connection: Connection, course: str, before: str, now: str) -> None:
    """Deliveries and people's words, for another id."""
    known = [{**row, "known": True} for row in _rows(connection, tables.deliveries, course, before, now)]
    add_missing(connection, tables.deliveries, known)
    for table in (tables.overrides, tables.comments, tables.extensions):
        if rows := _rows(connection, table, course, before, now):
            connection.execute(insert(table), rows)


def _rows(connection: Connection, table: Table, course: str, before: str, now: str) -> list[dict[str, Any]]:
    chosen = select(table).where(table.c.course == course, table.c.author == before).order_by(table.c.id)
    rows = [{**row, "author": now} for row in connection.execute(chosen).mappings()]
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def _inherit(connection: Connection, course: str, before: str, now: str) -> None:
    """Grades, each with the delivery that took the place of its own."""
    there = tables.deliveries
    chosen = select(there).where(there.c.course == course, there.c.author.in_((before, now)))
    by_key: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in connection.execute(chosen).mappings():
        by_key.setdefault(tuple(row[name] for name in deliveries.UNIQUE if name != "author"), {})[row["author"]] = row[
            "id"
        ]
    for ids in by_key.values():
        if before in ids:
            moved = update(tables.grades).where(tables.grades.c.delivery == ids[before])
            connection.execute(moved.values(delivery=ids[now], author=now))
