"""Nothing outlives its worker: who descends from this process, and how to end them all.

On Linux a process can adopt its orphaned descendants (`PR_SET_CHILD_SUBREAPER`), so whatever changed its
session or lost its parent is found among the children again. On Windows a job holds them (`windows`). Elsewhere the process
group is what can be ended; on macOS `libproc` tells who is in it, and who descends from whom.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Collection
from functools import cache, partial
from pathlib import Path
from typing import Any

if sys.platform == "darwin":
    from grader.worker import libproc
if sys.platform == "win32":
    from grader.worker import windows

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PF_EXITING = 0x4
"""Among the kernel's flags of a process: it is on its way out."""


def adopt_orphans() -> None:
    """Become the parent of every descendant that loses its own."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent(parent: int) -> None:
    """End this process when `parent`, which started it, ends: on Linux. Elsewhere a wire that closes says so."""
    if sys.platform != "linux":
        return
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() not in (parent, 0):  # it ended before the request could reach the kernel; 0: not in sight
        os._exit(1)


def descendants(spared: Collection[int] = (), *, group: int = 0) -> list[int]:
    """Every live process below this one, nearest first. Children that are `spared` are left out, with all below them. `group`:
    that of a child, by which its orphans are found where nobody adopts them."""
    if sys.platform == "win32":
        return windows.descendants()
    return _with_all_below([pid for pid in (*children(os.getpid()), *members(group)) if pid not in spared])


def family(leader: int) -> list[int]:
    """The leader of a group, who is in it, and who descends from one of them; on macOS alone."""
    return _with_all_below([leader, *members(leader)])


def _with_all_below(waiting: list[int]) -> list[int]:
    found: dict[int, None] = {}
    while waiting:
        pid = waiting.pop(0)
        if pid not in found:
            found[pid] = None
            waiting.extend(children(pid))
    return list(found)


def members(group: int) -> list[int]:
    """Who is in a group; on macOS alone."""
    if sys.platform == "darwin":
        return libproc.listed(libproc.OF_GROUP, group) if group else []
    return []


def living_descendants(spared: Collection[int] = (), *, group: int = 0) -> list[int]:
    """Those that still run: a zombie only waits for its parent to look."""
    found = descendants(spared, group=group)
    return found if sys.platform == "win32" else [pid for pid in found if not has_ended(pid)]


def end_everything(patience_s: float = 5.0, spared: Collection[int] = ()) -> int:
    """Kill and reap every descendant, also those that are born meanwhile; how many were still running. All are stopped
    before the first is killed: what is stopped does not fork, and its place is not free for another. Children that are
    `spared` stay, with all below them."""
    if sys.platform == "win32":
        return windows.end_descendants(patience_s)
    ended: set[int] = set()
    deadline = time.monotonic() + patience_s
    while _reap(spared) and time.monotonic() < deadline:
        living = set(living_descendants(spared))
        born = living - ended
        for pid in born or living:
            _send(pid, signal.SIGSTOP if born else signal.SIGKILL)
        ended |= living
        time.sleep(0.0005)
    for pid in living_descendants(spared):
        _send(pid, signal.SIGKILL)  # patience is over; those that were stopped must not stay
    return len(ended)


def end_strays(seen: Collection[int]) -> None:
    """End those that were seen below us before their parents were ended: on macOS, where nobody adopts orphans, and who has left the
    group is not found again. On Linux `end_everything` finds them, and a number that was seen may be another's by now."""
    if sys.platform == "darwin":
        for pid in seen:
            _send(pid, signal.SIGKILL)


def kill_group(group: int) -> None:
    """Kill a process group; it may be gone already."""
    if sys.platform == "win32":
        return
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass  # gone, or nothing in it is ours any more


def processor_s(pid: int) -> float:
    """Processor time that a process has used; 0 where the system does not tell."""
    if sys.platform == "darwin":
        return used.processor_ns / 1e9 if (used := libproc.usage(pid)) else 0.0
    if sys.platform == "win32":
        return windows.processor_s(pid)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def private_mb(pid: int) -> float:
    """Memory of a process that it does not share with files; 0 where the system does not tell."""
    if sys.platform == "darwin":
        return used.mb if (used := libproc.usage(pid)) else 0.0
    if sys.platform == "win32":
        return windows.private_mb(pid)
    try:
        fields = _text(f"/proc/{pid}/statm").split()
    except OSError:
        return 0.0
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGESIZE") / (1024 * 1024)


def tree_mb(pids: list[int], free_mb: float, limit_mb: float) -> float:
    """Memory of a tree, `free_mb` of each process not counted. What forked processes share counts once: that is dear
    to find out, so it is asked only when the sum of all that each has for itself is beyond the limit."""
    at_most = sum(max(0.0, private_mb(pid) - free_mb) for pid in pids)
    if at_most <= limit_mb:
        return at_most
    shares = [proportional_mb(pid) for pid in pids]
    known = [share for share in shares if share is not None]
    return min(at_most, sum(known)) if len(known) == len(shares) else at_most


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


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        pass  # ended by itself meanwhile


def _reap(spared: Collection[int]) -> bool:
    """Collect ended children; False when there is no child left."""
    if sys.platform == "win32":
        return False
    if spared:
        left = [pid for pid in children(os.getpid()) if pid not in spared]
        return 0 in [os.waitpid(pid, os.WNOHANG)[0] for pid in left]
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            return True


def children(pid: int) -> list[int]:
    """Those that a process has, eldest first."""
    if sys.platform == "darwin":
        return sorted(libproc.listed(libproc.OF_PARENT, pid))
    tasks = f"/proc/{pid}/task"
    try:
        return [int(word) for task in os.listdir(tasks) for word in _text(f"{tasks}/{task}/children").split()]
    except (OSError, ValueError):
        return []  # it ended, or this system has no such file


def is_stopped(pid: int) -> bool:
    """Whether somebody stopped it, and it will not go on by itself."""
    return _state(pid) in "Tt"


def has_terminal(pid: int) -> bool:
    """Whether it belongs to a session with a terminal."""
    return _text(f"/proc/{pid}/stat").rpartition(")")[2].split()[4] != "0"


def is_leaving(pid: int) -> bool:
    """Whether it runs no line any more: the kernel is clearing up after it, or has done so. Only where /proc tells."""
    try:
        return bool(int(_text(f"/proc/{pid}/stat").rpartition(")")[2].split()[6]) & PF_EXITING)
    except OSError:
        return os.path.exists("/proc/self/stat")  # it has gone


def has_ended(pid: int) -> bool:
    """Whether it has, though its parent may not have looked yet."""
    if sys.platform == "darwin":
        return libproc.usage(pid) is None
    return _state(pid) == "Z"


def _state(pid: int) -> str:
    try:
        return _text(f"/proc/{pid}/stat").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"  # it has gone


def _text(path: str) -> str:
    """Of a file of /proc. A keeper reads many for each worker, and paths as objects take it five times as long."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return b"".join(iter(partial(os.read, descriptor, 1 << 16), b"")).decode("ascii", "replace")
    finally:
        os.close(descriptor)


def _prctl(option: int, value: int) -> None:
    if sys.platform != "linux":
        return
    _c_library().prctl(option, value, 0, 0, 0)


@cache
def _c_library() -> Any:
    import ctypes

    return ctypes.CDLL(None)
