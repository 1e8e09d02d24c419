"""Windows: a job holds a process and all that it starts, and ends them with whoever made it."""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import sys
from ctypes import wintypes
from functools import cache
from pathlib import Path
from typing import Any

assert sys.platform == "win32"

from grader.worker.systems.processes import Group, Task

ADOPTS = True
"""Who is in a job is found there."""
_MB = 1024 * 1024
_HELD, _NOTHING = ".held", -1
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


def adopt_orphans() -> None:
    """A job has them."""


def die_with_parent(parent: int) -> None:
    """A job that is closed ends who is in it."""


def go_first() -> None:
    """Nobody can be told whom to end first here."""


def confine(memory_mb: int, file_mb: int, open_files: int, *, stacks: int, tasks: int) -> None:
    """From now on this process, and each that it starts, gets so much more memory than this one has."""
    limits = _Limits(
        flags=_ENDS_WITH_ITS_OWNER | _CRASHES_IN_SILENCE | _BOUNDS_MEMORY,
        process_memory=memory_mb * _MB + int(private_mb(os.getpid()) * _MB),
    )
    _limit(own_job(), limits)


def in_time(seconds: int, at_most: int) -> None:
    """Who waits for it sees to that."""


def most_memory() -> tuple[int, int]:
    """The most that a process of ours has had, and what each may have, in bytes; 0 where there is no limit (under wine there is none)."""
    limits = _Limits()
    _kernel().QueryInformationJobObject(own_job(), _LIMITS, ctypes.byref(limits), ctypes.sizeof(limits), None)
    return limits.most_process_memory, limits.process_memory


def most_child_mb() -> float:
    """Nobody counts it."""
    return 0.0


def children(pid: int) -> list[int]:
    """Of this process, all that it has started, or one of those."""
    return [one for one in _members(own_job()) if one != pid] if pid == os.getpid() else []


def members(group: int) -> list[int]:
    """There are no groups."""
    return []


def group_of(leader: int, memory_mb: int) -> Group:
    """Of a process that has started nothing yet. It limits its memory itself. Raises OSError."""
    return Job(leader)


def kill(pid: int) -> None:
    """End a process; it may be gone already."""
    try:
        os.kill(pid, signal.SIGTERM)  # which ends it, here, whatever it does
    except OSError:
        pass


stop = kill_group = kill
"""Nothing can be stopped. Of a group the leader, since the others are in a job."""


def reap(some: list[int] | None = None) -> bool:
    """Whether one of `some`, or of all that this process has started, is left."""
    return bool(children(os.getpid()) if some is None else some)


def has_ended(pid: int) -> bool:
    """Who has is in no job."""
    return False


is_leaving = has_ended


def tasks(pid: int) -> list[Task]:
    """The threads of a process, all together; neither sleep nor queues are told."""
    return [Task(False, int(processor_s(pid) * 1e9), 0)]


def proportional_mb(pid: int) -> float | None:
    """What is shared is not told."""
    return None


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


def hold(folder: str | Path) -> int:
    """Hold a folder until it is let go: a file in it that is open cannot be removed, and closes with who opened it."""
    return os.open(os.path.join(folder, _HELD), os.O_RDWR | os.O_CREAT)


def take(folder: str) -> int | None:
    """Have a folder alone, which needs nothing held; None where somebody holds it, or it leads elsewhere. OSError where it is gone."""
    found = os.lstat(folder)
    if found.st_reparse_tag or not stat.S_ISDIR(found.st_mode):
        return None
    try:
        os.remove(os.path.join(folder, _HELD))
    except FileNotFoundError:
        pass  # its owner ended before it held it, or who removes it has come so far
    except OSError:
        return None
    return _NOTHING


def let_go(descriptor: int) -> None:
    """Hold it no more."""
    if descriptor != _NOTHING:
        os.close(descriptor)


def is_ours(owner: int) -> bool:
    """Each user has a folder for temporary files."""
    return True


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
