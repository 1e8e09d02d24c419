"""`tempfile`: folders and files in memory, like those that `open` makes.

Their names are made of who asks, and for the how manieth time, so that no order gives one to another: where the real ones are
random, too, nobody may rely on them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from ...actor import can_be_noticed, current_actor
from ...operations import WRITE
from ..generic import subscripted_as
from ..patch import ModelModule
from .opened import disk_of, open_file, touch
from .paths import in_memory, remove
from .trees import remove_tree


def _new_path(suffix: str | None, prefix: str | None, folder: Any) -> str:
    place = os.path.abspath(os.fsdecode(folder or tempfile.gettempdir()))
    number = disk_of().temporary(current_actor().index)
    return os.path.join(place, f"{prefix or 'tmp'}{current_actor().index}_{number}{suffix or ''}")


def mkdtemp(suffix: str | None = None, prefix: str | None = None, dir: Any = None) -> str:
    """`tempfile.mkdtemp`."""
    if not in_memory():
        return tempfile.mkdtemp(suffix, prefix, dir)
    path = _new_path(suffix, prefix, dir)
    touch(path, WRITE, named=True)
    disk_of().make_folder(path)
    return path


class TemporaryDirectory:
    """`tempfile.TemporaryDirectory`; what is in it goes with it."""

    def __init__(
        self, suffix: str | None = None, prefix: str | None = None, dir: Any = None,
        ignore_cleanup_errors: bool = False, *, delete: bool = True,
    ) -> None:  # fmt: skip
        self.name = mkdtemp(suffix, prefix, dir)
        self._delete = delete
        self._forgiven = OSError if ignore_cleanup_errors else FileNotFoundError

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, *_: object) -> None:
        if self._delete:
            self.cleanup()

    def cleanup(self) -> None:
        """Remove the folder."""
        self._delete = False
        if in_memory():
            remove_tree(self.name, self._forgiven)
        else:
            shutil.rmtree(self.name, ignore_errors=True)

    def __del__(self) -> None:
        """Whoever drops it last removes it, which others may notice."""
        if self.__dict__.get("_delete") and can_be_noticed():
            self.cleanup()


class _TemporaryFile:
    """An open file that goes when it is closed."""

    def __init__(self, file: Any, path: str, *, delete: bool) -> None:
        self.file, self.name, self._delete = file, path, delete

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["file"], name)

    def __enter__(self) -> Any:
        self.file.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.file)

    def close(self) -> None:
        """Close it, and remove it."""
        if not self.file.closed:
            self.file.close()
            if self._delete:
                remove(self.name)

    def __del__(self) -> None:
        """The same, for whoever drops it last."""
        if "_delete" in self.__dict__ and can_be_noticed():
            self.close()


def named_temporary_file(
    mode: str = "w+b", buffering: int = -1, encoding: Any = None, newline: Any = None, suffix: str | None = None,
    prefix: str | None = None, dir: Any = None, delete: bool = True, *, errors: Any = None, **more: Any,
) -> Any:  # fmt: skip
    """`tempfile.NamedTemporaryFile`."""
    if not in_memory():
        return tempfile.NamedTemporaryFile(
            mode, buffering, encoding, newline, suffix, prefix, dir, delete, errors=errors, **more
        )
    if not more.get("delete_on_close", True):
        current_actor().run.escape("NamedTemporaryFile(delete_on_close=False)")
    path = _new_path(suffix, prefix, dir)
    return _TemporaryFile(open_file(path, mode, buffering, encoding, errors, newline), path, delete=delete)


def temporary_file(
    mode: str = "w+b", buffering: int = -1, encoding: Any = None, newline: Any = None, suffix: str | None = None,
    prefix: str | None = None, dir: Any = None, *, errors: Any = None,
) -> Any:  # fmt: skip
    """`tempfile.TemporaryFile`."""
    return named_temporary_file(mode, buffering, encoding, newline, suffix, prefix, dir, errors=errors)


def _tempfile(_: ModuleType) -> Mapping[str, Any]:
    return {
        "mkdtemp": mkdtemp,
        "TemporaryDirectory": TemporaryDirectory,
        "NamedTemporaryFile": named_temporary_file,
        "TemporaryFile": temporary_file,
    }


subscripted_as(tempfile.TemporaryDirectory, TemporaryDirectory)
MODELS = (ModelModule("tempfile", _tempfile),)
