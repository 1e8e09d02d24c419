"""Whose deliveries are, as a roster says now, which came later than them or has been mended.

Of who is called otherwise now all that is kept goes along, so that one person has one grade, nothing that was said of them is lost, and
it stays known since when their deliveries lie here. What was taken for somebody's and is not theirs counts for them no longer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, bindparam, delete, insert, select, update

from grader.gradebook import deliveries, people, tables
from grader.gradebook.adding import add_missing
from grader.gradebook.deliveries import NOT_THEIRS, Delivered
from grader.intake.roster import Person, Roster

Successors = Mapping[str, Sequence[str]]
"""Ids of before -> ids of now: several where a team was one author."""
Place = tuple[str, str, str]
"""Exercise, label and digest: by what a delivery that is read again is known."""
_WORDS = (tables.overrides, tables.comments, tables.extensions)


def follow(
    connection: Connection, course: str, arrived: Sequence[Delivered], roster: Roster
) -> tuple[Successors, Sequence[Delivered]]:
    """Bring along what is kept of everybody whom a roster calls otherwise now; and what counts no longer for whom it did."""
    kept, enrolled = deliveries.of_course(connection, course), people.enrolled(connection, course)
    found, others = successors(kept, arrived, enrolled, roster), not_theirs(kept, arrived, roster)
    if others:
        deliveries.disown(connection, others, arrived[0].last_seen)
    if found:
        _move(connection, course, found)
    return found, others


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
            same = roster.again(then) if then else None
            now = now if then is None else [author for author in now if same and author == same.author]
            found |= {one.author: now} if now else {}
    return found


def not_theirs(kept: Iterable[Delivered], arrived: Iterable[Delivered], roster: Roster) -> list[Delivered]:
    """What was taken until now for a delivery of somebody who is on the roster, and is not theirs as that says. Pure."""
    whose: dict[tuple[str, str], set[str]] = {}
    for one in arrived:
        for digest in one.digests:
            whose.setdefault((one.label, digest), set()).add(one.author)
    here = {person.author for person in roster.people}
    return [
        one
        for one in kept
        if one.author in here
        and NOT_THEIRS not in one.extra
        and one.author not in whose.get((one.label, one.digest), {one.author})
    ]


def left(kept: Iterable[Delivered], enrolled: Mapping[str, Person], roster: Roster) -> Mapping[Place, tuple[str, ...]]:
    """Whose deliveries are of which one author was on an earlier roster and is not on this one: theirs, and their team's. Pure."""
    gone = enrolled.keys() - {person.author for person in roster.people}
    whose: dict[Place, dict[str, None]] = {}
    for one in kept:
        if one.known and NOT_THEIRS not in one.extra:
            whose.setdefault((one.exercise, one.label, one.digest), {})[one.author] = None
    return {place: tuple(authors) for place, authors in whose.items() if gone & authors.keys()}


def _move(connection: Connection, course: str, found: Successors) -> None:
    """Deliveries and people's words for everybody who has them now, grades for the first of them. All in a few statements: a roster
    that comes later renames a whole class."""
    before = {table: _rows(connection, table, course, found) for table in (tables.deliveries, *_WORDS)}
    for table, rows in before.items():
        add = add_missing if table is tables.deliveries else _insert
        add(connection, table, list(_for_successors(rows, found)))
    _inherit(connection, course, found)
    for table, rows in before.items():
        if rows:  # by id, which is looked up and not searched for
            connection.execute(
                delete(table).where(table.c.id == bindparam("its")), [{"its": row["id"]} for row in rows]
            )
    gone = delete(tables.people).where(tables.people.c.course == course, tables.people.c.author == bindparam("before"))
    connection.execute(gone, [{"before": author} for author in found])


def _rows(connection: Connection, table: Table, course: str, whose: Collection[str]) -> list[RowMapping]:
    chosen = select(table).where(table.c.course == course).order_by(table.c.id)
    return [row for row in connection.execute(chosen).mappings() if row["author"] in whose]


def _for_successors(rows: Iterable[RowMapping], found: Successors) -> Iterator[dict[str, Any]]:
    """The same rows for those who have them now."""
    for row in rows:
        kept = {name: value for name, value in row.items() if name != "id"}
        for author in found[row["author"]]:
            yield {**kept, "author": author, **({"known": True} if "known" in kept else {})}


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _inherit(connection: Connection, course: str, found: Successors) -> None:
    """Grades, each with the delivery that took the place of its own."""
    heirs = {before: now[0] for before, now in found.items()}
    every = _rows(connection, tables.deliveries, course, {*heirs, *heirs.values()})
    place = {row["id"]: tuple(row[name] for name in deliveries.UNIQUE if name != "author") for row in every}
    ids = {(row["author"], place[row["id"]]): row["id"] for row in every}
    moved = [
        {"its": row["id"], "heir": heirs[row["author"]], "at": ids[heirs[row["author"]], place[row["delivery"]]]}
        for row in _rows(connection, tables.grades, course, heirs)
    ]
    if moved:
        theirs = update(tables.grades).where(tables.grades.c.id == bindparam("its"))
        connection.execute(theirs.values(author=bindparam("heir"), delivery=bindparam("at")), moved)
