"""Processes that we started, ended with all that they started: groups of processes, on Windows jobs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from grader.worker import reaper

if sys.platform == "win32":
    from grader.worker import windows

APART = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""For `Popen(start_new_session=True, creationflags=APART)`: what is pressed at our terminal is for us alone, on Windows, too."""
LOOK_S = 0.1
OWN_MB = 256
"""What an interpreter of ours takes beside what the program may."""


class Group(Protocol):
    """A process and all that it starts."""

    @property
    def passed(self) -> str:
        """The limit that they were ended for, or ''."""

    def members(self) -> list[int]:
        """Those that live; where no system tells, the leader."""

    def end(self) -> None:
        """End them at once; they may be gone already."""


def group_of(leader: int, memory_mb: int) -> Group:
    """Of a process that was started as the leader of a session, and has started nothing yet. What it may have of memory it is
    limited to by itself; on macOS, whose kernel limits nobody's, that is watched. Raises OSError."""
    if sys.platform == "win32":
        return windows.Job(leader)
    if sys.platform == "darwin":
        return _Watched(leader, memory_mb + OWN_MB)
    return _Led(leader)


@dataclass(frozen=True, slots=True)
class _Led:
    leader: int
    passed: str = ""

    def members(self) -> list[int]:
        """Its leader."""
        return [self.leader]

    def end(self) -> None:
        """The whole group of its leader."""
        reaper.kill_group(self.leader)


class _Watched:
    """Ended as soon as it has more memory than it may."""

    def __init__(self, leader: int, memory_mb: int) -> None:
        self.passed = ""
        self._leader, self._memory_mb = leader, memory_mb
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def members(self) -> list[int]:
        """The group of its leader."""
        return reaper.members(self._leader)

    def end(self) -> None:
        """Also the program of a real run, which leads a group of its own."""
        if not self._over.is_set():
            self._over.set()
            family = reaper.family(self._leader)
            reaper.kill_group(self._leader)
            reaper.end_strays(family)

    def _watch(self) -> None:
        while not self._over.wait(LOOK_S):
            if sum(map(reaper.private_mb, self.members())) > self._memory_mb:
                self.passed = "memory"
                self.end()


def end_group(leader: int) -> None:
    """End a leader and its group at once; it may be gone already. Where there are no groups, the leader alone."""
    if sys.platform != "win32":
        reaper.kill_group(leader)
        return
    with contextlib.suppress(OSError):
        os.kill(leader, signal.SIGTERM)  # on Windows this ends it as a kill does


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
