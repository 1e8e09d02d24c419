"""What `grade book` does after a person's word: grades by the rules of now, and the files of the output folder."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console

if TYPE_CHECKING:
    from grader.cli.book import Where
    from grader.course import Course
    from grader.gradebook.book import Gradebook
    from grader.gradebook.words import Kind, Whose


def say(book: Gradebook, its: Whose, word: Kind, where: Where, course: Course | None, console: Console) -> int:
    """Say a word, and write it into the files of the output folder; the exit code that this comes to."""
    from grader.cli.tally import doubts

    book.say(its, word)
    if course is not None:
        for line in doubts(course, book.entries(its.course, [its.exercise]), {}):
            console.say(line)
        return _write(book, course, where, console)
    if where.folder.is_dir():
        console.say(
            f"Careful: there is no course around here, so tables and pages in {where.folder} say what they said before. "
            "`grade batch` into that folder brings them up to date, and so does every word that is said with --course."
        )
    return conclude.FULL


def publish(book: Gradebook, course: Course, where: Where, console: Console, *, extended: str = "") -> int:
    """Bring the files of the output folder up to date, where there is one; the exit code that this comes to. Pages are made by
    the rules of now, and so the grades have to be."""
    by_the_rules_of_now(book, course, console, extended=extended)
    return _write(book, course, where, console)


def _write(book: Gradebook, course: Course, where: Where, console: Console) -> int:
    from grader.batch import publish as files

    if not where.folder.is_dir():
        return conclude.FULL
    failed = files.publish(where.folder, course, book, now=datetime.now(UTC)).failed
    for place, error in failed.items():
        conclude.unexpected(console, error, what=place, verbose=where.verbose)
    return conclude.WITHHELD if failed else conclude.FULL


def by_the_rules_of_now(book: Gradebook, course: Course, console: Console, *, extended: str = "") -> None:
    """Make the grades by the course's rules, and tell which are others by that; but of who was given time, or has less again
    (`extended`)."""
    from grader.batch.changed import changed
    from grader.batch.settle import by_the_grades, settle
    from grader.cli.tally import changes

    before = [entry for entry in book.entries(course.title) if entry.author != extended]
    settle(book, course, by_the_grades, cause="extension" if extended else "policy", now=datetime.now(UTC))
    for line in changes(changed(before, book.entries(course.title))):
        console.say(line)
