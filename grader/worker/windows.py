"""What Windows has for process groups, limits and `/proc`: a job holds a process and all that it starts, and ends them with whoever made it.

Nothing here is asked of elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from ctypes import wintypes
from functools import cache
from typing import Any

assert sys.platform == "win32"

_MB = 1024 * 1024
_PROCESSES, _LIMITS = 3, 9
"""What is asked of a job: which processes are in it, and its limits."""
_ENDS_WITH_ITS_OWNER, _CRASHES_IN_SILENCE, _BOUNDS_MEMORY = 0x2000, 0x400, 0x100
_MAY_BE_ASKED, _MAY_BE_PUT_INTO_A_JOB = 0x1000, 0x101
_MOST = 4096
"""Processes in a job that are looked at."""


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("times", ctypes.c_int64 * 2),
        ("flags", wintypes.DWORD),
        ("working_set", ctypes.c_size_t * 2),
        ("processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priorities", wintypes.DWORD * 2),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_process_memory", ctypes.c_size_t),
        ("most_job_memory", ctypes.c_size_t),
    )


class _Processes(ctypes.Structure):
    """JOBOBJECT_BASIC_PROCESS_ID_LIST."""

    _fields_ = (("all", wintypes.DWORD), ("listed", wintypes.DWORD), ("numbers", ctypes.c_size_t * _MOST))


class _Memory(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("faults", wintypes.DWORD),
        ("counters", ctypes.c_size_t * 6),
        ("private", ctypes.c_size_t),
        ("most_private", ctypes.c_size_t),
    )


class Job:
    """A process and all that it starts: they end together, with `end`, or with whoever made it."""

    passed = ""
    """No limit ends them."""

    def __init__(self, pid: int) -> None:
        """Of a process that has started nothing yet. Raises OSError."""
        self._handle: int | None = _job_around(pid)

    def members(self) -> list[int]:
        """Those that live."""
        return [] if self._handle is None else _members(self._handle)

    def end(self) -> None:
        """End them at once; they may be gone already."""
        handle, self._handle = self._handle, None
        if handle is not None:
            _kernel().CloseHandle(handle)


def _job_around(pid: int) -> int:
    kernel = _kernel()
    process, job = kernel.OpenProcess(_MAY_BE_PUT_INTO_A_JOB, False, pid), kernel.CreateJobObjectW(None, None)
    _limit(job, _Limits(flags=_ENDS_WITH_ITS_OWNER | _CRASHES_IN_SILENCE))
    done = kernel.AssignProcessToJobObject(job, process)
    kernel.CloseHandle(process)
    if not done:
        kernel.CloseHandle(job)
        raise OSError(f"process {pid} can't be put into a job: it has ended, or may not be touched")
    return int(job)


def _members(job: int) -> list[int]:
    found = _Processes()
    _kernel().QueryInformationJobObject(job, _PROCESSES, ctypes.byref(found), ctypes.sizeof(found), None)
    return list(found.numbers[: found.listed])


def _limit(job: int, limits: _Limits) -> None:
    _kernel().SetInformationJobObject(job, _LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))


@cache
def own_job() -> int:
    """The job of this process and all that it starts."""
    return _job_around(os.getpid())


def bound_memory(mb: int) -> None:
    """From now on this process, and each that it starts, gets so much more than this one has."""
    limits = _Limits(
        flags=_ENDS_WITH_ITS_OWNER | _CRASHES_IN_SILENCE | _BOUNDS_MEMORY,
        process_memory=mb * _MB + int(private_mb(os.getpid()) * _MB),
    )
    _limit(own_job(), limits)


def most_memory() -> tuple[int, int]:
    """The most that a process of ours has had, and what each may have, in bytes; 0 where there is no limit (under wine there is none)."""
    limits = _Limits()
    _kernel().QueryInformationJobObject(own_job(), _LIMITS, ctypes.byref(limits), ctypes.sizeof(limits), None)
    return limits.most_process_memory, limits.process_memory


def descendants() -> list[int]:
    """Every live process that this one has started, or one of those."""
    return [pid for pid in _members(own_job()) if pid != os.getpid()]


def end_descendants(patience_s: float) -> int:
    """End them all, also those that are born meanwhile; how many there were."""
    ended, deadline = set[int](), time.monotonic() + patience_s
    while (living := descendants()) and time.monotonic() < deadline:
        ended |= set(living)
        for pid in living:
            try:
                os.kill(pid, signal.SIGTERM)  # which ends it, here, whatever it does
            except OSError:
                pass  # it has just ended
        time.sleep(0.005)
    return len(ended)


def private_mb(pid: int) -> float:
    """Memory that a process shares with nobody; 0 where it has ended."""
    memory, kernel = _Memory(size=ctypes.sizeof(_Memory)), _kernel()
    process = kernel.OpenProcess(_MAY_BE_ASKED, False, pid)
    if not process:
        return 0.0
    kernel.K32GetProcessMemoryInfo(process, ctypes.byref(memory), memory.size)
    kernel.CloseHandle(process)
    return float(memory.private) / _MB


def processor_s(pid: int) -> float:
    """Processor time that a process has used; 0 where it has ended."""
    kernel, times = _kernel(), [ctypes.c_uint64() for _ in range(4)]
    process = kernel.OpenProcess(_MAY_BE_ASKED, False, pid)
    if not process:
        return 0.0
    kernel.GetProcessTimes(process, *map(ctypes.byref, times))
    kernel.CloseHandle(process)
    _, _, in_kernel, in_user = times
    return (in_kernel.value + in_user.value) / 1e7


def idle_s() -> float:
    """For how long the processors of this machine have had nothing to do, all together."""
    times = [ctypes.c_uint64() for _ in range(3)]
    _kernel().GetSystemTimes(*map(ctypes.byref, times))
    return times[0].value / 1e7


@cache
def _kernel() -> Any:
    kernel = ctypes.WinDLL("kernel32")
    for name in ("CreateJobObjectW", "OpenProcess"):
        getattr(kernel, name).restype = wintypes.HANDLE
    takes: dict[str, tuple[Any, ...]] = {
        "SetInformationJobObject": (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD),
        "QueryInformationJobObject": (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD, wintypes.LPVOID),
        "AssignProcessToJobObject": (wintypes.HANDLE, wintypes.HANDLE),
        "CloseHandle": (wintypes.HANDLE,),
        "OpenProcess": (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD),
        "K32GetProcessMemoryInfo": (wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD),
        "GetProcessTimes": (wintypes.HANDLE, *(wintypes.LPVOID,) * 4),
        "GetSystemTimes": (wintypes.LPVOID,) * 3,
    }
    for name, types in takes.items():
        getattr(kernel, name).argtypes = types
    return kernel
