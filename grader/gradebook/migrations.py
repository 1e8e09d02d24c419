"""From an older gradebook to this one: numbered steps, each in a transaction of its own with its number.

A step is never changed once it was released; what the tables are today is the sum of the steps. The first one makes
the tables of a new gradebook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, func, insert, inspect, select, text

from grader.errors import UsageError
from grader.gradebook import tables

Step = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    tables.metadata.create_all(connection)


def _maximum_of_overrides(connection: Connection) -> None:
    """What a grade by hand is out of (decision 0110). Nobody kept it of those that are there: it stays unknown."""
    if not _has(connection, "overrides", "max_points"):
        connection.execute(text("ALTER TABLE overrides ADD COLUMN max_points INTEGER"))


def _seeds_of_64_bits(connection: Connection) -> None:
    """As SQLite keeps them in any case."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE results ALTER COLUMN seed TYPE BIGINT"))


def _rosters_of_people(connection: Connection) -> None:
    """Who is on which roster (decision 0191). Nobody kept it: everybody who is there is on one."""
    if not _has(connection, "people", "roster"):
        connection.execute(text("ALTER TABLE people ADD COLUMN roster VARCHAR DEFAULT '' NOT NULL"))
        connection.execute(text("UPDATE people SET roster = '1'"))


def _has(connection: Connection, table: str, name: str) -> bool:
    """The first step makes the tables as they are today."""
    return name in {column["name"] for column in inspect(connection).get_columns(table)}


STEPS: Sequence[Step] = (_first, _maximum_of_overrides, _seeds_of_64_bits, _rosters_of_people)


def version_of(connection: Connection) -> int:
    """How many steps a gradebook has behind it; 0 for one that is not there yet."""
    if not inspect(connection).has_table(tables.versions.name):
        return 0
    return connection.execute(select(func.max(tables.versions.c.version))).scalar() or 0


def missing(version: int, steps: Sequence[Step] = STEPS) -> Sequence[tuple[int, Step]]:
    """The steps still to be made; UsageError for a gradebook of a later grader."""
    if version > len(steps):
        raise UsageError(
            f"this gradebook was written by a later version of grade (its tables are of version {version})",
            hint="Use that version, or name another gradebook.",
        )
    return list(enumerate(steps, 1))[version:]


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Make what steps are missing. Within the caller's transaction, which nobody else writes beside."""
    for number, step in missing(version_of(connection), steps):
        step(connection)
        connection.execute(insert(tables.versions).values(version=number))
