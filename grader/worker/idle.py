"""Whether a tree of processes will ever move again, and how much time has passed for it: told from outside.

Where time is virtual, or sleeps are a thousand times shorter and no wait with a timeout is longer than a second,
a tree whose every thread has slept for some seconds without using any processor time waits for something that
never comes. A thread that is ready to run but has to queue for the processor is not asleep, so load cannot be
mistaken for it. Nor does time pass for a program that stands in that queue: its own time is the time on the wall
without it, and the only one that a verdict may rest on. Where very many of its own stand in the queue they stand in each
other's way: while one of them computes, time passes for the program, however long the others wait.

Who was stopped (SIGSTOP) is as good as asleep.

Windows tells of no queue, and of no sleep. But nobody queues while a processor has nothing to do: what all processors were idle, and
what the program computed itself, by their number, is time that passed for it; and so is what one of its processes computed, since
Python computes in one thread at a time.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from grader.worker.systems import system

PATIENCE_S = 2.5
_CORES = os.cpu_count() or 1
"""So many can compute at once, and no more time passes than this part of what they compute together."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a tree shows."""

    asleep_s: float = 0.0
    """For how long, by what the looks so far have shown, all of it has been asleep."""
    own_s: float = 0.0
    """How much time has passed for it since the first look; all of the time where the system does not tell."""


class Idleness:
    """Looks at a tree now and then."""

    def __init__(self) -> None:
        self._used: int | None = None
        self._queued_ns = self._computed_ns = 0
        self._queued_before_ns: int | None = None
        self._computed_before_ns: int | None = None
        """What they had queued, and computed, when they were first looked at."""
        self._began = self._since = time.monotonic()
        self._machine: _Machine | None = None

    def look(self, pids: list[int]) -> Look:
        """Look at these processes."""
        if (idle_s := system.idle_s()) is not None:
            return self._look_at_the_machine(list(map(system.processor_s, pids)), idle_s)
        now, used, queued_ns = time.monotonic(), 0, 0
        asleep = bool(pids)
        for pid in pids:
            for task in system.tasks(pid):
                asleep = asleep and task.asleep
                used += task.used_ns
                queued_ns += task.queued_ns
        self._computed_ns = max(self._computed_ns, used)
        if self._computed_before_ns is None:
            self._computed_before_ns = used
        used += len(pids) << 60
        if not asleep or used != self._used:
            self._used, self._since = used, now
        if self._queued_before_ns is None:
            self._queued_before_ns = queued_ns
        # That of tasks which have ended is not told any more.
        self._queued_ns = max(self._queued_ns, queued_ns - self._queued_before_ns)
        computed_s = (self._computed_ns - self._computed_before_ns) / 1e9 / _CORES
        return Look(now - self._since, max(computed_s, now - self._began - self._queued_ns / 1e9))

    def _look_at_the_machine(self, computed_s: list[float], idle_s: float) -> Look:
        self._machine = self._machine or _Machine(computed_s, idle_s)
        passed_s = self._machine.passed_s(computed_s, idle_s)
        return Look(own_s=min(passed_s, time.monotonic() - self._began))


class _Machine:
    """How much its processors have had to do since they were first looked at."""

    def __init__(self, computed_s: list[float], idle_s: float) -> None:
        self._idle_s = idle_s
        self._together_s = self._together_before_s = sum(computed_s)
        self._longest_s = self._longest_before_s = max(computed_s, default=0.0)

    def passed_s(self, computed_s: list[float], idle_s: float) -> float:
        """For what else than others' work; who has ended does not tell any more what it computed."""
        self._together_s = max(self._together_s, sum(computed_s))
        self._longest_s = max(self._longest_s, max(computed_s, default=0.0))
        free_s = idle_s - self._idle_s + self._together_s - self._together_before_s
        return max(free_s / _CORES, self._longest_s - self._longest_before_s)
