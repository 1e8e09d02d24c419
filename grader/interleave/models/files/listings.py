"""What lies in a folder: `os.listdir`, `os.scandir`, `os.walk`, `glob`, over the files in memory and those on the disk.

A listing reads all names in the folder; who makes a file there, or removes one, writes its name (`files.touch`).
"""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from ...operations import READ
from ..patch import ModelModule
from .opened import disk_of, look_through, touch, unseen
from .paths import in_memory


def listdir(path: Any = None) -> list[Any]:
    """`os.listdir`."""
    if not in_memory() or isinstance(path, int):
        if in_memory():
            unseen("os.listdir()")
        return os.listdir(path)
    names = _names("." if path is None else path)
    return [os.fsencode(name) for name in names] if isinstance(path, bytes) else names


def _names(path: Any) -> list[str]:
    folder = os.path.abspath(os.fsdecode(path))
    look_through(folder)
    if disk_of().is_folder(folder):
        return disk_of().names_in(folder)
    if disk_of().content(folder) is not None:
        raise NotADirectoryError(20, "Not a directory", path)
    raise FileNotFoundError(2, "No such file or directory", path)


class DirEntry:
    """`os.DirEntry`."""

    def __init__(self, folder: Any, name: str) -> None:
        self.name, self.path = name, os.path.join(os.fsdecode(folder), name)
        self._is_folder = _is_folder(self.path)

    def __fspath__(self) -> str:
        return self.path

    def __repr__(self) -> str:
        return f"<DirEntry {self.name!r}>"

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """As it was found."""
        del follow_symlinks
        return self._is_folder

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """As it was found."""
        return not self.is_dir(follow_symlinks=follow_symlinks)

    def is_symlink(self) -> bool:
        """Of what is in memory, nothing."""
        return os.path.islink(self.path)

    def inode(self) -> int:
        """What only the disk knows."""
        unseen("DirEntry.inode()")
        return os.stat(self.path, follow_symlinks=False).st_ino

    def is_junction(self) -> bool:
        """Of what is in memory, nothing."""
        return False

    def stat(self, *, follow_symlinks: bool = True) -> Any:
        """What only the disk knows."""
        unseen("DirEntry.stat()")
        return os.stat(self.path, follow_symlinks=follow_symlinks)


class _Entries:
    """What `os.scandir` gives."""

    def __init__(self, entries: Iterable[DirEntry]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[DirEntry]:
        return self

    def __next__(self) -> DirEntry:
        return next(self._entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """There is nothing more."""
        self._entries = iter(())


def scandir(path: Any = None) -> Any:
    """`os.scandir`."""
    if not in_memory() or isinstance(path, (int, bytes)):
        if in_memory():
            unseen("os.scandir()")
        return os.scandir(path)
    folder = "." if path is None else path
    return _Entries([DirEntry(folder, name) for name in _names(folder)])


def walk(
    top: Any, topdown: bool = True, onerror: Callable[[OSError], object] | None = None, followlinks: bool = False
) -> Iterator[tuple[str, list[str], list[str]]]:
    """`os.walk`."""
    if not in_memory() or isinstance(top, bytes):
        if in_memory():
            unseen("os.walk()")
        yield from os.walk(top, topdown, onerror, followlinks)
        return
    place = os.fspath(top)
    try:
        names = _names(place)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders = [name for name in names if _is_folder(os.path.join(place, name))]
    files = [name for name in names if name not in folders]
    if topdown:
        yield place, folders, files
    for name in folders:
        below = os.path.join(place, name)
        if followlinks or not os.path.islink(below):
            yield from walk(below, topdown, onerror, followlinks)
    if not topdown:
        yield place, folders, files


def _is_folder(path: str) -> bool:
    return disk_of().is_folder(os.path.abspath(path))


def matching(folder: str, parts: list[str], *, hidden: bool, deep: bool = True) -> Iterator[str]:
    """Paths below a folder ('': the working folder, said of no path) that the parts of a pattern allow. `hidden`: also those
    that begin with a dot; `deep`: `**` means folders at any depth."""
    first, *rest = parts
    if not glob.has_magic(first):
        found = os.path.join(folder, first)
        touch(os.path.abspath(found), READ)
        if rest:
            yield from matching(found, rest, hidden=hidden, deep=deep) if _is_folder(found) else ()
        elif _is_folder(found) or disk_of().content(os.path.abspath(found)) is not None:
            yield found
        return
    if first == "**" and deep:
        yield from (
            matching(folder, rest, hidden=hidden, deep=deep) if rest else [os.path.join(folder, "")] * bool(folder)
        )
    for name in _names(folder or "."):
        path = os.path.join(folder, name)
        if name.startswith(".") and not (hidden or first.startswith(".")):
            continue
        if first == "**" and deep:
            if _is_folder(path):
                yield from matching(path, parts, hidden=hidden, deep=deep) if rest else _all_below(path, hidden=hidden)
            elif not rest:
                yield path
        elif fnmatch.fnmatch(name, first):
            if not rest:
                yield path
            elif _is_folder(path):
                yield from matching(path, rest, hidden=hidden, deep=deep)


def _all_below(path: str, *, hidden: bool) -> Iterator[str]:
    yield path
    for name in _names(path):
        if hidden or not name.startswith("."):
            below = os.path.join(path, name)
            yield from _all_below(below, hidden=hidden) if _is_folder(below) else [below]


def iglob(
    pathname: Any, *, root_dir: Any = None, dir_fd: Any = None, recursive: bool = False, include_hidden: bool = False
) -> Iterator[Any]:
    """`glob.iglob`."""
    if not in_memory() or isinstance(pathname, bytes) or root_dir is not None or dir_fd is not None:
        if in_memory():
            unseen("glob.glob()")
        return glob.iglob(
            pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden
        )
    drive, root, rest = os.path.splitroot(pathname) if hasattr(os.path, "splitroot") else _split(pathname)
    parts = _parts(rest)
    found = matching(drive + root, parts, hidden=include_hidden, deep=recursive) if parts else iter(())
    return (os.path.join(path, "") for path in found if _is_folder(path)) if wants_folders(rest) else found


def wants_folders(pattern: str) -> bool:
    """Whether it ends as the path of a folder does, and no file is meant."""
    return pattern.endswith(("/", os.path.sep))


def _parts(pattern: str) -> list[str]:
    """The folders and names of a pattern; what comes before the first that says more than one stays as it was written."""
    several = next((at for at, letter in enumerate(pattern) if letter in "*?["), None)
    plain = pattern if several is None else os.path.dirname(pattern[:several])
    others = pattern[len(plain) :].replace(os.path.altsep or os.path.sep, os.path.sep).split(os.path.sep)
    return [part for part in (plain, *others) if part]


def _split(path: str) -> tuple[str, str, str]:
    drive, path = os.path.splitdrive(path)
    rest = path.lstrip(os.path.sep + (os.path.altsep or ""))
    return drive, path[: len(path) - len(rest)], rest


def find(
    pathname: Any, *, root_dir: Any = None, dir_fd: Any = None, recursive: bool = False, include_hidden: bool = False
) -> list[Any]:
    """`glob.glob`."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def _os(_: ModuleType) -> Mapping[str, Any]:
    return {"listdir": listdir, "scandir": scandir, "walk": walk}


def _glob(_: ModuleType) -> Mapping[str, Any]:
    return {"glob": find, "iglob": iglob}


MODELS = (ModelModule("os", _os), ModelModule("glob", _glob))
