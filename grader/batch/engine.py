"""Have orders heard by whatever hears them, and hand back the answers as they come."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Protocol

from grader.batch.key import Ground
from grader.batch.order import Answer, Order

LOOK_S = 0.2
AHEAD = 3
"""Orders that are out for each judge: enough that none waits, few enough that memory stays flat."""


class Judges(Protocol):
    """Whoever hears orders: this machine's pool, or a cluster. Futures are those of `concurrent.futures`."""

    @property
    def ground(self) -> Ground:
        """What they all stand on."""

    @property
    def caution(self) -> str:
        """What to tell whoever grades behind their walls; '' for nothing."""

    @property
    def jobs(self) -> int:
        """How many there are."""

    def submit(self, order: Order) -> Future[Answer]:
        """Have an order heard."""

    def stop(self) -> None:
        """Cancel the orders that nobody hears yet, as far as that is known."""


def answers(
    orders: Sequence[Callable[[], Order]], judges: Judges, *, stopped: Callable[[], bool]
) -> Iterator[list[Answer]]:
    """Answers in handfuls, in the order in which they come. Each order is made when its turn is near.

    Once `stopped` says so, only what is being heard is finished.
    """
    done: queue.SimpleQueue[Future[Answer]] = queue.SimpleQueue()
    waiting, out = iter(orders), 0
    while True:
        while not stopped() and out < AHEAD * judges.jobs and (order := next(waiting, None)) is not None:
            judges.submit(order()).add_done_callback(done.put)
            out += 1
        if not out:
            return
        if stopped():
            judges.stop()
        finished = list(_drained(done))
        out -= len(finished)
        if heard := [future.result() for future in finished if not future.cancelled()]:
            yield heard


def _drained(done: queue.SimpleQueue[Future[Answer]]) -> Iterator[Future[Answer]]:
    """Whatever has come, waited for a moment."""
    with contextlib.suppress(queue.Empty):
        yield done.get(timeout=LOOK_S)
        while True:
            yield done.get_nowait()
