"""Linux: `/proc` tells of processes, and one of them can adopt its orphaned descendants (`PR_SET_CHILD_SUBREAPER`), so whatever
changed its session or lost its parent is found among the children again. Where there is no such thing, nothing is told.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

assert sys.platform != "win32"

from grader.worker import codes
from grader.worker.systems.posix import *  # noqa: F403
from grader.worker.systems.posix import MB, kill_group, limit
from grader.worker.systems.processes import UNKNOWN, Group, Task

ADOPTS = True
"""Who has lost its parent is found again: a number that was seen may be another's by now."""
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PF_EXITING = 0x4
"""Among the kernel's flags of a process: it is on its way out."""
ASLEEP = "SZTt"
"""Letters of states: asleep, ended, stopped."""


def adopt_orphans() -> None:
    """Become the parent of every descendant that loses its own."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent(parent: int) -> None:
    """End this process when `parent`, which started it, ends."""
    _prctl(PR_SET_PDEATHSIG, codes.KILLED)
    if os.getppid() not in (parent, 0):  # it ended before the request could reach the kernel; 0: not in sight
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        _c_library().prctl(option, value, 0, 0, 0)


@cache
def _c_library() -> Any:
    import ctypes

    return ctypes.CDLL(None)


def children(pid: int) -> list[int]:
    """Those that a process has, eldest first."""
    tasks = f"/proc/{pid}/task"
    try:
        return [int(word) for task in os.listdir(tasks) for word in _text(f"{tasks}/{task}/children").split()]
    except (OSError, ValueError):
        return []  # it ended, or this system has no such file


def members(group: int) -> list[int]:
    """Nobody need be found by a group."""
    return []


@dataclass(frozen=True, slots=True)
class _Led:
    leader: int
    passed: str = ""

    def members(self) -> list[int]:
        """Its leader."""
        return [self.leader]

    def end(self) -> None:
        """The whole group of its leader."""
        kill_group(self.leader)


def group_of(leader: int, memory_mb: int) -> Group:
    """Of a process that leads a session, and has started nothing yet. It limits its memory itself."""
    return _Led(leader)


def has_ended(pid: int) -> bool:
    """Whether it has, though its parent may not have looked yet."""
    return _state(pid) == "Z"


def is_stopped(pid: int) -> bool:
    """Whether somebody stopped it, and it will not go on by itself."""
    return _state(pid) in "Tt"


def is_leaving(pid: int) -> bool:
    """Whether it runs no line any more: the kernel is clearing up after it, or has done so."""
    try:
        return bool(int(_fields(pid)[6]) & PF_EXITING)
    except OSError:
        return os.path.exists("/proc/self/stat")  # it has gone


def has_terminal(pid: int) -> bool:
    """Whether it belongs to a session with a terminal."""
    return _fields(pid)[4] != "0"


def _state(pid: int) -> str:
    try:
        return _fields(pid)[0]
    except OSError:
        return "Z"  # it has gone


def processor_s(pid: int) -> float:
    """Processor time that a process has used; 0 where nothing is told."""
    try:
        fields = _fields(pid)
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tasks(pid: int) -> list[Task]:
    """The threads of a process."""
    found = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            state = (task / "stat").read_text().rpartition(")")[2].split()[0]
            used, queued = (task / "schedstat").read_text().split()[:2]
            found.append(Task(state in ASLEEP, int(used), int(queued)))
    except (OSError, ValueError, IndexError):
        return UNKNOWN
    return found


def idle_s() -> float | None:
    """Not asked for: tasks tell how long they queued."""
    return None


def private_mb(pid: int) -> float:
    """Memory of a process that it does not share with files; 0 where nothing is told."""
    try:
        fields = _text(f"/proc/{pid}/statm").split()
    except OSError:
        return 0.0
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGESIZE") / MB


def proportional_mb(pid: int) -> float | None:
    """Memory of a process that is no file's, with what it shares divided by how many share it; None if not told."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss_Anon:"):
                return int(line.split()[1]) / 1024
    except (FileNotFoundError, ProcessLookupError):
        return 0.0 if Path("/proc/self/smaps_rollup").exists() else None  # it has ended, or nobody is told
    except (OSError, ValueError, IndexError):
        pass  # not ours to look at, or a kernel that does not tell
    return None


def most_child_mb() -> float:
    """The most memory that a process which has ended below this one had at once."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def confine(memory_mb: int, file_mb: int, open_files: int, *, stacks: int, tasks: int) -> None:
    """Limit this process and those it starts. `stacks`: room for that many real threads; `tasks`: processes and threads, beside
    those that are there already."""
    limit(memory_mb + _already_mapped() + stacks * 80, file_mb, open_files, _tasks_on_this_machine() + tasks)


def go_first() -> None:
    """Where there is no memory left, the kernel is to end this process, or one that it starts, before the judge: in a container
    the programs of others would else outlive who answers for them, and with it the container."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


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


def _already_mapped() -> int:
    """Megabytes of address space that the warm interpreter has before the student's code starts."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        return pages * resource.getpagesize() // MB + 1
    except OSError:
        return 1024


def _tasks_on_this_machine() -> int:
    """An upper bound of what RLIMIT_NPROC already counts: all tasks, whoever's they are."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].split("/")[1])
    except (OSError, ValueError, IndexError):
        return 4096


def _fields(pid: int) -> list[str]:
    return _text(f"/proc/{pid}/stat").rpartition(")")[2].split()


def _text(path: str) -> str:
    """Of a file of /proc. A keeper reads many for each worker, and paths as objects take it five times as long."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return b"".join(iter(partial(os.read, descriptor, 1 << 16), b"")).decode("ascii", "replace")
    finally:
        os.close(descriptor)
