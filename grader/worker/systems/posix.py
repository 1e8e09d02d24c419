"""What Linux and macOS have in common: signals, groups, and limits that the kernel keeps."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import sys
from pathlib import Path

assert sys.platform != "win32"

from grader.worker.scratch import FOLDER

MB = 1024 * 1024
OUR_USERS = 1 << 30
"""From here on users are our workers' (`walls.identity`)."""


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


def hold(folder: str | Path) -> int:
    """Hold a folder until it is let go."""
    descriptor = os.open(folder, FOLDER)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def take(folder: str) -> int | None:
    """Hold a folder alone; None where somebody holds it. OSError where it is none."""
    descriptor = os.open(folder, FOLDER)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def let_go(descriptor: int) -> None:
    """Hold it no more."""
    os.close(descriptor)


def is_ours(owner: int) -> bool:
    """Whether what this user owns is our own, or, for root, one of our workers'."""
    return owner == os.geteuid() or (os.geteuid() == 0 and owner >= OUR_USERS)
