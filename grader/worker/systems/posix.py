"""What Linux and macOS have in common: signals, groups, and limits that the kernel keeps."""

from __future__ import annotations

import os
import resource
import signal
import sys

assert sys.platform != "win32"

MB = 1024 * 1024


def stop(pid: int) -> None:
    """It does not go on by itself."""
    _send(pid, signal.SIGSTOP)


def kill(pid: int) -> None:
    """End a process; it may be gone already."""
    _send(pid, signal.SIGKILL)


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        pass  # ended by itself meanwhile


def kill_group(group: int) -> None:
    """End a leader and its group; they may be gone already."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass  # gone, or nothing in it is ours any more


def reap(some: list[int] | None = None) -> bool:
    """Collect children that have ended, all or `some`; whether one is left."""
    if some is not None:
        return 0 in [os.waitpid(pid, os.WNOHANG)[0] for pid in some]
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            return True


def limit(memory_mb: int, file_mb: int, open_files: int, tasks: int) -> None:
    """Limit this process and those it starts: `memory_mb` of address space; `tasks` of a user, those included that are there already."""
    _lower(resource.RLIMIT_CORE, 1)  # too little for any; and unlike 0 it holds for programs that collect them, too
    _lower(resource.RLIMIT_FSIZE, file_mb * MB)
    _lower(resource.RLIMIT_NOFILE, open_files)
    _lower(resource.RLIMIT_AS, memory_mb * MB)
    if hasattr(resource, "RLIMIT_NPROC"):
        _lower(resource.RLIMIT_NPROC, tasks)


def in_time(seconds: int, at_most: int) -> None:
    """Limit the processor time of this process, and of each that it starts."""
    _lower(resource.RLIMIT_CPU, seconds, at_most)


def _lower(what: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(what)
    wanted = soft if hard is None else hard
    hard = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
    try:
        resource.setrlimit(what, (min(soft, hard), hard))
    except (ValueError, OSError):
        pass  # this system does not know the limit; the wall clock remains
