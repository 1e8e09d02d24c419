"""Processes that we started, ended with all that they started: groups of processes, on Windows jobs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Protocol

from grader.worker import reaper

if sys.platform == "win32":
    from grader.worker import windows

APART = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""For `Popen(start_new_session=True, creationflags=APART)`: what is pressed at our terminal is for us alone, on Windows, too."""


class Group(Protocol):
    """A process and all that it starts."""

    def members(self) -> list[int]:
        """Those that live; where no system tells, the leader."""

    def end(self) -> None:
        """End them at once; they may be gone already."""


def group_of(leader: int) -> Group:
    """Of a process that was started as the leader of a session, and has started nothing yet. Raises OSError."""
    if sys.platform == "win32":
        return windows.Job(leader)
    return _Led(leader)


@dataclass(frozen=True, slots=True)
class _Led:
    leader: int

    def members(self) -> list[int]:
        """Its leader."""
        return [self.leader]

    def end(self) -> None:
        """The whole group of its leader."""
        reaper.kill_group(self.leader)


def end_group(leader: int) -> None:
    """End a leader and its group at once; it may be gone already. Where there are no groups, the leader alone."""
    if sys.platform != "win32":
        reaper.kill_group(leader)
        return
    with contextlib.suppress(OSError):
        os.kill(leader, signal.SIGTERM)  # on Windows this ends it as a kill does
