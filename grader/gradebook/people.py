"""Who is in a course: the rosters, as they were last given, and who was on an earlier one.

Sections may have rosters of their own. None has a name: which one a new roster succeeds is told by the people on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select, update

from grader.gradebook.adding import put
from grader.gradebook.tables import people
from grader.intake.roster import Person, Roster

_GONE = ""
"""In the place of a roster's number, of whoever is on no present roster."""
_PERSON = people.c.author, people.c.name, people.c.email, people.c.team, people.c.known_as


def enrol(connection: Connection, course: str, enrolled: Iterable[Person]) -> Sequence[Person]:
    """Keep these people as a roster that succeeds an earlier one, or is another section's; who has left by that. They stay known."""
    roster, there = Roster(enrolled), _rosters(connection, course)
    succeeded, off = _succeeded(there, roster)
    if off:
        gone = update(people).where(people.c.course == course, people.c.author == bindparam("its"))
        connection.execute(gone.values(roster=_GONE), [{"its": one.author} for one in off])
    number = min(succeeded, default=None) or str(1 + max(map(int, there), default=0))
    rows = [
        {
            "course": course,
            "author": one.author,
            "name": one.name,
            "email": one.email,
            "team": one.team,
            "known_as": dict(one.known_as),
            "roster": number,
        }
        for one in roster.people
    ]
    put(connection, people, rows, by=("course", "author"))
    return [one for one in off if roster.again(one) is None]


def enrolled(connection: Connection, course: str) -> dict[str, Person]:
    """Everybody who is or was in a course, by author."""
    chosen = select(*_PERSON).where(people.c.course == course).order_by(people.c.author)
    return {row.author: Person(*row) for row in connection.execute(chosen)}


def present(connection: Connection, course: str) -> set[str]:
    """The authors on the rosters that stand now."""
    return {person.author for those in _rosters(connection, course).values() for person in those}


def _rosters(connection: Connection, course: str) -> dict[str, list[Person]]:
    """Who is on which roster that stands now, by its number."""
    found: dict[str, list[Person]] = {}
    chosen = select(people.c.roster, *_PERSON).where(people.c.course == course, people.c.roster != _GONE)
    for number, *person in connection.execute(chosen.order_by(people.c.author)):
        found.setdefault(number, []).append(Person(*person))
    return found


def _succeeded(there: Mapping[str, Sequence[Person]], roster: Roster) -> tuple[list[str], list[Person]]:
    """The rosters of which more than half are on this one, maybe under a new id; and who of them is not, by the id of before. Pure."""
    here = {person.author for person in roster.people}
    succeeded, off = [], []
    for number, those in there.items():
        absent = [person for person in those if person.author not in here]
        gone = [person for person in absent if roster.again(person) is None]
        if 2 * len(gone) < len(those):
            succeeded.append(number)
            off += absent
    return succeeded, off
