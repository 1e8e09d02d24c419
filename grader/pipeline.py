"""The story: a delivery goes in at the door, a report comes out.

::

    delivery -> intake -> submission -> judge (with a sandbox beside it) -> evidence -> score -> report

What the student's code does happens in workers behind `sandbox`; what it is worth is decided here, on this side: the
verdict on a check in `judge/verdict.py`, points in `score`. Who may read what of a report: `feedback/audience.py`.
What could not be judged is withheld with a reason: never nought, never full marks.

A whole class goes the same way, with judges that stay warm and a gradebook at the end: `batch/run.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from grader import intake, judge, score
from grader.course import Course, Exercise
from grader.errors import DeliveryError
from grader.judge.run import Judging
from grader.report import Fault, Report
from grader.sandbox import Workers


def grade(
    delivery: intake.Delivery,
    course: Course,
    exercise: Exercise,
    workers: Workers,
    *,
    seed: int,
    examples_only: bool = False,
    author: str | None = None,
    hidden_wait: bool = False,
    watch: Callable[[Report], None] | None = None,
    judging: Judging = judge,
) -> Report:
    """Carry one delivery from the door to its report; `watch` sees it grow, check by check, withheld till the end. `judging`: a session
    that has begun before there was a delivery, if any.

    Raises CourseError when the suite contradicts its own rules, UsageError when there is nothing to grade.
    """
    setting = judge.Setting(
        course, exercise, examples_only=examples_only, isolation=lambda: workers.isolation, hidden_wait=hidden_wait
    )
    try:
        submission = intake.accept(delivery, exercise)
    except DeliveryError as refused:
        return unjudged(setting, delivery, refused.reason, seed=seed, author=author, fault="delivery", judging=judging)
    workers.hurry(submission, exercise.limits)  # the other side lays it out while this one imports and collects
    sandbox = partial(workers.sandbox, submission, exercise.limits)
    scored = partial(score.report, author=author)
    told = None if watch is None else lambda evidence: watch(scored(evidence))
    right = partial(judge.references, exercise, workers)
    return scored(judging.run(setting, judge.Job(submission, sandbox, seed, references=right, watch=told)))


def unjudged(
    setting: judge.Setting,
    delivery: intake.Delivery,
    reason: str,
    *,
    seed: int,
    fault: Fault,
    author: str | None = None,
    judging: Judging = judge,
) -> Report:
    """The report of a delivery that never reached the judge, or that the grader failed on."""
    # What failed once is not read again.
    evidence = (
        {"grader": setting.header(seed=seed, unread=True)} if fault == "grader" else judging.outline(setting, seed=seed)
    )
    return score.withheld(evidence, reason=reason, entry=delivery.path.name, author=author, fault=fault)
