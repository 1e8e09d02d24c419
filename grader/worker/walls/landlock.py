"""Landlock: this process may touch only the named parts of the file system, and signal only its own kind.

Needs no right but `no_new_privs`. What a kernel's version knows is asked for; whether it works is for `probe` to
see. Not covered by any version: looking at a file's metadata, and (before 9) connecting to sockets in folders.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

assert sys.platform != "win32"

from grader.worker.walls import syscalls

EXECUTE, WRITE, READ, READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, DEVICE_REQUESTS = 1 << 14, 1 << 15
ON_FILES = EXECUTE | WRITE | READ | TRUNCATE | DEVICE_REQUESTS
READING = EXECUTE | READ | READ_FOLDER
DEVICE = READ | WRITE | DEVICE_REQUESTS
_BITS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_TCP = 0b11
_SIGNALS = 0b10
_SIGNALS_AND_ABSTRACT_SOCKETS = 0b11
_VERSION, _BENEATH = 1, 1


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """What the kernel knows of Landlock; OSError where it knows nothing, or it is switched off."""
    return syscalls.call("landlock_create_ruleset", None, 0, _VERSION)


def everything(known: int) -> int:
    """All that a kernel of this version can withhold in the file system."""
    return int((1 << _BITS[min(known, max(_BITS))]) - 1)


def confine(
    *, reads: Iterable[str], writes: Iterable[str], devices: Iterable[str] = (), lists: Iterable[str] = ()
) -> None:
    """From now on these paths can be read (and run), those written as well, and nothing else; no TCP; no signals
    to others and no abstract sockets of theirs, where the kernel can."""
    known = version()
    handled = everything(known)
    ruleset = _Ruleset(handled, _TCP if known >= 4 else 0, _SIGNALS_AND_ABSTRACT_SOCKETS if known >= 6 else 0)
    with _in_force(ruleset, 24 if known >= 6 else 16 if known >= 4 else 8) as rules:
        for paths, allowed in ((reads, READING), (writes, handled), (devices, DEVICE), (lists, READ_FOLDER)):
            for path in paths:
                _allow(rules, path, allowed & handled)


def keep_signals_in() -> None:
    """From now on this process and its descendants can signal each other, and nobody else; nothing more changes."""
    known = version()
    if known < 6:
        raise OSError(f"this kernel's version, {known}, does not keep signals in; version 6 does")
    with _in_force(_Ruleset(0, 0, _SIGNALS), 24):
        pass  # nothing is allowed beside


@contextmanager
def _in_force(ruleset: _Ruleset, size: int) -> Iterator[int]:
    """Rules that hold for this process once the block, which may allow more, is through."""
    rules = syscalls.call("landlock_create_ruleset", ctypes.byref(ruleset), size, 0)
    try:
        yield rules
        syscalls.call("landlock_restrict_self", rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, allowed: int) -> None:
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, "there is no Landlock here")
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(folder).st_mode):
            allowed &= ON_FILES
        syscalls.call("landlock_add_rule", rules, _BENEATH, ctypes.byref(_Beneath(allowed, folder)), 0)
    finally:
        os.close(folder)
