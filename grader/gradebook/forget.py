"""Forget a person: everything that is kept of them and of nobody else."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

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


def forget(connection: Connection, course: str, author: str) -> int:
    """Delete an author's data in a course; how many deliveries there were.

    Submissions that others handed in as well stay, and so do their results: they are the others'.
    """
    theirs = (deliveries.c.course == course, deliveries.c.author == author)
    digests = set(connection.execute(select(deliveries.c.digest).where(*theirs)).scalars())
    count = connection.execute(delete(deliveries).where(*theirs)).rowcount
    for table in (grades, overrides, comments, extensions, people):
        connection.execute(delete(table).where(table.c.course == course, table.c.author == author))
    kept = set(connection.execute(select(deliveries.c.digest).where(deliveries.c.digest.in_(digests))).scalars())
    gone = digests - kept
    connection.execute(delete(results).where(results.c.submission.in_(gone)))
    connection.execute(delete(submissions).where(submissions.c.digest.in_(gone)))
    return count
