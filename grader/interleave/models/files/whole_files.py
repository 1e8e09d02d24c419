"""`pathlib.Path` where it reads and writes files: over those in memory, as `open` is.

Its objects are the library's own, so what stands for these methods is put in their place where the program calls them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from . import listings, paths
from .opened import open_file, unseen

FILES_TOO = sys.version_info >= (3, 13)
"""Whether `**` at the end of a pattern stands for files as well as folders."""
_ABOUT = {model.name: model.replace(os.path) for model in paths.MODELS if model.name == "os.path"}["os.path"]


def instead_of(method: MethodType) -> MethodType | None:
    """What to call in place of a method; None for most, which are called as they are."""
    function = method.__func__
    model = _MODELS.get(function) if type(function) is FunctionType else None
    return None if model is None else MethodType(model, method.__self__)


def _open(self: Path, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None, newline: Any = None) -> Any:  # fmt: skip
    return open_file(self, mode, buffering, encoding, errors, newline)


def _read_text(self: Path, encoding: Any = None, errors: Any = None, newline: Any = None) -> Any:
    with open_file(self, "r", -1, encoding, errors, newline) as file:
        return file.read()


def _write_text(self: Path, data: Any, encoding: Any = None, errors: Any = None, newline: Any = None) -> Any:
    if not isinstance(data, str):
        raise TypeError(f"data must be str, not {type(data).__name__}")
    with open_file(self, "w", -1, encoding, errors, newline) as file:
        return file.write(data)


def _read_bytes(self: Path) -> Any:
    with open_file(self, "rb") as file:
        return file.read()


def _write_bytes(self: Path, data: Any) -> Any:
    view = memoryview(data)
    with open_file(self, "wb") as file:
        return file.write(view)


def _exists(self: Path, **_: Any) -> Any:
    return _ABOUT["exists"](self)  # type: ignore[index]


def _is_file(self: Path, **_: Any) -> Any:
    return _ABOUT["isfile"](self)  # type: ignore[index]


def _is_dir(self: Path, **_: Any) -> Any:
    return _ABOUT["isdir"](self)  # type: ignore[index]


def _unlink(self: Path, missing_ok: bool = False) -> None:
    if not (missing_ok and not _exists(self)):
        paths.remove(self)


def _rename(self: Path, target: Any) -> Path:
    paths.replace(self, target)
    return type(self)(target)


def _replace(self: Path, target: Any) -> Path:
    return _rename(self, target)


def _mkdir(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
    if parents:
        paths.make_folders(self.parent, exist_ok=True)
    try:
        paths.make_folder(self, mode)
    except FileExistsError:
        if not (exist_ok and _is_dir(self)):
            raise


def _rmdir(self: Path) -> None:
    paths.remove_folder(self)


def _touch(self: Path, mode: int = 0o666, exist_ok: bool = True) -> None:  # noqa: ARG001  the disk knows rights
    with open_file(self, "a" if exist_ok else "x"):
        pass


def _iterdir(self: Path) -> Iterator[Path]:
    return iter([self / name for name in listings.listdir(self)])


def _glob(self: Path, pattern: str, **more: Any) -> Iterator[Path]:
    if more and paths.in_memory():
        unseen("Path.glob()")
    if more or not paths.in_memory():
        return iter(self.glob(pattern, **more))
    parts = [part for part, alike in groupby(Path(pattern).parts) for part in (alike if part != "**" else ["**"])]
    if not parts:
        raise ValueError(f"Unacceptable pattern: {pattern!r}")
    found = listings.matching(str(self), parts, hidden=True)
    folders = listings.wants_folders(str(pattern)) or (parts[-1] == "**" and not FILES_TOO)
    return (Path(path) for path in found if not folders or paths.is_folder(path))


def _rglob(self: Path, pattern: str, **more: Any) -> Iterator[Path]:
    return _glob(self, f"**/{pattern}", **more)


def _walk(
    self: Path, top_down: bool = True, on_error: Any = None, follow_symlinks: bool = False
) -> Iterator[tuple[Path, list[str], list[str]]]:
    for folder, folders, files in listings.walk(self, top_down, on_error, follow_symlinks):
        yield Path(folder), folders, files


_MODELS: dict[FunctionType, Any] = {
    getattr(Path, model.__name__.removeprefix("_")): model
    for model in (
        _open,
        _read_text,
        _write_text,
        _read_bytes,
        _write_bytes,
        _exists,
        _is_file,
        _is_dir,
        _unlink,
        _rename,
        _replace,
        _mkdir,
        _rmdir,
        _touch,
        _iterdir,
        _glob,
        _rglob,
        *([_walk] if hasattr(Path, "walk") else []),
    )
}
