"""Race-directed runs: interrupt exactly where a race was seen, however long the program runs.

For each racing pair of places: hold the actor back that comes first just before its access (it has read, it has not
written yet), and let the one go first that it races with.
"""

from __future__ import annotations

from collections.abc import Iterable

from .sweep import HoldBack
from .trace import Trace


class Directed:
    """One run for each (position to be held at, position of the access that shall come first)."""

    def __init__(self, pairs: Iterable[tuple[int, int]], trace: Trace) -> None:
        steps = trace.steps
        self._plans = list(dict.fromkeys((held, steps[held][0], steps[first][0]) for held, first in pairs))

    def next(self) -> HoldBack | None:
        """The next run."""
        return HoldBack(*self._plans.pop(0)) if self._plans else None

    def learn(self, trace: Trace) -> None:
        """Nothing to learn."""
