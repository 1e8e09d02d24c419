"""What macOS, which has no `/proc`, tells of processes: `libproc`, a part of its C library.

Sources: Apple's `libproc.h`, `sys/proc_info.h`, `sys/resource.h` and `mach/mach_time.h`. Of a process that has gone, or is somebody
else's, it tells nothing.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

ALL: Final = 1
OF_GROUP: Final = 2
OF_PARENT: Final = 6
"""Which processes are listed."""
_TASK: Final = 4
_SPARE: Final = 64
"""So many may be born while a list is made."""
_MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process uses."""

    mb: float
    """Memory that it has for itself."""
    processor_ns: int
    asleep: bool
    """Whether none of its threads computes, or waits for the processor."""


class _Usage(ctypes.Structure):
    """`rusage_info_v0`."""

    _fields_ = (
        ("image", ctypes.c_uint8 * 16),
        ("times", ctypes.c_uint64 * 2),
        ("counts", ctypes.c_uint64 * 5),
        ("footprint", ctypes.c_uint64),
        ("began", ctypes.c_uint64),
        ("ended", ctypes.c_uint64),
    )


class _Task(ctypes.Structure):
    """`proc_taskinfo`."""

    _fields_ = (
        ("sizes", ctypes.c_uint64 * 2),
        ("times", ctypes.c_uint64 * 4),
        ("counts", ctypes.c_int32 * 10),
        ("running", ctypes.c_int32),
        ("priority", ctypes.c_int32),
    )


class _Timebase(ctypes.Structure):
    _fields_ = (("numerator", ctypes.c_uint32), ("denominator", ctypes.c_uint32))


def listed(kind: int, number: int = 0) -> list[int]:
    """Processes that have not ended: `ALL`, or those `OF_GROUP` or `OF_PARENT` of that number."""
    room = library().proc_listpids(kind, number, None, 0) // ctypes.sizeof(ctypes.c_int32) + _SPARE
    found = (ctypes.c_int32 * room)()
    filled = library().proc_listpids(kind, number, found, ctypes.sizeof(found))
    return [pid for pid in found[: max(0, filled) // ctypes.sizeof(ctypes.c_int32)] if pid > 0]


def usage(pid: int) -> Usage | None:
    """What a process uses; None for one that has ended, or of which nothing is told."""
    found, task = _Usage(), _Task()
    if library().proc_pid_rusage(pid, 0, ctypes.byref(found)) or found.ended:
        return None
    told = library().proc_pidinfo(pid, _TASK, ctypes.c_uint64(0), ctypes.byref(task), ctypes.sizeof(task))
    numerator, denominator = _timebase()
    return Usage(
        found.footprint / _MB,
        sum(found.times) * numerator // denominator,
        told == ctypes.sizeof(task) and task.running == 0,
    )


@cache
def _timebase() -> tuple[int, int]:
    """Nanoseconds per tick, as a fraction: on Intel's processors one, on Apple's not."""
    found = _Timebase()
    library().mach_timebase_info(ctypes.byref(found))
    return found.numerator, found.denominator


@cache
def library() -> Any:
    """The C library."""
    return ctypes.CDLL(None)
