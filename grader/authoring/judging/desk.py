"""One judge, in a process of its own: orders come in as lines on stdin, what was heard goes out on stdout.

``python -m grader.authoring.judging.desk EXERCISES``. A suite may do to its process what it likes (print, exit, hang):
it is this one that suffers, and the other side that says so. When the other side goes away, stdin ends, and so does
the judge.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

import msgspec

from grader import intake, judge, score
from grader.authoring import answers
from grader.authoring.judging.order import Heard, Order
from grader.course import Course, Exercise, Limits, load
from grader.errors import CourseError, DeliveryError
from grader.pipeline import unjudged
from grader.sandbox import Workers, open_workers


class Desk:
    """Takes orders until there are none; keeps a session warm for as long as they ask for the same suite."""

    def __init__(
        self, course: Course, workers: Workers, take: Callable[[], Order | None], give: Callable[[Heard], None]
    ):
        self._course, self._workers = course, workers
        self._take, self._give = take, give
        self._waiting: Order | None = None

    def serve(self) -> None:
        """Judge everything that is asked for."""
        self._waiting = self._take()
        while self._waiting is not None:
            self._session(self._waiting)

    def _session(self, first: Order) -> None:
        """One session for as many orders as belong together; the next one is left waiting."""
        exercise = self._course.exercise(first.slug)
        examples_only = first.which == "examples"
        setting = judge.Setting(
            self._course, exercise, examples_only=examples_only, isolation=lambda: self._workers.isolation
        )
        try:
            judge.stream(setting, self._jobs(first, setting), self._report)
            return
        except CourseError as error:
            heard = Heard(mistakes=tuple(str(mistake) for mistake in error.mistakes))
        except Exception as error:
            heard = Heard(failure=f"{type(error).__name__}: {error}")
        self._give(heard)
        self._waiting = self._take()

    def _jobs(self, first: Order, setting: judge.Setting) -> Iterator[judge.Job]:
        order: Order | None = first
        while order is not None and order.setting == first.setting:
            job = self._job(order, setting)
            if job is not None:
                yield job
            order = self._waiting = self._take()

    def _job(self, order: Order, setting: judge.Setting) -> judge.Job | None:
        """The order as a job; an answer that cannot be judged is answered for at once."""
        exercise = setting.exercise
        try:
            submission = answers.submission(Path(order.path), exercise, order.text)
        except DeliveryError as refused:
            delivery = intake.Delivery(Path(order.path))
            self._give(Heard(report=unjudged(setting, delivery, refused.reason, seed=order.seed, fault="delivery")))
            return None
        sandbox = partial(self._workers.sandbox, submission, _limits(exercise, order))
        right = partial(judge.references, exercise, self._workers)
        return judge.Job(submission, sandbox, order.seed, until_lost=order.until_lost, references=right)

    def _report(self, evidence: judge.Evidence) -> None:
        self._give(Heard(report=score.report(evidence)))


def _limits(exercise: Exercise, order: Order) -> Limits:
    limits = exercise.limits
    return replace(limits, time_s=order.time_s or limits.time_s, memory_mb=order.memory_mb or limits.memory_mb)


def main(exercises: str) -> None:
    """Be a judge: what is said goes through descriptors that no suite knows."""
    orders, heard = (os.fdopen(os.dup(descriptor), mode) for descriptor, mode in ((0, "rb"), (1, "wb")))
    _keep_away_from_suites()
    with open_workers() as workers:
        course = load(Path(exercises))
        Desk(course, workers, partial(_read, orders), partial(_write, heard)).serve()


def _keep_away_from_suites() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)


def _read(orders: IO[bytes]) -> Order | None:
    line = orders.readline()
    return msgspec.json.decode(line, type=Order) if line else None


def _write(heard: IO[bytes], told: Heard) -> None:
    heard.write(msgspec.json.encode(told) + b"\n")
    heard.flush()


if __name__ == "__main__":
    main(sys.argv[1])
