"""What is said of processes, whichever system tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Task:
    """A thread; or all those of a process together, where no more is told."""

    asleep: bool
    used_ns: int
    """Processor time so far. Clock ticks would be too coarse: who wakes up once a second to look around uses none."""
    queued_ns: int
    """Time spent ready to run, and waiting for a processor."""


UNKNOWN = [Task(False, 0, 0)]
"""Of a process that ended while somebody looked, or where the system does not tell."""


class Group(Protocol):
    """A process and all that it starts."""

    @property
    def passed(self) -> str:
        """The limit that they were ended for, or ''."""

    def members(self) -> list[int]:
        """Those that live; where no system tells, the leader."""

    def end(self) -> None:
        """End them at once; they may be gone already."""


def with_all_below(waiting: list[int], children: Callable[[int], list[int]]) -> list[int]:
    """These and who descends from one of them, nearest first."""
    found: dict[int, None] = {}
    while waiting:
        pid = waiting.pop(0)
        if pid not in found:
            found[pid] = None
            waiting.extend(children(pid))
    return list(found)
