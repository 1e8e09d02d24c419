"""A keeper and all that descends from it, as one group of the kernel's: signals do not leave it, so one ends it whole.

For a worker that is the grader's own user. Ending processes one by one loses against a program that forks faster than
it is looked for. `kill(-1)` stands outside that race, since nobody can fork meanwhile; but by itself it would be the
end of everything that the user runs. In a domain of Landlock that keeps signals in it is the end of the domain, from
which there is no way out: the keeper stands in it (with nothing withheld but signals to others), and each worker in
one of its own within.
"""

from __future__ import annotations

import os
import signal
import sys

assert sys.platform != "win32"

from grader.worker.walls import identity, landlock
from grader.worker.walls.layer import WallError


class Domain:
    """Made by a keeper before it has a worker: from then on its signals reach nobody but its descendants."""

    def __init__(self) -> None:
        parent = os.getppid()
        reached_before = _reaches(parent)
        identity.gain_nothing()
        landlock.keep_signals_in()
        # Looked at, not believed: one that we could signal a moment ago, and cannot now.
        if not reached_before or _reaches(parent) or os.getppid() != parent:
            raise WallError("landlock: signals are not kept in")

    def end(self) -> None:
        """End all that is in it, but for this process."""
        try:
            os.kill(-1, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # there is nobody else in it


def _reaches(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return False
    return True
