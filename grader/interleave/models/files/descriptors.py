"""Descriptors of files in memory: the system knows none, so a program that asks for one is followed only where it has what it
wrote put on the disk (`os.fsync(file.fileno())`), which in here it is. What `os.open` gives is one of the system's own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dbm import open as dbm_open
from types import ModuleType
from typing import Any, Final

from ...actor import current_actor, is_controlled
from ..interpreter import beyond
from ..patch import ModelModule

SYNCING: Final = frozenset({"fsync", "fdatasync"})
FIRST: Final = 1 << 20
"""No descriptor of the system's is so high."""


def descriptor(number: int) -> int:
    """What `fileno` says of the open file with this number."""
    if current_actor().run.world.mentions.isdisjoint(SYNCING):
        beyond("fileno()")()
    return FIRST + number


def _syncing(real: Callable[[int], None]) -> Callable[[Any], None]:
    def sync(fd: Any, /) -> None:
        number = fd if type(fd) is int else fd.fileno()
        if number < FIRST:
            real(fd)

    sync.__name__ = sync.__qualname__ = real.__name__
    return sync


def open_descriptor(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    """`os.open`: of files that are in memory, while folders are on the disk as well."""
    if is_controlled() and not current_actor().run.world.real_files and not os.path.isdir(path):
        beyond("os.open")()
    return os.open(path, flags, mode, dir_fd=dir_fd)


def open_database(file: Any, flag: Any = "r", mode: int = 0o666) -> Any:
    """`dbm.open`, by which `shelve` has its files on the disk; a folder in memory has none of them."""
    on_disk = not is_controlled() or current_actor().run.world.real_files
    if not on_disk and not os.path.isdir(os.path.dirname(os.path.abspath(os.fspath(file)))):
        beyond("dbm.open")()
    return dbm_open(file, flag, mode)


def _os(real: ModuleType) -> Mapping[str, Any]:
    return {"open": open_descriptor, **{name: _syncing(getattr(real, name)) for name in SYNCING if hasattr(real, name)}}


MODELS = (ModelModule("os", _os),)
