"""What one worker may use, laid on a process by itself before any of the student's code runs."""

from __future__ import annotations

import math
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.interleave.instrument.known import Manner
from grader.interleave.instrument.manners import give_manner

try:
    import resource
except ImportError:  # Windows: whoever starts a worker limits it, with all that it starts (`job_objects`)
    resource = None  # type: ignore[assignment]

if sys.platform == "win32":
    from grader.worker.job_objects import most_memory

FILE_MB = 64
OPEN_FILES = 1024
DEEPEST = 25_000
"""Calls within calls, however far a program raises its limit: an endless recursion would fill the memory first, for many
seconds and in each order anew."""
LAST_S = 24 * 3600
"""No limit of an exercise is beyond this."""
_MB = 1024 * 1024
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
    if resource is None:
        return
    space = (bounds.memory_mb + _already_mapped() + stacks * 80) * _MB
    _lower(resource.RLIMIT_CORE, 1)  # too little for any; and unlike 0 it holds for programs that collect them, too
    _lower(resource.RLIMIT_FSIZE, FILE_MB * _MB)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    _lower(resource.RLIMIT_AS, space)
    if hasattr(resource, "RLIMIT_NPROC"):
        _lower(resource.RLIMIT_NPROC, _tasks_on_this_machine() + 4 * bounds.actors + 64)
    _lower(resource.RLIMIT_CPU, _seconds(bounds.time_s), LAST_S)


def in_time(time_s: float, *, real: bool = False) -> None:
    """Limit the processor time of this process, and of each that it starts. `real`: somebody watches it, and comes first."""
    if resource is not None:
        seconds = _seconds(time_s) + (1 if real else 0)
        _lower(resource.RLIMIT_CPU, seconds, seconds + 2)


def is_memory_spent() -> bool:
    """Whether this process has had nearly all of the memory that it may have: then that is why there is no more for it, and not
    that the machine has none. Asked when there is none, so it makes do with little."""
    if sys.platform == "win32":
        most, allowed = most_memory()
        return 4 * most >= 3 * allowed > 0
    if resource is None:
        return False
    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    if allowed == resource.RLIM_INFINITY:
        return False
    try:
        return 4 * _most_mapped() >= 3 * allowed
    except MemoryError:
        return True
    except (OSError, ValueError):
        return False


def _most_mapped() -> int:
    """The most bytes of address space that this process has had."""
    descriptor = os.open("/proc/self/status", os.O_RDONLY)
    try:
        for line in os.read(descriptor, 4096).split(b"\n"):
            if line.startswith(b"VmPeak:"):
                return int(line.split()[1]) * 1024
        return 0
    finally:
        os.close(descriptor)


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


def _lower(limit: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(limit)
    wanted = soft if hard is None else hard
    hard = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
    try:
        resource.setrlimit(limit, (min(soft, hard), hard))
    except (ValueError, OSError):
        pass  # this system does not know the limit; the wall clock remains


def _already_mapped() -> int:
    """Megabytes of address space that the warm interpreter has before the student's code starts."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        return pages * resource.getpagesize() // _MB + 1
    except OSError:
        return 1024


def _tasks_on_this_machine() -> int:
    """An upper bound of what RLIMIT_NPROC already counts: all tasks, whoever's they are."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].split("/")[1])
    except (OSError, ValueError, IndexError):
        return 4096
