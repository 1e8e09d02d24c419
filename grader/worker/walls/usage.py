"""What a scratch folder on a real disk holds: looked at now and then, without walking into traps.

Only where the system gives no file system of its own. The look is bounded: it stops at the first entry that is
one too many, and takes folders nested deeper than any program's as too many.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

assert sys.platform != "win32"

from grader.worker import scratch

DEEPEST = 40
_SHARED = "/dev/shm"
_FOR_EVERYBODY = (_SHARED, "/tmp", "/var/tmp")
_BLOCK = 512


class Usage:
    """Looks at one worker's folder, and at what its own user has in shared memory."""

    def __init__(self, folder: str, user: int | None) -> None:
        self._folder = folder
        self._user = user

    def beyond(self, mb: int, files: int) -> str | None:
        """`disk` when there is more than that."""
        blocks = 0
        for entries, info in enumerate(self._everything(), 1):
            blocks += info.st_blocks if info is not None else mb << 20
            if entries > files or blocks * _BLOCK > mb << 20:
                return "disk"
        return None

    def remove_shared(self) -> None:
        """Remove what a user that no one else is left where everybody may write."""
        for place in _FOR_EVERYBODY if self._user is not None else ():
            for path, info in _entries(place):
                if info.st_uid != self._user:
                    continue
                try:
                    scratch.remove(Path(path)) if stat.S_ISDIR(info.st_mode) else os.unlink(path)
                except OSError:
                    continue  # somebody was faster

    def _everything(self) -> Iterator[os.stat_result | None]:
        waiting = [(self._folder, 0)]
        while waiting:
            folder, depth = waiting.pop()
            if depth > DEEPEST:
                yield None
                return
            for path, info in _entries(folder):
                yield info
                if stat.S_ISDIR(info.st_mode):
                    waiting.append((path, depth + 1))
        if self._user is not None:
            yield from (info for _, info in _entries(_SHARED) if info.st_uid == self._user)


def _entries(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    yield entry.path, entry.stat(follow_symlinks=False)
                except OSError:
                    continue  # it went while we looked
    except OSError:
        return  # this folder went, or may not be read
