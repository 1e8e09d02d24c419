"""Race-directed runs: interrupt exactly where a race was seen, however long the program runs.

For each racing pair of places a few occurrences are tried: hold the actor back that comes first just before its
access (it has read, it has not written yet), and let the others run.
"""

from __future__ import annotations

from collections.abc import Iterable

from .sweep import HoldBack
from .trace import Trace


class Directed:
    """One run for each (position, actor) to be held."""

    def __init__(self, positions: Iterable[int], trace: Trace) -> None:
        self._plans = list(dict.fromkeys((position, trace.steps[position][0]) for position in positions))

    def next(self) -> HoldBack | None:
        """The next run."""
        return HoldBack(*self._plans.pop(0)) if self._plans else None

    def learn(self, trace: Trace) -> None:
        """Nothing to learn."""
