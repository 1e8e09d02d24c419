"""`open`: files that live in memory while a schedule runs, so that the next one finds what this one found.

What is really there is read from the disk when it is first opened. Python's own buffers and text layers stand above;
below them each read, write and truncation of a file is a step, so that two threads that count in a file race as
they do in life. A search leaves nothing behind; a single run writes everything back when it is over.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Hashable
from typing import Any

from ...actor import current_actor, is_controlled
from ...instrument.sites import HANDLE, Access, noticing_actor
from ...operations import APPENDS, OPENS, READ, WRITE
from .descriptors import descriptor
from .disk import Disk, looked_at
from .pipes import is_pipe


class RawFile(io.RawIOBase):
    """An open file, below Python's buffers."""

    def __init__(self, path: str, name: Any, mode: str) -> None:
        self.name, self.mode = name, mode
        self._path, self._disk = path, disk_of()
        self.handle: tuple[str, int] = (HANDLE, self._disk.handle())
        self._position = 0
        self._reads = "r" in mode or "+" in mode
        self._writes = any(letter in mode for letter in "wax+")
        self._appends = "a" in mode
        self._declare(makes="r" not in mode and self._disk.content(path) is None)
        self._disk.written = self._disk.written or self._writes
        content = self._disk.content(path)
        if "x" in mode and content is not None:
            raise FileExistsError(17, "File exists", name)
        if content is None and "r" in mode:
            raise FileNotFoundError(2, "No such file or directory", name)
        if content is None:
            touch_folder_of(path)
        if content is None or "w" in mode:
            self._disk.make(path)

    def _declare(self, *, makes: bool) -> None:
        """It is opened; again, if it was removed meanwhile, so that it is made here."""
        touch(self._path, WRITE if self._writes else READ, named=makes, kind=OPENS if self._appends else "")
        if not makes and "r" not in self.mode and self._disk.content(self._path) is None:
            self._declare(makes=True)

    def _touch(self, access: int, kind: str = "") -> None:
        with self._disk.at(self.handle):
            touch(self._path, access, kind=kind)

    @property
    def _content(self) -> bytearray:
        content = self._disk.content(self._path)
        return bytearray() if content is None else content

    def readinto(self, buffer: Any) -> int:
        """Read what there is."""
        if not self._reads:
            raise io.UnsupportedOperation("not readable")
        self._touch(READ)
        found = self._content[self._position : self._position + len(buffer)]
        buffer[: len(found)] = found
        self._position += len(found)
        return len(found)

    def write(self, data: Any) -> int:
        """Write it where the file stands (at its end, if it was opened to append)."""
        if not self._writes:
            raise io.UnsupportedOperation("not writable")
        self._touch(WRITE, APPENDS if self._appends else "")
        taken, content = bytes(data), self._content
        start = len(content) if self._appends else self._position
        if start > len(content):
            content.extend(bytes(start - len(content)))
        content[start : start + len(taken)] = taken
        self._position = start + len(taken)
        return len(taken)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stand somewhere else."""
        if whence == 2:
            self._touch(READ)
        self._position = max(0, offset + (0, self._position, len(self._content))[whence])
        return self._position

    def truncate(self, size: int | None = None) -> int:
        """Cut it off."""
        if not self._writes:
            raise io.UnsupportedOperation("truncate")
        self._touch(WRITE)
        end = self._position if size is None else size
        content = self._content
        del content[end:]
        content.extend(bytes(end - len(content)))
        return end

    def readable(self) -> bool:
        """As it was opened."""
        return self._reads

    def writable(self) -> bool:
        """As it was opened."""
        return self._writes

    def seekable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """Behind it there is nothing."""
        return descriptor(self.handle[1])


def touch(path: str, access: int, *, named: bool = False, kind: str = "", besides: str = "") -> None:
    """Declare an access to a file. `named`: it is made or removed, so that its folder's names change; `besides`: so is this one."""
    actor = noticing_actor()
    if actor is not None:
        folder, name = os.path.split(path)
        site = actor.run.world.site_of_a_model(("file", name), name)
        target: tuple[Hashable, Hashable] = (("file", path), None)
        also: tuple[tuple[Hashable, int], ...] = ()
        if named:
            target, also = (("names", folder), name), ((("file", path), access),)
        if besides:
            also = (*also, (("names", os.path.dirname(besides)), access), (("file", besides), access))
        kind = kind or ("reads" if access == READ else "writes")
        actor.run.interruptible()  # whoever goes to the disk lets others go on
        actor.run.touch(actor, Access(kind, target[0], access, site, None, target[1], also=also))


def look_through(folder: str) -> None:
    """Declare that all names in a folder are read."""
    actor = noticing_actor()
    if actor is not None:
        name = os.path.basename(folder)
        site = actor.run.world.site_of_a_model(("names", name), name)
        actor.run.touch(actor, Access("reads", ("names", folder), READ, site, also=((("file", folder), READ),)))


def touch_folder_of(path: str) -> None:
    """Declare that something is made in a folder, which somebody may make in this run."""
    folder = os.path.dirname(path) or "."
    if folder in disk_of().folders_made() or not disk_of().is_folder(folder):
        touch(folder, READ)


def unseen(what: str) -> None:
    """Something looks at the disk itself: where what was written is in memory only, that is said."""
    if disk_of().written:
        looked_at(current_actor().run, what)


def disk_of() -> Disk:
    """The files of the run in progress."""
    run = current_actor().run
    if run.disk is None:
        run.disk = Disk()
    disk: Disk = run.disk
    return disk


def open_file(
    file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None, newline: Any = None,
    closefd: bool = True, opener: Any = None,
) -> Any:  # fmt: skip
    """`open`, over files in memory; what is no ordinary file is opened for real, and that is said."""
    if not is_controlled():
        return builtins.open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    newline = line_ends(mode, newline)
    if current_actor().run.world.real_files:
        return builtins.open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    path = None if isinstance(file, int) or opener is not None else os.path.abspath(os.fsdecode(file))
    if path is not None and path in disk_of().folders_made():
        raise IsADirectoryError(21, "Is a directory", file)
    if path is None or (os.path.exists(path) and not os.path.isfile(path)):
        current_actor().run.escape("open()")
        if isinstance(file, int) and "r" in mode and is_pipe(file):
            current_actor().run.stop("engine_fault", "reading from a pipe of the system's cannot be simulated")
        return builtins.open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    _check(mode, buffering, encoding, errors, newline)
    raw = RawFile(path, file, mode.replace("t", "").replace("b", ""))
    layered = _layered(raw, mode, buffering, encoding, errors, newline)
    raw._disk.opened(raw.handle, layered)
    layer = layered
    while layer is not raw:
        layer.handle = raw.handle
        layer = layer.buffer if isinstance(layer, io.TextIOWrapper) else layer.raw
    return layered


def line_ends(mode: str, newline: Any, system: str = os.linesep) -> Any:
    """What to ask `open` for: lines that are written end on every system as where a class is graded."""
    plain = newline is None and system != "\n" and isinstance(mode, str) and not set("rb+") & set(mode)
    return "\n" if plain else newline


def _check(mode: str, buffering: int, encoding: Any, errors: Any, newline: Any) -> None:
    """Refuse what the real one refuses, in its words."""
    with builtins.open(os.devnull, mode.replace("x", "w"), buffering, encoding, errors, newline):
        pass


def _layered(raw: RawFile, mode: str, buffering: int, encoding: Any, errors: Any, newline: Any) -> Any:
    """The same layers as `io.open` puts above."""
    if buffering == 0:
        return raw
    line_buffering = buffering == 1
    size = io.DEFAULT_BUFFER_SIZE if buffering < 2 else buffering
    kind: Any = io.BufferedRandom if "+" in mode else io.BufferedWriter if raw.writable() else io.BufferedReader
    buffer = kind(raw, size)
    if "b" in mode:
        return buffer
    text = io.TextIOWrapper(buffer, encoding, errors, newline, line_buffering)
    text.mode = mode  # type: ignore[misc]
    if "a" in mode:
        text.seek(0, 2)
    return text
