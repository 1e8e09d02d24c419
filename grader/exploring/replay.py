"""One schedule again, which a token holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from grader import intake, judge
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.exploring.record import record_of
from grader.exploring.unlisted import AT_LEISURE, pointed_at
from grader.report import EndingRecord
from grader.sandbox import Workers
from grader.sandbox.claims import Claim, with_place
from grader.sandbox.orders import Order, script_orders
from grader.sandbox.remote import RemoteSubmission

ANOTHER = "this token belongs to another program"
CHANGED = "A token belongs to one text of a program. Was the file changed since?"
OF_A_CHECK = "A token of a check needs its exercise: add --exercise SLUG."
HIDDEN = (
    "If the text is the same, it was found with another seed (add --seed N), or by a hidden check: those are not in a kit, and "
    "whoever has them can run it again."
)
SEEDED = "If the text is the same, it was found with another seed: add --seed N. Whoever judged it knows the number."


def replay(
    delivery: intake.Delivery,
    token: str,
    workers: Workers,
    *,
    course: Course | None = None,
    exercise: Exercise | None = None,
    observe: Sequence[str] = (),
    args: Sequence[str] = (),
    stdin: str = "",
    seed: int = 0,
) -> EndingRecord:
    """Run one schedule again, step by step: of the script itself, else of what the exercise's checks explore.

    A token does not hold what was explored, only its fingerprint. So a check's is found by judging once more and
    trying the token on everything that the suite explores meanwhile; and where a class's file bore the exercise's name
    then, once more under that.
    """
    refusal = UsageError(ANOTHER)
    for submission in _submissions(delivery, exercise):
        checks: Iterator[Order] = iter(())
        if course is not None and exercise is not None:
            checks = _explored_by_checks(submission, course, exercise, workers, seed)
        with workers.sandbox(submission, exercise.limits if exercise else AT_LEISURE, seed=seed) as sandbox:
            for order in chain(script_orders(observe, args, stdin), checks):
                try:
                    return record_of(sandbox.replay(order, token), submission)
                except UsageError as other:
                    refusal = other
                except Claim as claim:
                    said = with_place(claim.rationale, claim.location)
                    raise UsageError(f"{submission.entry} does not run: {said}", hint=CHANGED) from claim
    if ANOTHER in refusal.message:
        raise UsageError(refusal.message, hint=belongs_to(exercise))
    raise refusal


def belongs_to(exercise: Exercise | None) -> str:
    """Where a token may come from that fits nothing which was tried."""
    if exercise is None:
        return OF_A_CHECK
    return HIDDEN if exercise.suite is None else SEEDED


def _submissions(delivery: intake.Delivery, exercise: Exercise | None) -> Iterator[intake.Submission]:
    yield pointed_at(delivery, exercise)
    in_a_class = intake.accept_as_in_a_class(delivery, exercise) if exercise else None
    if in_a_class is not None:
        yield in_a_class


def _explored_by_checks(
    submission: intake.Submission, course: Course, exercise: Exercise, workers: Workers, seed: int
) -> Iterator[Order]:
    """Everything that the checks explore; nothing is judged before the first is asked for."""
    asked: list[Order] = []

    @contextmanager
    def overheard(**options: object) -> Iterator[RemoteSubmission]:
        with workers.sandbox(submission, exercise.limits, **options) as sandbox:  # type: ignore[arg-type]
            yield sandbox
            asked.extend(sandbox.orders)

    setting = judge.Setting(course, exercise, isolation=lambda: workers.isolation)
    judge.run(setting, judge.Job(submission, overheard, seed))
    yield from asked
