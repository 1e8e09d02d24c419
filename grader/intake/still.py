"""Whether what was found still lies on disk as it was found.

The names of a class's deliveries are gone through first, and their files are read one after the other. Of a delivery that
is handed in again meanwhile some files may be the old ones and some the new. So each is looked at again after it was read.
Whoever wants to hide a change can; nobody who hands in has a reason to, or a hand on this disk.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from grader.intake.names import is_furniture

Look = tuple[int, ...]
"""What of a file or a folder is otherwise once it was written to: how large it is, and since when it is so."""
GONE: Look = ()


def look(path: str | Path) -> Look:
    """What is there now."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return GONE
    return found.st_size, found.st_mtime_ns  # no inode: some mounts number files anew whenever they are asked


def folder_changed(folder: Path, was: Look, names: Collection[str]) -> bool:
    """Whether a folder that had these names has others now. What tools leave there is passed over."""
    if look(folder)[1:] == was[1:]:  # the size of a folder is what its file system makes of it
        return False
    try:
        there = os.listdir(folder)  # noqa: PTH208
    except OSError:
        return True
    return {name for name in there if not is_furniture(name)} != {name for name in names if not is_furniture(name)}


def any_changed(root: Path, were: Mapping[str, Look]) -> bool:
    """Whether any of these files below a folder is not what it was."""
    return any(look(root / name) != was for name, was in were.items())
