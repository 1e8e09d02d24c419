"""Whether a tree of processes will ever move again: told from one that merely gets no processor.

Where time is virtual, or sleeps are a thousand times shorter and no wait with a timeout is longer than a second,
a tree whose every thread has slept for some seconds without using any processor time waits for something that
never comes. A thread that is ready to run but has to queue for the processor is not asleep, so load cannot be
mistaken for it.
"""

from __future__ import annotations

import time
from pathlib import Path

PATIENCE_S = 2.5


class Idleness:
    """Looks at a tree now and then."""

    def __init__(self) -> None:
        self._used: int | None = None
        self._since = time.monotonic()

    def asleep_s(self, pids: list[int]) -> float:
        """For how long, by what the looks so far have shown, these processes have all been asleep."""
        used = _processor_time(pids)
        if used is None or used != self._used:
            self._used = used
            self._since = time.monotonic()
        return time.monotonic() - self._since


def _processor_time(pids: list[int]) -> int | None:
    """Nanoseconds of processor time used by these processes so far, plus how many there are; None while any of
    them runs. Clock ticks would be too coarse: who wakes up once a second to look around uses none."""
    total = len(pids) << 60
    for pid in pids:
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                if (task / "stat").read_text().rpartition(")")[2].split()[0] not in "SZ":
                    return None
                total += int((task / "schedstat").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None  # it ended while we looked, or this system does not tell
    return total
