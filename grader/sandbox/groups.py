"""Processes that we started, ended with all that they started: groups of processes, on Windows job objects."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from grader.worker import reaper

if TYPE_CHECKING:
    from grader.course.model import Limits

if sys.platform == "win32":
    from grader.worker.job_objects import Job

APART = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""For `Popen(start_new_session=True, creationflags=APART)`: what is pressed at our terminal is for us alone, on Windows, too."""
OWN_MB, OWN_PROCESSES = 256, 16
"""What an interpreter of ours, and the processes that the library starts for itself, take beside what the program may."""


class Group(Protocol):
    """A process and all that it starts."""

    def end(self) -> None:
        """End them at once; they may be gone already."""


def group_of(process: subprocess.Popen[bytes], limits: Limits) -> Group:
    """Of one that was started as the leader of a session. On Windows it is limited thereby, as elsewhere by itself. Raises OSError."""
    if sys.platform == "win32":
        memory_mb, processes = limits.memory_mb + OWN_MB, limits.actors + OWN_PROCESSES
        return Job(process.pid, memory_mb=memory_mb, processes=processes)
    return _Led(process.pid)


@dataclass(frozen=True, slots=True)
class _Led:
    leader: int

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
