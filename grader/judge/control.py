"""The right answers that a check is tried on which fell over what a program gave back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from grader.errors import DeliveryError
from grader.judge.job import Sandbox

if TYPE_CHECKING:
    from grader.course import Exercise
    from grader.intake import Submission
    from grader.intake.bundle import Bundle
    from grader.sandbox import Workers


def references(
    exercise: Exercise, workers: Workers, bundles: Sequence[Bundle] | None = None
) -> Iterator[tuple[Submission, Sandbox]]:
    """An exercise's references, read when they are needed, which is seldom; `bundles`: read already."""
    from grader.intake import references
    from grader.intake.accept import submission_of
    from grader.intake.beside import handed_out

    found = references.bundles(exercise) if bundles is None else bundles
    outside = handed_out(exercise)
    try:
        right = [submission_of(bundle, str(bundle.entry), outside) for bundle in found]
    except DeliveryError:
        return  # one that cannot be judged proves nothing, nor do those beside it
    for submission in right:
        yield submission, partial(workers.sandbox, submission, exercise.limits)
