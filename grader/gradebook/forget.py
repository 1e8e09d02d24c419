"""Forget a person: everything that is kept of them and of nobody else."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from grader.gradebook import mentions
from grader.gradebook import people as people_of
from grader.gradebook.tables import (
    comments,
    deliveries,
    extensions,
    grades,
    overrides,
    people,
    results,
    submissions,
)
from grader.intake.roster import Person


def forget(connection: Connection, course: str, author: str) -> int:
    """Delete an author's data in a course; how many deliveries there were.

    Submissions that others handed in as well stay, and so do their results: they are the others', without the name.
    """
    others = people_of.enrolled(connection, course)
    person = others.pop(author, Person(author))
    theirs = (deliveries.c.course == course, deliveries.c.author == author)
    handed_in = connection.execute(select(deliveries.c.label, deliveries.c.digest).where(*theirs)).all()
    digests = {row.digest for row in handed_in}
    count = connection.execute(delete(deliveries).where(*theirs)).rowcount
    for table in (grades, overrides, comments, extensions, people):
        connection.execute(delete(table).where(table.c.course == course, table.c.author == author))
    mentions.remove(connection, course, person, others.values(), (row.label for row in handed_in))
    kept = set(connection.execute(select(deliveries.c.digest).where(deliveries.c.digest.in_(digests))).scalars())
    gone = digests - kept
    connection.execute(delete(results).where(results.c.submission.in_(gone)))
    connection.execute(delete(submissions).where(submissions.c.digest.in_(gone)))
    return count
