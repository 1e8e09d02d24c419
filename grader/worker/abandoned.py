"""Folders of ours whose owner was killed at one stroke with all who look after it: who comes later removes them.

Whoever needs a folder holds it (`hold`: a lock, on Windows an open file), and the kernel lets it go when the last process that has it
ends, however that came about. So it is known of each that is found whether somebody still needs it, also in another container that shares the
folder for temporary files, and a number that was given to another process deceives nobody.

Removed are folders with our kind of name that are our own (or, as root, of one of our workers' users), have not been changed
for an hour, and are held by nobody; a few each time, and of each as much as `scratch.remove` takes on. No link is followed.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from grader.worker import scratch
from grader.worker.systems import system

AGE_S = 3600.0
MOST = 10
LOOKED_AT = 50_000
_NAME = re.compile(rf"grade-[0-9a-f]{{12}}|{scratch.POOL}[0-9a-z_]{{8}}")
"""Of a worker's scratch, or of a pool's folder; of nothing that a person would call so."""


hold, let_go = system.hold, system.let_go


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
                let_go(descriptor)
            return

    return [remove_one] * MOST


def told_apart(parent: str, age_s: float) -> tuple[list[str], list[str]]:
    """(folders of ours that nobody holds, those that somebody may), as they are now."""
    nobodys, somebodys = list[str](), list[str]()
    for path in _named(parent):
        descriptor = _taken(path, age_s)
        (somebodys if descriptor is None else nobodys).append(path)
        if descriptor is not None:
            let_go(descriptor)
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
        recent = time.time() - max(status.st_ctime, status.st_mtime) < age_s
        return system.take(path) if not recent and system.is_ours(status.st_uid) else None
    except OSError:
        return None
