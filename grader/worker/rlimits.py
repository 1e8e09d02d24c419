"""Limits of a process that the kernel keeps, where there are such (POSIX)."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

if sys.platform == "darwin":
    from grader.worker import libproc

assert sys.platform != "win32"

_MB = 1024 * 1024


def confine(memory_mb: int, file_mb: int, open_files: int, *, stacks: int, tasks: int) -> None:
    """Limit this process and those it starts. `stacks`: room for that many real threads; `tasks`: processes and threads, beside
    those that are there already."""
    _lower(resource.RLIMIT_CORE, 1)  # too little for any; and unlike 0 it holds for programs that collect them, too
    _lower(resource.RLIMIT_FSIZE, file_mb * _MB)
    _lower(resource.RLIMIT_NOFILE, open_files)
    _lower(resource.RLIMIT_AS, (memory_mb + _already_mapped() + stacks * 80) * _MB)
    if hasattr(resource, "RLIMIT_NPROC"):
        _lower(resource.RLIMIT_NPROC, _tasks_on_this_machine() + tasks)


def in_time(seconds: int, at_most: int) -> None:
    """Limit the processor time of this process, and of each that it starts."""
    _lower(resource.RLIMIT_CPU, seconds, at_most)


def most_memory() -> tuple[int, int]:
    """The most address space that this process has had, and what it may have, 0 for all that there is; in bytes."""
    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    return (0, 0) if allowed == resource.RLIM_INFINITY else (_most_mapped(), allowed)


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
    if sys.platform == "darwin":
        return len(libproc.listed(libproc.ALL))  # it counts processes there, and no threads
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].split("/")[1])
    except (OSError, ValueError, IndexError):
        return 4096
