"""Who is in a course: the roster, as it was last given."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from grader.gradebook.adding import put
from grader.gradebook.tables import people
from grader.intake.roster import Person


def enrol(connection: Connection, course: str, enrolled: Iterable[Person]) -> None:
    """Keep these people; who was there before and is not among them stays."""
    rows = [
        {
            "course": course,
            "author": one.author,
            "name": one.name,
            "email": one.email,
            "team": one.team,
            "known_as": dict(one.known_as),
        }
        for one in enrolled
    ]
    put(connection, people, rows, by=("course", "author"))


def enrolled(connection: Connection, course: str) -> dict[str, Person]:
    """Everybody in a course, by author."""
    columns = people.c.author, people.c.name, people.c.email, people.c.team, people.c.known_as
    chosen = select(*columns).where(people.c.course == course).order_by(people.c.author)
    return {row.author: Person(*row) for row in connection.execute(chosen)}
