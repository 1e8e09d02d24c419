"""Iterative preemption bounding (Musuvathi, Qadeer, PLDI 2007): all schedules without forced switch, then with one, …

A switch is forced when the actor that is left could have gone on. When a level is done, it is a proof: no failing
schedule has so few forced switches. Each run follows a list of choices and then goes straight on; the alternatives it
passes on the way are kept for its own level (the actor could not go on) or for the next (it could).
"""

from __future__ import annotations

from ..operations import Operation
from .trace import Trace

Choices = tuple[int, ...]


class BoundedChooser:
    """Follows given choices, then goes straight; notes every choice there was."""

    def __init__(self, prefix: Choices) -> None:
        self.prefix = prefix
        self.taken: list[int] = []
        self.options: list[tuple[list[int], bool]] = []
        """At each step beyond the prefix: who else could have gone, and whether that would be a forced switch."""
        self.diverged = False

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """The given choice, or the straight one."""
        del pending
        position = len(self.taken)
        if position < len(self.prefix):
            chosen = self.prefix[position]
            if chosen not in enabled:
                self.diverged = True
                return -1
        else:
            forced = current in enabled
            chosen = current if forced else enabled[0]
            self.options.append(([i for i in enabled if i != chosen], forced))
        self.taken.append(chosen)
        return chosen


class PreemptionBound:
    """Level after level; `complete` is the highest number of forced switches that was run through."""

    def __init__(self, highest: int = 2, memory: int = 2_000_000) -> None:
        self._levels: list[list[Choices]] = [[] for _ in range(highest + 1)]
        self._levels[0].append(())
        self._level = 0
        self._memory = memory
        self._chooser: BoundedChooser | None = None
        self.complete = -1
        self.diverged = False
        """The same choices did not lead to the same place again: what lies behind it was not run, and nothing is complete."""
        self._beyond = 0
        self.whole = False
        """Nothing is left beyond the last level: every schedule there is was run."""

    def next(self) -> BoundedChooser | None:
        """The next run, or None when the levels are done (or too many to remember, or nothing repeats itself)."""
        if self.diverged:
            return None
        while not self._levels[self._level]:
            if self._memory < 0:
                return None
            self.complete = self._level
            if self._level + 1 == len(self._levels):
                self.whole = self._beyond == 0
                return None
            self._level += 1
        self._chooser = BoundedChooser(self._levels[self._level].pop())
        return self._chooser

    def learn(self, trace: Trace) -> None:
        """Keep the alternatives that the run passed."""
        del trace
        chooser = self._chooser
        assert chooser is not None
        if chooser.diverged:
            self.diverged, self.complete = True, -1
            return
        start = len(chooser.prefix)
        for offset, (others, forced) in enumerate(chooser.options):
            level = self._level + forced
            if level >= len(self._levels):
                self._beyond += len(others)
                continue
            before = tuple(chooser.taken[: start + offset])
            for other in others:
                self._levels[level].append((*before, other))
                self._memory -= len(before)
            if self._memory < 0:
                self._levels = [[] for _ in self._levels]
                return
