"""Folders of ours whose owner was killed at one stroke with all who look after it: who comes later removes them.

Whoever needs a folder holds a lock on it, which the kernel lets go when the last process that has it ends, however that came
about. So it is known of each that is found whether somebody still needs it, also in another container that shares the
folder for temporary files, and a number that was given to another process deceives nobody.

Removed are folders with our kind of name that are our own (or, as root, of one of our workers' users), have not been changed
for an hour, and are held by nobody; a few each time, and of each as much as `scratch.remove` takes on. No link is followed.
"""

from __future__ import annotations

import fcntl
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

assert sys.platform != "win32"  # where they are left to the system's own clean-up

from grader.worker import scratch

AGE_S = 3600.0
MOST = 10
LOOKED_AT = 50_000
OUR_USERS = 1 << 30
"""From here on users are our workers' (`walls.identity`)."""
_NAME = re.compile(rf"grade-[0-9a-f]{{12}}|{scratch.POOL}[0-9a-z_]{{8}}")
"""Of a worker's scratch, or of a pool's folder; of nothing that a person would call so."""


def hold(folder: str | Path) -> int:
    """Hold a folder until the descriptor is closed."""
    descriptor = os.open(folder, scratch.FOLDER)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def let_go(descriptor: int) -> None:
    """Hold it no more."""
    os.close(descriptor)


def removals(parent: str) -> list[Callable[[], None]]:
    """Each removes one folder of nobody's in `parent`, if there is another."""
    found = _abandoned(parent)

    def remove_one() -> None:
        for folder, descriptor in found:
            try:
                scratch.remove(Path(folder))
            except OSError:
                pass  # somebody else was quicker, or its rights are odd: the next one may be another
            finally:
                os.close(descriptor)
            return

    return [remove_one] * MOST


def told_apart(parent: str, age_s: float) -> tuple[list[str], list[str]]:
    """(folders of ours that nobody holds, those that somebody may), as they are now."""
    nobodys, somebodys = list[str](), list[str]()
    for path in _named(parent):
        descriptor = _taken(path, age_s)
        (somebodys if descriptor is None else nobodys).append(path)
        if descriptor is not None:
            os.close(descriptor)
    return nobodys, somebodys


def _abandoned(parent: str) -> Iterator[tuple[str, int]]:
    """Folders that nobody holds, with the descriptor by which we do now."""
    for path in _named(parent):
        descriptor = _taken(path, AGE_S)
        if descriptor is not None:
            yield path, descriptor


def _named(parent: str) -> list[str]:
    try:
        with os.scandir(parent) as entries:
            return [entry.path for entry in islice(entries, LOOKED_AT) if _NAME.fullmatch(entry.name)]
    except OSError:
        return []


def _taken(path: str, age_s: float) -> int | None:
    try:
        status = os.lstat(path)
        ours = status.st_uid == os.geteuid() or (os.geteuid() == 0 and status.st_uid >= OUR_USERS)
        if not ours or time.time() - max(status.st_ctime, status.st_mtime) < age_s:
            return None
        descriptor = os.open(path, scratch.FOLDER)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
