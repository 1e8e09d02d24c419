"""What one worker may use, laid on a process by itself before any of the student's code runs."""

from __future__ import annotations

import math
import signal
import sys
from dataclasses import dataclass

from grader.interleave.instrument.known import Manner
from grader.interleave.instrument.manners import give_manner
from grader.worker.systems import system

FILE_MB = 64
OPEN_FILES = 1024
DEEPEST = 25_000
"""Calls within calls, however far a program raises its limit: an endless recursion would fill the memory first, for many
seconds and in each order anew."""
LAST_S = 24 * 3600
"""No limit of an exercise is beyond this."""
_set_recursion_limit = sys.setrecursionlimit


@dataclass(frozen=True, slots=True)
class Bounds:
    """The exercise's limits as the worker needs them."""

    time_s: float = 10.0
    memory_mb: int = 512
    actors: int = 64
    output_kb: int = 1024
    cpus: int = 4


def confine(bounds: Bounds, *, stacks: int = 0) -> None:
    """Limit this process and those it starts. `stacks`: room for that many real threads, which reserve
    far more address space than they use. Of its time there is only a first limit, which `in_time` replaces."""
    sys.setrecursionlimit = set_recursion_limit
    system.confine(bounds.memory_mb, FILE_MB, OPEN_FILES, stacks=stacks, tasks=4 * bounds.actors + 64)
    system.in_time(_seconds(bounds.time_s), LAST_S)


def in_time(time_s: float, *, real: bool = False) -> None:
    """Limit the processor time of this process, and of each that it starts. `real`: somebody watches it, and comes first."""
    seconds = _seconds(time_s) + (1 if real else 0)
    system.in_time(seconds, seconds + 2)


def is_memory_spent() -> bool:
    """Whether this process has had nearly all of the memory that it may have: then that is why there is no more for it, and not
    that the machine has none. Asked when there is none, so it makes do with little."""
    try:
        most, allowed = system.most_memory()
    except MemoryError:
        return True
    except (OSError, ValueError):
        return False
    return 4 * most >= 3 * allowed > 0


def _seconds(time_s: float) -> int:
    return max(1, math.ceil(time_s))


def hear_the_usual_signals() -> None:
    """Hear what a Python that somebody starts hears: a judge in the background, or below `nohup`, is deaf to some of it."""
    for name in ("SIGINT", "SIGHUP", "SIGQUIT", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)


def set_recursion_limit(limit: int, /) -> None:
    """`sys.setrecursionlimit`."""
    _set_recursion_limit(min(limit, DEEPEST) if type(limit) is int else limit)


set_recursion_limit.__name__ = set_recursion_limit.__qualname__ = "setrecursionlimit"
give_manner(set_recursion_limit, Manner.FREE)
