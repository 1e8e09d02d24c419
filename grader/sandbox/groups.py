"""Processes that we started as leaders of a group of their own, ended with all that they started."""

from __future__ import annotations

import contextlib
import os
import signal

from grader.worker import reaper


def end_group(leader: int) -> None:
    """End a leader and its group at once; it may be gone already. Where there are no groups, the leader alone."""
    if hasattr(os, "killpg"):
        reaper.kill_group(leader)
        return
    with contextlib.suppress(OSError):
        os.kill(leader, signal.SIGTERM)  # on Windows this ends it as a kill does
