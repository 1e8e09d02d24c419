"""Windows' way of limiting a process and all that it starts, and of ending them together: job objects.

Whoever starts a worker puts it into one before the worker has anything of the student's. What it starts is in there as well, and
nothing leaves it: it ends with the job's last handle, however this process ends. Sources: Microsoft's pages on job objects,
`SetInformationJobObject` and `JOBOBJECT_EXTENDED_LIMIT_INFORMATION`.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Final

assert sys.platform == "win32"

KILL_ON_CLOSE: Final = 0x2000
ACTIVE_PROCESSES: Final = 0x8
PROCESS_MEMORY: Final = 0x100
EXTENDED_LIMITS: Final = 9
SET_QUOTA, TERMINATE = 0x100, 0x1
_MB: Final = 1024 * 1024


class _Basic(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", wintypes.DWORD),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_of_a_process", ctypes.c_size_t),
        ("most_of_the_job", ctypes.c_size_t),
    )


_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel.OpenProcess.restype = wintypes.HANDLE
_kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
_kernel.CreateJobObjectW.restype = wintypes.HANDLE
_kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
_kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
_kernel.QueryInformationJobObject.argtypes = (*_kernel.SetInformationJobObject.argtypes, ctypes.c_void_p)
_kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
_kernel.TerminateJobObject.argtypes = (wintypes.HANDLE, wintypes.UINT)
_kernel.CloseHandle.argtypes = (wintypes.HANDLE,)


class Job:
    """A process with all that it starts."""

    def __init__(self, pid: int, *, memory_mb: int, processes: int) -> None:
        """Of a process that runs: each of so many may have `memory_mb`. Raises OSError."""
        process, self._handle = (
            _kernel.OpenProcess(SET_QUOTA | TERMINATE, False, pid),
            _kernel.CreateJobObjectW(None, None),
        )
        wanted = _Extended()
        wanted.basic.flags = KILL_ON_CLOSE | ACTIVE_PROCESSES | PROCESS_MEMORY
        wanted.basic.active_processes = processes
        wanted.process_memory = memory_mb * _MB
        try:
            _done(_kernel.SetInformationJobObject(self._handle, EXTENDED_LIMITS, *_whole(wanted)))
            _done(_kernel.AssignProcessToJobObject(self._handle, process))
        except OSError:
            _kernel.CloseHandle(self._handle)
            raise
        finally:
            _kernel.CloseHandle(process)

    def end(self) -> None:
        """End all of them, at once and for good."""
        if self._handle:
            _kernel.TerminateJobObject(self._handle, 1)
            _kernel.CloseHandle(self._handle)
            self._handle = None


def most_memory() -> tuple[int, int]:
    """The most that a process of this one's job has had, and what each may have; in bytes."""
    found = _Extended()
    _done(_kernel.QueryInformationJobObject(None, EXTENDED_LIMITS, *_whole(found), None))
    return found.most_of_a_process, found.process_memory


def _whole(limits: _Extended) -> tuple[object, int]:
    return ctypes.byref(limits), ctypes.sizeof(limits)


def _done(answer: int) -> None:
    if not answer:
        raise ctypes.WinError(ctypes.get_last_error())
