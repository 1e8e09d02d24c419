"""A machine with so many cores, on which functions compute for so many virtual seconds.

Computing takes no virtual time by itself: a step is a step, however long it lasts in life, and what it lasts there depends
on the machine. So whoever wants to know what threads or processes gain says what a call of a function costs, and the
call takes that long on the first core that is free. One interpreter computes one call at a time (the GIL), whatever
the number of its threads: N calls on C cores last N costs in one process, and N / C, rounded up, in C processes.
"""

from __future__ import annotations

from collections.abc import Mapping


class Cores:
    """Who computes until when. Calls are served in the order of their coming, and none is interrupted."""

    def __init__(self, costs: Mapping[str, float], number: int) -> None:
        self.costs = dict(costs)
        """Seconds that a call of each of these functions takes, by qualified name."""
        self._free = [0.0] * number
        self._interpreters: dict[int, float] = {}

    def take(self, function: str, process: int, now: float) -> float:
        """When a call that begins `now` in this process (pid) is over."""
        begins = max(now, min(self._free), self._interpreters.get(process, 0.0))
        able = [core for core, free in enumerate(self._free) if free <= begins]
        core = max(able, key=self._free.__getitem__)  # who waits for its interpreter keeps nobody from another core
        over = begins + self.costs[function]
        self._free[core] = self._interpreters[process] = over
        return over
