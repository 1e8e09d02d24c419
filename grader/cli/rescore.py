"""`grade rescore`: new points on what was found before. Nothing is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from grader.cli import conclude
from grader.cli.book import Where
from grader.cli.bookfiles import publish
from grader.cli.console import Console

WRITTEN = "Written: the gradebook, grades.csv and the pages say so now."


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    where: Where
    exercises: Sequence[str] = ()
    sure: bool = False
    json: bool = False


def rescore(request: Request, console: Console) -> int:
    """Show whose grade changes, and write it if that is wanted."""
    from grader.batch import recount
    from grader.batch.changed import RULES, changed
    from grader.cli import rescorepages
    from grader.cli.tally import changes

    course, code = request.where.load_course(), conclude.FULL
    with request.where.open() as book:
        before = book.entries(course.title)
        graded = {entry.exercise for entry in before if entry.result is not None}
        slugs = request.exercises or [slug for slug in course.exercises if slug in graded]
        wanted = [course.exercise(slug) for slug in slugs]
        found = {one.slug: recount.changes(book, course, one) for one in wanted}
        every = [change for changes in found.values() for change in changes]
        if request.sure:
            for one in wanted:
                recount.write(book, course, one, found[one.slug], now=datetime.now(UTC))
            code = publish(book, course, request.where, console)
        beside = changed(before, book.entries(course.title)).get(RULES, [])
    if request.json:
        console.document(rescorepages.document(every, written=request.sure))
    else:
        console.tell(rescorepages.page(every, console.style, written=request.sure))
    for line in changes({RULES: beside} if beside else {}):  # settling settles everything
        console.say(line)
    if any(change.matters for change in every):
        console.say(WRITTEN if request.sure else "Nothing is written yet. The same command with --yes writes it.")
    return code
