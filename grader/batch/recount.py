"""Rescore a gradebook: whose grade would change, and, once a person has looked, write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from grader import score
from grader.batch.key import Ground, key
from grader.batch.rescore import difference, refusal, rescored
from grader.batch.settle import Rules, settle
from grader.course import Course, Exercise
from grader.errors import CourseError, Mistake, UsageError
from grader.gradebook import results, words
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Entry
from grader.gradebook.results import Result
from grader.judge import Evidence, Setting, outline, setting
from grader.report import Report, encode, exact
from grader.score.policy import HandedIn, Policy, after_lateness


@dataclass(frozen=True, slots=True)
class Change:
    """One grade before and after."""

    entry: Entry
    report: Report
    evidence: bytes
    points: Decimal | None
    """After policy; None where it is withheld."""

    @property
    def by(self) -> Decimal:
        """How much it goes up; nought where either is withheld."""
        if self.points is None or self.entry.machine_points is None:
            return Decimal(0)
        return self.points - self.entry.machine_points

    @property
    def part_before(self) -> Decimal | None:
        """The part of the maximum, from 0 to 1, or more with a bonus; None where it is withheld, or nothing is to be had."""
        return _part(self.entry.machine_points, self.entry.machine_max_points)

    @property
    def part_after(self) -> Decimal | None:
        """The same with the new points."""
        return _part(self.points, exact(self.report.max_points))

    @property
    def by_part(self) -> Decimal:
        """How much of the maximum it gains; where there is no part to compare, how many points."""
        if self.part_before is None or self.part_after is None:
            return self.by
        return self.part_after - self.part_before

    @property
    def turns(self) -> bool:
        """Whether it is withheld before or after, and not both."""
        return (self.points is None) != (self.entry.machine_points is None)

    @property
    def matters(self) -> bool:
        """Whether anything an author sees is different."""
        if self.points is None and self.entry.machine_points is None:
            return False
        return (self.points, exact(self.report.max_points)) != (
            self.entry.machine_points,
            self.entry.machine_max_points,
        )


def _part(points: Decimal | None, most: Decimal) -> Decimal | None:
    return None if points is None or most <= 0 else points / most


def changes(book: Gradebook, course: Course, exercise: Exercise) -> list[Change]:
    """What the points that the suite says now make of everything that was judged by it before.

    Raises UsageError where the suite has changed in more than its points.
    """
    if exercise.suite is None:
        raise UsageError(f"{exercise.slug} has no hidden suite here, so its points are not known")
    now = setting.files_of(exercise.suite, exercise)
    digest = setting.fingerprint(now)
    entries = [one for one in book.entries(course.title, [exercise.slug]) if one.result is not None]
    with book.reading() as connection:
        known = results.by_id(connection, (one.result for one in entries if one.result))
        stale = [one for one in entries if one.result in known and known[one.result].suite != digest]
        for suite in sorted({known[one.result].suite for one in stale if one.result}):
            other = difference(results.suite_files(connection, suite), now)
            if other:
                raise UsageError(
                    f"{exercise.slug} cannot be rescored: {refusal(other)}",
                    hint="`grade batch` judges with the suite as it is now.",
                )
        documents = results.documents(connection, (one.result for one in stale if one.result), "evidence")
        granted = words.all_of(connection, words.Extension, course.title)
    worth = _outline(Setting(course, exercise)) if documents else {}
    policy = Policy.of(course.late)
    found = []
    for one in stale:
        if one.result in documents:
            evidence = rescored(msgspec.json.decode(documents[one.result]), worth, digest)
            due = words.extended(exercise.due, exercise.slug, one.author, granted)
            days = HandedIn(one.submitted_at, Rules(policy, due, zone=course.zone).due_on_the_wall).days_late
            found.append(_change(one, known[one.result], evidence, policy, days))
    return found


def _outline(asked: Setting) -> Evidence:
    """The checks that the suite has now, with their points; CourseError where a file of it cannot be read."""
    found = outline(asked, seed=0)
    problems = found["grader"]["problems"]
    if problems:
        raise CourseError([Mistake(asked.folder / one["where"], None, one["detail"]) for one in problems])
    if not found["tests"]:  # every grade would be withheld
        raise UsageError(f"{asked.exercise.slug} has no check any more, so there are no points to rescore with")
    return found


def _change(entry: Entry, before: Result, evidence: dict[str, Any], policy: Policy, days_late: int) -> Change:
    report = score.report(evidence)
    # What is withheld for another reason than the report's (two rival deliveries, say) stays withheld.
    stays = entry.machine_points is None and before.points is not None
    points = None
    if report.points is not None and not stays:
        points = after_lateness(policy, exact(report.points), days_late)
    return Change(entry, report, encode(evidence), points)


def write(book: Gradebook, course: Course, exercise: Exercise, found: Sequence[Change], *, now: datetime) -> None:
    """Keep the new reports, and make grades of them."""
    assert exercise.suite is not None
    files = setting.files_of(exercise.suite, exercise)
    made: dict[tuple[str, str, str], str] = {}
    with book.writing() as connection:
        results.keep_suite(connection, setting.fingerprint(files), files, now)
        known = results.by_id(connection, (one.entry.result for one in found if one.entry.result))
        for change in found:
            result = _result(known[change.entry.result or 0], change, now)
            made[change.entry.exercise, change.entry.author, change.entry.digest] = result.key
            results.store(connection, result, report=encode(change.report), evidence=change.evidence)
    settle(book, course, lambda one: made.get((one.exercise, one.author, one.digest), ""), cause="rescore", now=now)


def _result(before: Result, change: Change, now: datetime) -> Result:
    """The same judgement, with the new points."""
    report = change.report
    absent = tuple(sorted({row.python for row in report.rows if row.absent and row.python}))
    on = Ground(before.grader, before.python, before.platform, before.isolation, absent)
    return replace(
        before,
        key=key(before.submission, report.suite.digest, before.settings, before.seed, on),
        suite=report.suite.digest,
        outcome=report.outcome,
        fault=report.fault,
        reason=report.reason,
        points=None if report.points is None else exact(report.points),
        max_points=exact(report.max_points),
        judged_at=now,
        rescored_from=before.id,
        round=0,
    )
