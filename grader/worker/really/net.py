"""Why a program that still runs must be ended: looked at every few milliseconds, from outside."""

from __future__ import annotations

import time
from typing import Literal

from grader.worker import reaper
from grader.worker.idle import PATIENCE_S, Idleness
from grader.worker.limits import Bounds
from grader.worker.systems import system

LOOK_S = 0.2
INTERPRETER_MB = 12
"""What a Python process takes before it does anything: not charged to the program."""
HELPERS = 4
"""Processes that multiprocessing itself adds: tracker, fork server, manager."""
STARVED, STARVED_S = 5, 20.0
"""How many times as long as its own time a run may take on the wall, and how much longer; then nothing is said about
it."""
Reason = Literal["", "limit", "idle", "busy", "memory", "processes", "starved", "unheard"]


class Net:
    """The limits of one run, measured on its whole tree of processes."""

    def __init__(self, bounds: Bounds, *, group: int, own_s: float, scaled: bool) -> None:
        self._bounds, self._group = bounds, group
        self._scaled = scaled
        self._own_s = own_s
        self._until = time.monotonic() + own_s * STARVED + STARVED_S
        self._idleness = Idleness()
        self._next_look = 0.0

    def caught(self) -> Reason:
        """The first reason that holds now, or ''."""
        now = time.monotonic()
        if now > self._until:
            return "starved"
        family = reaper.descendants(group=self._group)
        crowded = self.crowded(family)
        if not crowded and now > self._next_look:  # at every thread, which is not for nothing
            self._next_look = now + LOOK_S
            seen = self._idleness.look(family)
            if self._scaled and seen.asleep_s > PATIENCE_S:
                return "idle"
            if seen.own_s > self._own_s:
                return "limit"
            if any(system.processor_s(pid) > self._bounds.time_s for pid in family):
                return "busy"
        return crowded

    def crowded(self, family: list[int]) -> Reason:
        """Whether these are more processes, or have more memory, than one program may."""
        if reaper.tree_mb(family, INTERPRETER_MB, self._bounds.memory_mb) > self._bounds.memory_mb:
            return "memory"
        return "processes" if len(family) > self._bounds.actors + HELPERS else ""
