"""Whether a worker left anything in the scratch: asked of the kernel, and read off nothing that a worker can set.

How many blocks and files a file system in memory holds is counted by the kernel. When an entry was last changed in any
way (its content, mode, names or attributes) is stamped by it, and nobody in here can set that stamp or the clock.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

COARSE_CLOCK = 5
"""CLOCK_REALTIME_COARSE, the one that stamps are taken from; `time` has no name for it."""
PAUSE_S = 0.0005
Stamp = tuple[int, ...]


class Traces:
    """Remembers how the scratch is before there is a worker."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._paths = [folder, *_below(folder)]
        self._before = self._state()
        self._let_the_clock_move()

    def none(self) -> bool:
        """Whether everything is as it was, and nothing is there that was not."""
        try:
            return self._state() == self._before
        except OSError:
            return False  # something is gone

    def _state(self) -> list[Stamp]:
        held = os.statvfs(self._folder)
        return [(held.f_bfree, held.f_ffree), *map(_stamp, self._paths)]

    def _let_the_clock_move(self) -> None:
        """A change in the same tick of the clock would have the same stamp."""
        latest = max(stamp[-1] for stamp in self._before[1:])
        while time.clock_gettime_ns(COARSE_CLOCK) <= latest:
            time.sleep(PAUSE_S)


def _stamp(path: str) -> Stamp:
    found = os.lstat(path)
    return found.st_ino, found.st_mode, found.st_nlink, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _below(folder: str) -> Iterator[str]:
    """Of our own layout: no worker has been here yet."""
    for place, folders, files in os.walk(folder):
        yield from (os.path.join(place, name) for name in (*folders, *files))
