"""macOS: its C library tells of processes (`libproc`). Nobody adopts orphans there, and the kernel limits nobody's memory: who is in a
group is found by it, and what they have is watched."""

from __future__ import annotations

import resource
import sys
import threading

assert sys.platform != "win32"

from grader.worker.systems import libproc
from grader.worker.systems.posix import *  # noqa: F403
from grader.worker.systems.posix import MB, kill, kill_group, limit
from grader.worker.systems.processes import UNKNOWN, Group, Task, with_all_below

ADOPTS = False
"""Who has left its group, and lost its parent, is not found again."""
LOOK_S = 0.1
_MAPPED_MB = 1024


def adopt_orphans() -> None:
    """Nobody can."""


def die_with_parent(parent: int) -> None:
    """Nobody is told: a wire that closes says so."""


def children(pid: int) -> list[int]:
    """Those that a process has, eldest first."""
    return sorted(libproc.listed(libproc.OF_PARENT, pid))


def members(group: int) -> list[int]:
    """Who is in a group."""
    return libproc.listed(libproc.OF_GROUP, group) if group else []


class _Watched:
    """Ended as soon as it has more memory than it may."""

    def __init__(self, leader: int, memory_mb: int) -> None:
        self.passed = ""
        self._leader, self._memory_mb = leader, memory_mb
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def members(self) -> list[int]:
        """The group of its leader."""
        return members(self._leader)

    def end(self) -> None:
        """Also the program of a real run, which leads a group of its own."""
        if not self._over.is_set():
            self._over.set()
            family = with_all_below([self._leader, *self.members()], children)
            kill_group(self._leader)
            for pid in family:
                kill(pid)

    def _watch(self) -> None:
        while not self._over.wait(LOOK_S):
            if sum(map(private_mb, self.members())) > self._memory_mb:
                self.passed = "memory"
                self.end()


def group_of(leader: int, memory_mb: int) -> Group:
    """Of a process that leads a session, and has started nothing yet."""
    return _Watched(leader, memory_mb)


def has_ended(pid: int) -> bool:
    """Whether it has, though its parent may not have looked yet."""
    return libproc.usage(pid) is None


def is_leaving(pid: int) -> bool:
    """It is not told."""
    return False


def processor_s(pid: int) -> float:
    """Processor time that a process has used; 0 where nothing is told."""
    return used.processor_ns / 1e9 if (used := libproc.usage(pid)) else 0.0


def tasks(pid: int) -> list[Task]:
    """The threads of a process, all together."""
    return [Task(used.asleep, used.processor_ns, 0)] if (used := libproc.usage(pid)) else UNKNOWN


def idle_s() -> float | None:
    """Not asked for, though nobody tells who queued: all the time counts as a program's own."""
    return None


def private_mb(pid: int) -> float:
    """Memory that a process has for itself; 0 where nothing is told."""
    return used.mb if (used := libproc.usage(pid)) else 0.0


def proportional_mb(pid: int) -> float | None:
    """What is shared is not told."""
    return None


def most_child_mb() -> float:
    """The most memory that a process which has ended below this one had at once."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MB


def go_first() -> None:
    """Nobody can be told whom to end first here."""


def confine(memory_mb: int, file_mb: int, open_files: int, *, stacks: int, tasks: int) -> None:
    """Limit this process and those it starts. `stacks`: room for that many real threads; `tasks`: processes beside those that are
    there already: threads are not counted."""
    limit(memory_mb + _MAPPED_MB + stacks * 80, file_mb, open_files, len(libproc.listed(libproc.ALL)) + tasks)


def most_memory() -> tuple[int, int]:
    """There is no limit of the kernel's."""
    return 0, 0
