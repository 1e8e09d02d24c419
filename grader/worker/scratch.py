"""The worker's own folder: made, filled by value, read by name, and removed without walking into traps.

Layout: `work/` (the submission; the program's working folder), `tmp/` (for `tempfile`), `told/` (what the
processes of a real run tell about themselves).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

POOL = "grade-pool-"
"""How the name of a pool's folder begins."""
FILES_LIMIT = 4 * 1024 * 1024
REMOVALS = 200_000
PATIENCE_S, PAUSE_S = 1.0, 0.02
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
"""How a folder is opened, and nothing else."""
_LEADING = ":\\" if os.name == "nt" else ""
"""Letters by which a name leads to another disk, folder or stream. Elsewhere they are letters: a Mac's files of a certain hour have colons."""


def name() -> str:
    """Of a scratch folder that is still to be made: short, since paths of sockets below it must fit into 103 bytes on macOS, whose folder takes 48."""
    return f"grade-{os.urandom(6).hex()}"


def make(parent: str, called: str = "") -> Path:
    """A new scratch folder, `called` as was said before."""
    folder = Path(parent, called or name())
    folder.mkdir(mode=0o700)
    try:
        for part in ("work", "tmp", "told"):
            (folder / part).mkdir()
    except OSError:
        remove(folder)
        raise
    return folder


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by relative POSIX name below `folder`; a name that leads elsewhere is refused."""
    for name, data in files.items():
        path = PurePosixPath(name)
        elsewhere = path.is_absolute() or not path.parts or ".." in path.parts
        if elsewhere or any(letter in name for letter in _LEADING):
            raise ValueError(f"{name!r} is no name of a file in a submission")
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def read(folder: str, names: list[str]) -> dict[str, bytes]:
    """The named regular files, cut at a limit; what is missing, a link or a device is left out."""
    found: dict[str, bytes] = {}
    left = FILES_LIMIT
    for name in names:
        data = _read_regular(f"{folder}{os.sep}{name}", left)
        if data is not None:
            found[name] = data
            left -= len(data)
    return found


def _read_regular(path: str, limit: int) -> bytes | None:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(limit)


def remove(folder: Path) -> None:
    """Remove the folder, however deep or odd what lies in it: no recursion, no link is followed.

    Each folder inside is emptied of its files and its own folders are lifted to the top, so that the depth
    handled is always one. Gives up quietly after a bound: the system's own clean-up of temporary files remains.
    """
    if os.rename not in os.supports_dir_fd:
        _remove_by_path(folder)
        return
    top = os.open(folder, FOLDER)
    try:
        _Removal(top).run()
    finally:
        os.close(top)
    try:
        folder.rmdir()
    except OSError:
        pass  # the bound was reached, or a process that could not be killed still writes


class _Removal:
    """Empties the folder open as `top`, within a bound."""

    def __init__(self, top: int) -> None:
        self._top = top
        self._left = REMOVALS
        self._lifted = 0

    def run(self) -> None:
        """Round after round until nothing is left: a folder that changes while it is read may need several."""
        while self._left > 0:
            entries = _entries(self._top)
            if not entries:
                return
            for name, is_folder in islice(entries, self._left):
                if is_folder:
                    self._flatten(name)
                else:
                    self._try(os.unlink, name, dir_fd=self._top)

    def _flatten(self, name: str) -> None:
        """Empty one folder at the top; what does not fit into one round stays for the next."""
        try:
            _let_in(name, dir_fd=self._top)
            folder = os.open(name, FOLDER, dir_fd=self._top)
        except OSError:
            self._left -= 1
            return
        try:
            for inner, is_folder in _entries(folder):
                if is_folder:
                    self._lift(inner, folder)
                else:
                    self._try(os.unlink, inner, dir_fd=folder)
        finally:
            os.close(folder)
        self._try(os.rmdir, name, dir_fd=self._top)

    def _lift(self, name: str, folder: int) -> None:
        self._lifted += 1
        self._try(_let_in, name, dir_fd=folder)  # moving a folder writes its `..` entry
        lifted = f".lifted-{self._lifted}"
        self._try(os.rename, name, lifted, src_dir_fd=folder, dst_dir_fd=self._top)

    def _try(self, act: Callable[..., None], *args: object, **where: int) -> None:
        self._left -= 1
        try:
            act(*args, **where)
        except OSError:
            pass  # it may go in the next round; the bound ends what never does


def _let_in(name: str, *, dir_fd: int) -> None:
    """Open a folder up to its owner; not what a link leads to that somebody has just put in its place. OSError."""
    if not hasattr(os, "O_PATH"):
        os.chmod(name, 0o700, dir_fd=dir_fd, follow_symlinks=False)
        return
    folder = os.open(name, os.O_PATH | FOLDER, dir_fd=dir_fd)
    try:
        os.chmod(f"/proc/self/fd/{folder}", 0o700)
    finally:
        os.close(folder)


def _entries(folder: int, at_most: int = 10_000) -> list[tuple[str, bool]]:
    with os.scandir(folder) as entries:
        return [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in islice(entries, at_most)]


def _remove_by_path(folder: Path) -> None:
    """Where folders cannot be held open (Windows). Nor can a file be removed there that somebody has open, and whoever was ended
    lets go a little later."""
    until = time.monotonic() + PATIENCE_S
    _empty(folder)
    while folder.exists() and time.monotonic() < until:
        time.sleep(PAUSE_S)
        _empty(folder)


def _empty(folder: Path) -> None:
    """Bottom up, by path, without recursion. What leads elsewhere (a link, on Windows a junction) goes, and nobody follows it."""
    folders = [str(folder)]
    for path in folders:
        for entry in _listed(path):
            if entry.is_dir(follow_symlinks=False) and not leads_elsewhere(entry):
                folders.append(entry.path)
            else:
                _quietly(os.unlink, entry.path)
    for path in reversed(folders):
        _quietly(os.rmdir, path)


def _listed(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:
        return []  # it is gone, or may go in the next round


def leads_elsewhere(folder: os.DirEntry[str]) -> bool:
    """Whether what looks like a folder is a way to another: a junction, which Python calls no link (before 3.12 it has no word
    for it at all)."""
    return bool(getattr(folder.stat(follow_symlinks=False), "st_reparse_tag", 0))


def _quietly(act: Callable[[str], None], path: str) -> None:
    try:
        act(path)
    except OSError:  # a file that is still open: it may go later, or is left to the system's clean-up
        if not os.path.islink(path):
            _let_go(path)


def _let_go(path: str) -> None:
    """A file that only may be read cannot be removed on Windows."""
    try:
        os.chmod(path, stat.S_IRWXU)
    except OSError:
        pass  # it is gone meanwhile
