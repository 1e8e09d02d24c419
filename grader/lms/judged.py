"""One submission of one platform, judged, whatever form the answer is to have."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from grader import intake, pipeline
from grader.course import Course, Exercise
from grader.errors import DeliveryError, UsageError, WorkerError
from grader.intake import Delivery
from grader.judge import Setting
from grader.judge.setting import digest
from grader.lms.occasion import Occasion
from grader.lms.seed import seed_of
from grader.report import Outcome, Report
from grader.sandbox import Workers, open_workers
from grader.sandbox.tiers import LANDLOCK_UID, PROCESS

TOO_OPEN = PROCESS.name
"""Behind this tier a program could read the suite that judges it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A report; `syntax_only`: what was handed in is no Python, so nothing of it ran."""

    report: Report
    syntax_only: bool
    remarks: tuple[str, ...]
    """For the instructor: what the suite or the machine has to say."""


def judged(
    course: Course,
    exercise: Exercise,
    delivery: Delivery,
    occasion: Occasion,
    workers: Workers,
    *,
    now: datetime,
    watch: Callable[[Report], None] | None = None,
) -> Judged:
    """Judge a delivery, as it was handed in on this occasion.

    Raises what `pipeline.grade` raises, which here is never the student's doing: that nothing is there is a report.
    """
    wait = exercise.hidden_wait and occasion.due is not None and now < occasion.due
    fingerprint, syntax_only = _looked_at(delivery, exercise, workers)
    seed = seed_of(digest(exercise.suite or exercise.folder), fingerprint, occasion.author)
    if not os.path.lexists(delivery.path):  # where it should be is not the student's to read
        setting = Setting(course, exercise, isolation=lambda: workers.isolation)
        reason = f"Nothing was handed in. Hand in {exercise.entry}."
        report = pipeline.unjudged(setting, delivery, reason, seed=seed, author=occasion.author, fault="delivery")
    else:
        report = pipeline.grade(
            delivery, course, exercise, workers, seed=seed, author=occasion.author, hidden_wait=wait, watch=watch
        )
    return Judged(report, syntax_only, tuple(_remarks(report)))


def workers_within(isolation: str | None) -> Workers:
    """Workers behind the tier asked for, else behind the strongest of this container.

    A container holds one submission, and what is private in it is closed to other users: so even the tier `uid` will
    do, which `grade batch` refuses. Raises WorkerError where not even that is to be had.
    """
    workers = open_workers(isolation)
    if isolation is None and workers.isolation == TOO_OPEN:
        workers.close()
        hint = f"To have more: {LANDLOCK_UID.to_have_it} Or say --isolation {TOO_OPEN}, for a trial run."
        raise WorkerError("this machine cannot keep a program from reading the suite", hint=hint)
    return workers


def _looked_at(delivery: Delivery, exercise: Exercise, workers: Workers) -> tuple[str, bool]:
    """The fingerprint of what was handed in, and whether it is no Python at all."""
    try:
        submission = intake.accept(delivery, exercise)
    except (DeliveryError, UsageError):
        return "", False
    try:
        return submission.digest, not workers.can_read(submission, exercise.limits)
    except WorkerError:
        return submission.digest, False  # the judge will meet it, too, and say so


def _remarks(report: Report) -> Iterator[str]:
    there = report.environment
    drawn = "" if report.seed is None else f"seed {report.seed}, "
    yield f"Python {there.python}, isolation {there.isolation}, {drawn}{report.duration_s:.1f} s"
    yield from report.review
    for check in report.checks:
        if check.outcome is Outcome.BROKEN:
            yield f"{check.id}: {check.rationale}"
            if check.detail:
                yield check.detail
