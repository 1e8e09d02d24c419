"""Processes that we started, ended with all that they started: groups of processes, on Windows jobs."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from grader.worker.systems import system
from grader.worker.systems.processes import Group

APART = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""For `Popen(start_new_session=True, creationflags=APART)`: what is pressed at our terminal is for us alone, on Windows, too."""
OWN_MB = 256
"""What an interpreter of ours takes beside what the program may."""


def group_of(leader: int, memory_mb: int) -> Group:
    """Of a process that was started as the leader of a session, and has started nothing yet. Where the kernel limits nobody's memory,
    what they have is watched. Raises OSError."""
    return system.group_of(leader, memory_mb + OWN_MB)


def end_group(leader: int) -> None:
    """End a leader and its group at once; it may be gone already. Where there are no groups, the leader alone."""
    system.kill_group(leader)


@contextmanager
def ended_after(seconds: float, leader: int) -> Iterator[threading.Event]:
    """A timer ends a leader and its group if what is done meanwhile takes longer; the event says whether it did."""
    late = threading.Event()

    def end() -> None:
        late.set()
        end_group(leader)

    net = threading.Timer(seconds, end)
    net.daemon = True
    net.start()
    try:
        yield late
    finally:
        net.cancel()
