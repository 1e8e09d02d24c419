"""The story of a batch: take down what was handed in, judge what is new, keep every result, make grades of it.

::

    deliveries ─► reception ─► gradebook: who handed in what ─► what is due? ─► judges ─► gradebook: results
                                                                                              │
                                           files in the output folder ◄─ entries ◄─ grades ◄──┘

Every result is in the gradebook before anything is made of it, so that a batch that ends at any moment goes on where it
was. Grades and files are made from what the gradebook holds, by the same steps whether everything was judged now, or
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec

from grader import score
from grader.batch import engine
from grader.batch.engine import Judges
from grader.batch.key import Terms
from grader.batch.order import Answer, Order
from grader.batch.reception import Due
from grader.batch.settle import settle
from grader.course import Course
from grader.errors import CourseError, Mistake
from grader.gradebook import results
from grader.gradebook.book import Gradebook, Transaction
from grader.gradebook.results import Result
from grader.report import Report, encode, exact


class Watcher(Protocol):
    """Whoever is told how it goes."""

    def begins(self, due: int, kept: int, again: int = 0) -> None:
        """So many are to be judged, `again` of them once more, and so many results were there already."""

    def judged(self, report: Report) -> None:
        """One more."""


@dataclass(slots=True)
class Batch:
    """One batch. `mistakes` collects what is wrong with suites; what they judge is not graded."""

    course: Course
    book: Gradebook
    terms: Terms
    judges: Judges
    watcher: Watcher
    regrade: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    mistakes: list[Mistake] = field(default_factory=list)
    stopped: bool = False
    """Set to have no more submissions judged than those that are being judged."""

    def judge(self, wanted: Sequence[Due]) -> None:
        """Judge what has no result yet, and keep each as soon as it is there."""
        with self.book.reading() as connection:
            have = results.newest(connection, (due.key for due in wanted))
        due = sorted(
            (one for one in wanted if self.regrade or _is_due(have.get(one.key))), key=lambda one: one.exercise
        )
        self.watcher.begins(len(due), len(wanted) - len(due), sum(one.key in have for one in due))
        by_key = {one.key: one for one in due}
        shelf = Shelf(self.book, [one.submission for one in due])
        orders = [partial(self._order, one, shelf) for one in due]
        for heard in engine.answers(orders, self.judges, stopped=lambda: self.stopped):
            with self.book.writing() as connection:
                for answer in heard:
                    self._keep(connection, by_key[answer.key], answer, again=answer.key in have)

    def settle(self) -> None:
        """Make grades of what the gradebook holds: a new one where something has changed."""
        cause = "regrade" if self.regrade else "batch"
        settle(self.book, self.course, lambda one: self.terms.key(one.digest, one.exercise), cause=cause, now=self.now)

    def complain(self) -> None:
        """Raise what is wrong with the suites, all at once."""
        if self.mistakes:
            raise CourseError(self.mistakes)

    def _order(self, due: Due, shelf: Shelf) -> Order:
        return Order(
            key=due.key,
            brief=due.exercise,
            label=due.label,
            entry=due.entry,
            files=shelf.take(due.submission),
            seed=self.terms.seed,
        )

    def _keep(self, connection: Transaction, due: Due, answer: Answer, *, again: bool) -> None:
        if answer.kind == "mistaken":
            found = [Mistake(Path(path), line, message, hint) for path, line, message, hint in answer.mistakes]
            self.mistakes.extend(mistake for mistake in found if mistake not in self.mistakes)
            return
        report = report_of(due, answer, self.terms)
        result = result_of(due, report, self.terms)
        results.store(connection, result, report=encode(report), evidence=answer.evidence or None, again=again)
        self.watcher.judged(report)


class Shelf:
    """Submissions on their way to judges, in the order in which they will be wanted; a handful is fetched at a time."""

    def __init__(self, book: Gradebook, digests: Sequence[str]) -> None:
        self._book, self._wanted = book, list(reversed(digests))
        self._here: dict[str, dict[str, bytes]] = {}

    def take(self, digest: str) -> dict[str, bytes]:
        """The files of the submission that is wanted next."""
        if digest not in self._here:
            self._here = self._book.submissions(self._wanted[-results.HANDFUL :])
        self._wanted.pop()
        return self._here[digest]


def report_of(due: Due, answer: Answer, terms: Terms) -> Report:
    """What an answer says of a submission."""
    if answer.kind == "judged":
        return score.report(msgspec.json.decode(answer.evidence))
    ours = answer.kind == "failed"
    return score.withheld(
        {"grader": terms.header(due.exercise)},
        reason=f"The grader could not judge this: {answer.reason}" if ours else answer.reason,
        entry=due.entry,
        digest=due.submission,
        fault="grader" if ours else "delivery",
    )


def result_of(due: Due, report: Report, terms: Terms) -> Result:
    """A report with all that it depended on."""
    brief, ground = terms.briefs[due.exercise], terms.ground
    return Result(
        key=due.key,
        course=brief.course,
        exercise=brief.exercise,
        submission=due.submission,
        suite=brief.suite,
        settings=brief.settings_digest(),
        seed=terms.seed,
        grader=ground.grader,
        python=ground.python,
        platform=ground.platform,
        isolation=ground.isolation,
        outcome=report.outcome,
        fault=report.fault,
        reason=report.reason,
        points=None if report.points is None else exact(report.points),
        max_points=exact(report.max_points),
        judged_at=datetime.now(UTC),
        duration_s=report.duration_s,
    )


def _is_due(result: Result | None) -> bool:
    """What was never judged, or withheld by a fault of ours, of the machine or of the suite, where something that is no part of the
    key may be otherwise now: references, or what the suite imports."""
    return result is None or result.fault in ("grader", "course")
