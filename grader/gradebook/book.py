"""A gradebook: the door to everything that is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, select

from grader import report as documents
from grader.gradebook import entries, grades, people, results, tables, words
from grader.gradebook import forget as forgetting
from grader.gradebook.database import Database
from grader.gradebook.entries import Entry
from grader.gradebook.grades import Graded
from grader.gradebook.words import Kind, Whose
from grader.intake.roster import Person
from grader.report import Report

Transaction = Connection
"""What is read or written within one transaction."""


class Gradebook:
    """All grades over time. A context manager."""

    def __init__(self, where: Path | str, *, anew: bool = True) -> None:
        """Open the SQLite file at a path, or the database at a URL; if there is none, it is made `anew`, or that is an error."""
        self._database = Database(where, anew=anew)
        self.name = self._database.name

    def courses(self) -> list[str]:
        """The courses that anything was handed in for."""
        with self.reading() as connection:
            return sorted(connection.execute(select(tables.deliveries.c.course).distinct()).scalars())

    def entries(self, course: str, exercises: Collection[str] | None = None) -> list[Entry]:
        """What counts now, by exercise and author."""
        with self.reading() as connection:
            return entries.current(connection, course, exercises)

    def authors(self, course: str) -> dict[str, str]:
        """Everybody who handed anything in or is on the roster, with their names; '' where the roster says nothing."""
        whose = select(tables.deliveries.c.author).where(tables.deliveries.c.course == course).distinct()
        with self.reading() as connection:
            named = {one.author: one.name for one in people.enrolled(connection, course).values()}
            return dict.fromkeys(connection.execute(whose).scalars(), "") | named

    def most(self, course: str) -> dict[str, Decimal]:
        """The maximum of each exercise that anything was handed in for."""
        with self.reading() as connection:
            return entries.most_of(grades.current(connection, course).values())

    def reports(self, ids: Iterable[int | None]) -> dict[int, Report]:
        """The reports of results, by their ids; before policy and overrides."""
        with self.reading() as connection:
            found = results.documents(connection, (id for id in ids if id is not None))
        return {id: documents.decode(text) for id, text in found.items()}

    def submissions(self, digests: Iterable[str]) -> dict[str, dict[str, bytes]]:
        """The files of submissions, by their digests."""
        with self.reading() as connection:
            return dict(results.submissions_whole(connection, digests))

    def people(self, course: str) -> dict[str, Person]:
        """Everybody who is or was on a roster, by author."""
        with self.reading() as connection:
            return people.enrolled(connection, course)

    def present(self, course: str) -> set[str]:
        """The authors who have not left."""
        with self.reading() as connection:
            return people.present(connection, course)

    def history(self, whose: Whose) -> list[Graded]:
        """Every grade the machine gave an author in an exercise, the oldest first."""
        with self.reading() as connection:
            return grades.history(connection, whose.course, whose.exercise, whose.author)

    def say(self, whose: Whose, word: Kind) -> None:
        """Keep a person's word."""
        with self.writing() as connection:
            words.say(connection, whose, word)

    def forget(self, course: str, author: str) -> int:
        """Delete what is kept of a person and of nobody else; how many deliveries there were. `tidy` afterwards."""
        with self.writing() as connection:
            return forgetting.forget(connection, course, author)

    def tidy(self) -> bool:
        """Leave nothing on the disk of what was deleted; False where somebody else who reads holds on to it for now."""
        return self._database.tidy()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, for the modules of this package; all of it happens, or nothing."""
        with self._database.writing() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only looks."""
        with self._database.reading() as connection:
            yield connection

    def close(self) -> None:
        """Let it go."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
