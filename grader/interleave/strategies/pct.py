"""Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010): random priorities, d-1 random changes of them.

A bug that needs d ordered steps is hit with probability at least 1/(n k^(d-1)) in each run, for n actors and k
steps. Only shared steps count for k and for the places of change: that is what makes it strong.
"""

from __future__ import annotations

import random

from ..operations import LOCAL, Operation
from .trace import Trace

SPIN = 200


class PctChooser:
    """One run: whoever has the highest priority goes."""

    def __init__(self, seed: int, depth: int, length: int) -> None:
        self._random = random.Random(seed)
        self._changes = {self._random.randrange(1, max(2, length)): n for n in range(depth - 1)}
        self._priority: dict[int, float] = {}
        self._step = 0
        self._row = 0
        self._lowest = 0.0

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """The first in rank; its rank falls at a place of change, or when it spins."""
        for actor in enabled:
            if actor not in self._priority:
                self._priority[actor] = 1.0 + self._random.random()
        chosen = max(enabled, key=self._priority.__getitem__)
        if pending[chosen].access != LOCAL:
            self._step += 1
            change = self._changes.get(self._step)
            if change is not None and len(enabled) > 1:
                self._priority[chosen] = 0.5 / (change + 2)
                chosen = max(enabled, key=self._priority.__getitem__)
        self._row = self._row + 1 if chosen == current else 0
        if self._row > SPIN and len(enabled) > 1:
            self._lowest -= 1.0
            self._priority[chosen] = self._lowest
            self._row = 0
            chosen = max(enabled, key=self._priority.__getitem__)
        return chosen


class Pct:
    """A number of runs of growing depth; the length is learnt from what it sees."""

    def __init__(self, seed: int, runs: int, depths: tuple[int, ...] = (2, 3, 4), length: int = 50) -> None:
        self._seed, self._runs, self._depths, self._length = seed, runs, depths, length
        self._count = 0

    def next(self) -> PctChooser | None:
        """The next run."""
        if self._count >= self._runs:
            return None
        self._count += 1
        depth = self._depths[self._count % len(self._depths)]
        return PctChooser(self._seed * 1_000_003 + self._count, depth, self._length)

    def learn(self, trace: Trace) -> None:
        """How many shared steps a run has."""
        shared = sum(1 for _, operation, _ in trace.steps if operation.access != LOCAL)
        self._length = max(self._length, shared) if self._count > 1 else max(2, shared)
