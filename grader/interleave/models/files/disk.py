"""The files of one run: in memory, so that the next run finds what this one found."""

from __future__ import annotations

import builtins
import contextlib
import os
import shutil
import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, Final

from ...actor import Actor, current_actor, is_controlled

if TYPE_CHECKING:
    from ...run.scheduler import Run

MOST_BYTES: Final = 64 * 1024 * 1024
"""Of one file that is read into memory."""


class Disk:
    """The files of one run."""

    def __init__(self) -> None:
        self._files: dict[str, bytearray | None] = {}
        """By absolute path; None: it is not there."""
        self._folders: set[str] = set()
        """Those that were made in this run, and are in memory only."""
        self._gone: set[str] = set()
        """Those on the real disk that were removed in this run, with all in them."""
        self._elsewhere: set[str] = set()
        """Those that somebody writes who knows nothing of this memory, as a database does: they are on the real disk alone."""
        self._before: dict[str, bytearray | None] = {}
        """What was on the real disk where something was laid out."""
        self._made: list[str] = []
        """Folders that were laid out."""
        self._unmade: list[str] = []
        """Folders that are to be there again."""
        self._temporary: dict[int, int] = {}
        self.written = False
        """Whether something in memory may be other than on the disk."""
        self._open: dict[Hashable, weakref.ref[Any]] = {}
        """By handle."""
        self._busy: dict[Hashable, Actor] = {}
        """Who is at the disk for an open file, by its handle."""
        self._count = 0

    def content(self, path: str) -> bytearray | None:
        """What a file holds, or None."""
        if path in self._elsewhere:
            return _really(path)
        if path not in self._files:
            self._files[path] = None if self._is_gone(path) else _really(path)
        return self._files[path]

    def let_go(self, path: str) -> None:
        """From now on it is on the real disk alone, as it is here, until somebody writes it here; so is its folder."""
        self._lay_out_folders(folder for folder in self._folders if path.startswith(folder + os.sep))
        if path in self._files or self._is_gone(path):
            _leave(path, self.content(path))
            del self._files[path]
        self._elsewhere.add(path)

    def lay_out(self) -> None:
        """Have all that is in memory on the real disk, for somebody who looks there and may change it."""
        for place in self._gone:
            for folder, _, names in os.walk(place):
                self._unmade.append(folder)
                for path in (os.path.join(folder, name) for name in names):
                    self._before.setdefault(path, _really(path))
            shutil.rmtree(place, ignore_errors=True)
        for path in self._removed():
            self._before.setdefault(path, _really(path))
            _leave(path, None)
        self._lay_out_folders(self._folders)
        for path, content in self._files.items():
            before = _really(path)
            if before != content:
                self._before.setdefault(path, before)
                _leave(path, content)
        self._files, self._folders, self._gone = {}, set(), set()

    def _removed(self) -> list[str]:
        """Files that go before anything is made: a folder may be called as one of them was."""
        return [path for path, content in self._files.items() if content is None and path in self._folders]

    def _lay_out_folders(self, folders: Iterable[str]) -> None:
        for folder in sorted(folder for folder in folders if not os.path.isdir(folder)):
            os.makedirs(folder)
            self._made.append(folder)

    def take_back(self) -> None:
        """Nothing is left of what was laid out."""
        for folder in self._made:
            shutil.rmtree(folder, ignore_errors=True)
        for folder in self._unmade:
            os.makedirs(folder, exist_ok=True)
        for path, before in self._before.items():
            _leave(path, before)
        self._files, self._before, self._made, self._unmade = {}, {}, [], []

    def make(self, path: str) -> bytearray:
        """A new, empty file in place of whatever was there."""
        if not self.is_folder(os.path.dirname(path) or "."):
            raise FileNotFoundError(2, "No such file or directory", path)
        found = bytearray()
        self.put(path, found)
        return found

    def put(self, path: str, content: bytearray | None) -> None:
        """A file holds this now; None: it is gone."""
        self.written = True
        self._elsewhere.discard(path)
        self._files[path] = content

    def is_folder(self, path: str) -> bool:
        """Whether this is a folder, in memory or on the disk."""
        return path in self._folders or (os.path.isdir(path) and not self._is_gone(path))

    def _is_gone(self, path: str) -> bool:
        return any(path == place or path.startswith(place + os.sep) for place in self._gone)

    def folders_made(self) -> frozenset[str]:
        """Folders in memory."""
        return frozenset(self._folders)

    def make_folder(self, path: str) -> None:
        """A new folder, in one that is there."""
        if not self.is_folder(os.path.dirname(path)):
            raise FileNotFoundError(2, "No such file or directory", path)
        self.written = True
        self._folders.add(path)

    def remove_folder(self, path: str) -> None:
        """The folder, in which nothing is left, is gone."""
        self.written = True
        self._folders.discard(path)
        if os.path.isdir(path):
            self._gone.add(path)

    def names_in(self, folder: str) -> list[str]:
        """What lies in a folder: in the order of the disk, then what was made in this run."""
        on_disk = os.path.isdir(folder) and not self._is_gone(folder)
        names = dict.fromkeys(
            name for name in (os.listdir(folder) if on_disk else ()) if not self._is_gone(os.path.join(folder, name))
        )
        for path, content in self._files.items():
            if os.path.dirname(path) == folder:
                names.pop(os.path.basename(path), None) if content is None else names.setdefault(os.path.basename(path))
        names.update((os.path.basename(path), None) for path in self._folders if os.path.dirname(path) == folder)
        return list(names)

    def temporary(self, actor: int) -> int:
        """How many temporary names this actor has had, with one more."""
        self._temporary[actor] = self._temporary.get(actor, 0) + 1
        return self._temporary[actor]

    def opened(self, handle: Hashable, file: Any) -> None:
        """Remember an open file: what is in its buffers is written when the program ends."""
        self._open[handle] = weakref.ref(file)

    def file_of(self, handle: Hashable) -> Any:
        """The open file, or None if it is gone."""
        return self._open[handle]()

    @contextlib.contextmanager
    def at(self, handle: Hashable) -> Iterator[None]:
        """Who is in here is at the disk for this open file."""
        if is_controlled():
            self._busy[handle] = current_actor()
        try:
            yield
        finally:
            self._busy.pop(handle, None)

    def is_busy(self, handle: Hashable, actor: Actor) -> bool:
        """Whether somebody else is at the disk for it."""
        return self._busy.get(handle, actor) is not actor

    def handle(self) -> int:
        """A number for one more open file."""
        self._count += 1
        return self._count

    def write_back(self) -> None:
        """Leave behind what a program that really ran would leave."""
        for file in filter(None, (reference() for reference in self._open.values())):
            if not file.closed and file.writable():
                file.flush()
        for folder in self._gone:
            shutil.rmtree(folder, ignore_errors=True)
        for path in self._removed():
            _leave(path, None)
        for folder in sorted(self._folders):
            os.makedirs(folder, exist_ok=True)
        for path, content in self._files.items():
            _leave(path, content)
        self._before, self._made, self._unmade = {}, [], []


def looked_at(run: Run, what: str) -> None:
    """Somebody looks at the real disk by himself, which is said: what was written is in memory, and is laid out there until the run is over."""
    run.escape(what)
    if run.disk is not None:
        run.disk.lay_out()
        to_be_taken_back(run)


def to_be_taken_back(run: Run) -> None:
    """What is laid out for this run is not there for the next."""
    take_back = run.disk.take_back
    if take_back not in run.world.refreshed:
        run.world.refreshed[:] = [*filterfalse(_takes_back, run.world.refreshed), take_back]


@contextlib.contextmanager
def nothing_left(refreshed: list[Callable[[], None]]) -> Iterator[None]:
    """Of what the last order laid out; `refreshed` is asked before each run."""
    try:
        yield
    finally:
        for take_back in filter(_takes_back, refreshed):
            take_back()


def _takes_back(refresh: Callable[[], None]) -> bool:
    return getattr(refresh, "__func__", None) is Disk.take_back


def _leave(path: str, content: bytearray | None) -> None:
    """Have it so on the real disk."""
    with contextlib.suppress(OSError):
        if content is None:
            os.unlink(path)
        elif content != _really(path):
            with builtins.open(path, "wb") as real:
                real.write(content)


def _really(path: str) -> bytearray | None:
    """What it holds on the real disk, or None."""
    if os.path.isdir(path):  # asked before, since Windows says of a folder that one may not read it
        return None
    try:
        with builtins.open(path, "rb") as real:
            return bytearray(real.read(MOST_BYTES))
    except (FileNotFoundError, NotADirectoryError):  # a file of the disk's may be a folder in memory
        return None
