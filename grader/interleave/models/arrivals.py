"""What `as_completed` waits for: futures in the order in which they finish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..actor import current_actor
from ..operations import SYNC, Accesses, Evolving


class Arrivals:
    """The futures that finish from now on: a queue with one reader. Each comes within the act that finishes it, so that who
    waits need not look at all of them again whenever one has."""

    def __init__(self, futures: list[Any]) -> None:
        self._number = current_actor().run.number(self)
        self._futures = futures
        self._came: list[Any] = []
        self._taken = 0

    def who_blocks(self) -> int | None:
        """Who works on the first of those that have not come."""
        return next((future.who_blocks() for future in self._futures if future not in self._came), None)

    def touched(self) -> Accesses:
        """What it touches to come next, as a part of the act that finishes a future."""
        return ((self._number, "order"), SYNC), ((self._number, len(self._came)), SYNC)

    def come(self, future: Any) -> None:
        """It is finished, within an act that was declared to touch what `touched` says."""
        self._came.append(future)

    def take(self, end: float | None) -> list[Any]:
        """The next that finishes; none if that is not by `end`. Who has a limit takes all that came meanwhile: it looks
        at the clock between two batches."""
        run = current_actor().run

        def places() -> Accesses:
            last = self._taken if end is None else len(self._came)
            return tuple(((self._number, place), SYNC) for place in range(self._taken + 1, last + 1))

        ready = lambda: len(self._came) > self._taken  # noqa: E731
        first = (self._number, self._taken)
        run.pause(Evolving("waits for some of", first, places, enabled=ready, deadline=end, subject=self))
        taken = self._came[self._taken :] if end is not None else self._came[self._taken : self._taken + 1]
        self._taken += len(taken)
        return taken


def told(arrivals: Iterable[Arrivals]) -> Accesses:
    """What it touches to tell them all that a future is finished."""
    return tuple(access for one in arrivals for access in one.touched())
