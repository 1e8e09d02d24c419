"""Nothing outlives its worker: who descends from this process, and how to end them all."""

from __future__ import annotations

import os
import time
from collections.abc import Collection

from grader.worker.systems import system
from grader.worker.systems.processes import with_all_below

PATIENCE_S = 5.0
"""For who cannot be ended at once."""


def descendants(spared: Collection[int] = (), *, group: int = 0) -> list[int]:
    """Every live process below this one, nearest first. Children that are `spared` are left out, with all below them. `group`:
    that of a child, by which its orphans are found where nobody adopts them."""
    nearest = (*system.children(os.getpid()), *system.members(group))
    return with_all_below([pid for pid in nearest if pid not in spared], system.children)


def living_descendants(spared: Collection[int] = (), *, group: int = 0) -> list[int]:
    """Those that still run: a zombie only waits for its parent to look."""
    return [pid for pid in descendants(spared, group=group) if not system.has_ended(pid)]


def end_everything(spared: Collection[int] = ()) -> int:
    """Kill and reap every descendant, also those that are born meanwhile; how many were still running. All are stopped
    before the first is killed: what is stopped does not fork, and its place is not free for another. Children that are
    `spared` stay, with all below them."""
    ended: set[int] = set()
    deadline = time.monotonic() + PATIENCE_S
    while _reap(spared) and time.monotonic() < deadline:
        living = set(living_descendants(spared))
        born = living - ended
        for pid in born or living:
            (system.stop if born else system.kill)(pid)
        ended |= living
        time.sleep(0.0005)
    for pid in living_descendants(spared):
        system.kill(pid)  # patience is over; those that were stopped must not stay
    return len(ended)


def end_strays(seen: Collection[int]) -> None:
    """End those that were seen below us before their parents were ended, where nobody adopts orphans, and who has left the group
    is not found again. Elsewhere `end_everything` finds them, and a number that was seen may be another's by now."""
    if not system.ADOPTS:
        for pid in seen:
            system.kill(pid)


def tree_mb(pids: list[int], free_mb: float, limit_mb: float) -> float:
    """Memory of a tree, `free_mb` of each process not counted. What forked processes share counts once: that is dear
    to find out, so it is asked only when the sum of all that each has for itself is beyond the limit."""
    at_most = sum(max(0.0, system.private_mb(pid) - free_mb) for pid in pids)
    if at_most <= limit_mb:
        return at_most
    shares = [system.proportional_mb(pid) for pid in pids]
    known = [share for share in shares if share is not None]
    return min(at_most, sum(known)) if len(known) == len(shares) else at_most


def _reap(spared: Collection[int]) -> bool:
    """Collect ended children; False when there is no child left."""
    return system.reap([pid for pid in system.children(os.getpid()) if pid not in spared] if spared else None)
