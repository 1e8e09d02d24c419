"""`os.path.exists` and the like, where the program's own files are concerned: those in memory, then those on the disk."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from ...actor import current_actor, is_controlled
from ...operations import READ, WRITE
from ..patch import ModelModule
from .opened import disk_of, open_file, touch, touch_folder_of


def in_memory() -> bool:
    """Whether files are kept in memory now."""
    return is_controlled() and not current_actor().run.world.real_files


def _file(path: Any, access: int) -> tuple[str, bytearray | None]:
    """The absolute path of a file, and what it holds; declared. Whoever writes changes whether it is there."""
    found = os.path.abspath(os.fsdecode(path))
    touch(found, access, named=access == WRITE)
    return found, None if disk_of().is_folder(found) else disk_of().content(found)


def _asking(real: Callable[..., Any], answer: Callable[[str, bytearray | None], Any]) -> Callable[..., Any]:
    def ask(path: Any, *more: Any) -> Any:
        if not in_memory() or isinstance(path, int):
            return real(path, *more)
        return answer(*_file(path, READ))

    ask.__name__ = ask.__qualname__ = real.__name__
    return ask


def _size(path: str, content: bytearray | None) -> int:
    if content is None:
        raise FileNotFoundError(2, "No such file or directory", path)
    return len(content)


def remove(path: Any) -> None:
    """`os.remove` and `os.unlink`."""
    if not in_memory():
        os.remove(path)
        return
    found, content = _file(path, WRITE)
    if disk_of().is_folder(found):
        why = errno.EISDIR if sys.platform == "linux" else errno.EPERM
        raise OSError(why, os.strerror(why), path)
    if content is None:
        raise FileNotFoundError(2, "No such file or directory", path)
    disk_of().put(found, None)


def replace(source: Any, target: Any) -> None:
    """`os.replace` and `os.rename`, at one stroke."""
    if not in_memory():
        os.replace(source, target)
        return
    old, new = (os.path.abspath(os.fsdecode(path)) for path in (source, target))
    touch(old, WRITE, named=True, besides=new)
    if disk_of().is_folder(old):
        current_actor().run.escape("os.rename() of a folder")
        current_actor().run.stop("engine_fault", "a folder that gets another name cannot be simulated")
    content = disk_of().content(old)
    if content is None or not disk_of().is_folder(os.path.dirname(new)):
        raise FileNotFoundError(2, "No such file or directory", source)
    if disk_of().is_folder(new):
        why = errno.EACCES if sys.platform == "win32" else errno.EISDIR
        raise OSError(why, os.strerror(why), source, None, target)
    disk_of().put(old, None)
    disk_of().put(new, content)


def make_folder(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
    """`os.mkdir`: a folder in memory, so that the next order finds none that this one made."""
    if not in_memory() or dir_fd is not None:
        os.mkdir(path, mode, dir_fd=dir_fd)
        return
    found = os.path.abspath(os.fsdecode(path))
    touch_folder_of(found)
    touch(found, WRITE, named=True)
    if disk_of().is_folder(found) or disk_of().content(found) is not None:
        raise FileExistsError(17, "File exists", path)
    try:
        disk_of().make_folder(found)
    except FileNotFoundError:
        raise FileNotFoundError(2, "No such file or directory", path) from None


def make_folders(name: Any, mode: int = 0o777, exist_ok: bool = False) -> None:
    """`os.makedirs`."""
    if not in_memory():
        os.makedirs(name, mode, exist_ok)
        return
    missing = [os.path.abspath(os.fsdecode(name))]
    while not is_folder(os.path.dirname(missing[-1])):
        missing.append(os.path.dirname(missing[-1]))
    for folder in reversed(missing[1:]):
        _make_unless_there(folder)
    _make_unless_there(missing[0]) if exist_ok else make_folder(name)


def _make_unless_there(folder: str) -> None:
    """Somebody else may make it at the same time."""
    try:
        make_folder(folder)
    except FileExistsError:
        if not is_folder(folder):
            raise


def remove_folder(path: Any, *, dir_fd: int | None = None) -> None:
    """`os.rmdir`, in one step: what lies in it is looked at when it goes."""
    if not in_memory() or dir_fd is not None:
        os.rmdir(path, dir_fd=dir_fd)
        return
    found = os.path.abspath(os.fsdecode(path))
    touch(found, WRITE, named=True, besides=os.path.join(found, ""))
    if not disk_of().is_folder(found):
        if disk_of().content(found) is None:
            raise FileNotFoundError(2, "No such file or directory", path)
        raise NotADirectoryError(20, "Not a directory", path)
    if disk_of().names_in(found):
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), path)
    disk_of().remove_folder(found)


def is_folder(path: str) -> bool:
    """Whether it is one; declared."""
    touch(path, READ)
    return disk_of().is_folder(path)


def fdopen(fd: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, *more: Any, **others: Any) -> Any:
    """`os.fdopen`."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    return open_file(fd, mode, buffering, encoding, *more, **others)


def _os(_: ModuleType) -> Mapping[str, Any]:
    moving = {"remove": remove, "unlink": remove, "replace": replace, "rename": replace}
    return {**moving, "mkdir": make_folder, "makedirs": make_folders, "rmdir": remove_folder, "fdopen": fdopen}


def _path(real: ModuleType) -> Mapping[str, Any]:
    return {
        "exists": _asking(real.exists, lambda path, content: content is not None or disk_of().is_folder(path)),
        "isdir": _asking(real.isdir, lambda path, content: content is None and disk_of().is_folder(path)),
        "isfile": _asking(real.isfile, lambda _, content: content is not None),
        "getsize": _asking(real.getsize, _size),
    }


MODELS = (ModelModule("os", _os), ModelModule("os.path", _path))
