"""Whether a worker left anything in the scratch: asked of the kernel, and read off nothing that a worker can set.

How many blocks and files a file system in memory holds is counted by the kernel. When an entry was last changed in any
way (its content, mode, names or attributes) is stamped by it, and nobody in here can set that stamp or the clock. Three
things leave no stamp, and are looked at themselves:

- what is written through a map of a file, also behind its end, in the rest of its last page;
- a file that never had a name takes a number all the same: the next one's number shows it;
- the hint how long one's writes will live, which whoever owns a file may change.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import stat
import sys
import time
from collections.abc import Iterator

assert sys.platform != "win32"

COARSE_CLOCK = 5
"""CLOCK_REALTIME_COARSE, the one that stamps are taken from; `time` has no name for it."""
PAUSE_S = 0.0005
MOST_COMPARED = 4 << 20
"""Bytes of files; who brings more has a mould for each check."""
_HINT = 1035
"""F_GET_RW_HINT."""
Stamp = tuple[int, ...]
Inside = tuple[bytes, bytes]

_map, _unmap = (ctypes.CDLL(None, use_errno=True)[name] for name in ("mmap", "munmap"))
_map.restype = ctypes.c_void_p
_map.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
_unmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]


class Traces:
    """Remembers how the scratch is before there is a worker."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._paths = [folder, *_below(folder)]
        self._next = next_number(folder) + 1
        self._before = self._stamps()
        few = sum(stamp[3] for stamp in self._before[1:]) <= MOST_COMPARED
        self._inside = self._insides() if few else None
        self._let_the_clock_move()

    def none(self) -> bool:
        """Whether everything is as it was, and nothing is there that was not. Asked when no worker is left."""
        try:
            return (
                self._inside is not None
                and self._stamps() == self._before
                and self._insides() == self._inside
                and self._is_next(next_number(self._folder))
            )
        except OSError:
            return False  # something is gone

    def _insides(self) -> list[Inside] | None:
        """None where something is closed to us."""
        try:
            return [_inside(path) for path in self._paths]
        except OSError:
            return None

    def _is_next(self, number: int) -> bool:
        expected, self._next = self._next, number + 1
        return number == expected

    def _stamps(self) -> list[Stamp]:
        held = os.statvfs(self._folder)
        return [(held.f_bfree, held.f_ffree), *map(_stamp, self._paths)]

    def _let_the_clock_move(self) -> None:
        """A change in the same tick of the clock would have the same stamp."""
        latest = max(stamp[-1] for stamp in self._before[1:])
        while time.clock_gettime_ns(COARSE_CLOCK) <= latest:
            time.sleep(PAUSE_S)


def next_number(folder: str) -> int:
    """The number of the next file, taken by one without a name."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, "there is no such file here")
    descriptor = os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        return os.fstat(descriptor).st_ino
    finally:
        os.close(descriptor)


def _stamp(path: str) -> Stamp:
    found = os.lstat(path)
    return found.st_ino, found.st_mode, found.st_nlink, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _inside(path: str) -> Inside:
    """What an entry has of which no stamp tells. Only of one whose stamp is as it was: it is what we made it. A link (on the
    way to an interpreter that lies in a temporary folder) has nothing but its stamp."""
    if os.path.islink(path):
        return b"", b""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        found = os.fstat(descriptor)
        return _hint(descriptor), _pages(descriptor, found.st_size) if stat.S_ISREG(found.st_mode) else b""
    finally:
        os.close(descriptor)


def _hint(descriptor: int) -> bytes:
    try:
        return fcntl.fcntl(descriptor, _HINT, bytes(8))
    except OSError:
        return b""  # this kernel has none


def _pages(descriptor: int, size: int) -> bytes:
    """All that the pages of a file hold, to the end of the last one."""
    length = -(-size // mmap.PAGESIZE) * mmap.PAGESIZE
    if not length:
        return b""
    address = _map(None, length, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, 0)
    if address in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "a file cannot be mapped")
    try:
        return bytes((ctypes.c_char * length).from_address(address))
    finally:
        _unmap(address, length)


def _below(folder: str) -> Iterator[str]:
    """Of our own layout: no worker has been here yet."""
    for place, folders, files in os.walk(folder):
        yield from (os.path.join(place, name) for name in (*folders, *files))
