"""A file system of its own: an empty root in memory, what programs need bound into it, and one bounded scratch.

Only for a process in a mount namespace of its own, which it must have made just before. Everything but the
scratch can only be read. The scratch is one file system in memory with a limit on bytes and on files; the
program's folder, `/tmp` and `/dev/shm` are parts of it, so nothing outside has to be cleaned.

The empty root becomes the root at once, with the machine's own below it (`_OLD`) while it is being filled: were it
filled from beside, it would have to be mounted over some folder, which may hold what is needed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

assert sys.platform != "win32"

from grader.worker.walls import syscalls
from grader.worker.walls.exposure import NODEV, NOEXEC, NOSUID, READONLY, Bound, Folder, Link, Part

SCRATCH = "/grade"
PARTS = {"work": "", "told": "", "tmp": "/tmp", "shm": "/dev/shm"}
"""Parts of the scratch, and where else each is found."""
NOATIME = 1024
_BIND, _RECURSIVELY, _PRIVATE = 4096, 16384, 1 << 18
_DETACH = 2
_BY_PATH, _WHOLE_TREE = -100, 0x8000
_OLD = "/.old"
_LINKS = {
    "/dev/fd": "/proc/self/fd",
    "/dev/stdin": "/proc/self/fd/0",
    "/dev/stdout": "/proc/self/fd/1",
    "/dev/stderr": "/proc/self/fd/2",
}


class _Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "flow", "user")]


def change(user: int, group: int, *, exposed: Iterable[Part], mb: int, files: int) -> Path:
    """Leave this machine's file system for the new one; the scratch folder in it, which belongs to `user`."""
    _mount("none", "/", "", _RECURSIVELY | _PRIVATE)
    _mount("root", "/tmp", "tmpfs", NOSUID | NODEV, "mode=0755,size=1m,nr_inodes=4k")
    os.mkdir(f"/tmp{_OLD}")
    syscalls.call("pivot_root", b"/tmp", f"/tmp{_OLD}".encode())
    os.chdir("/")
    _scratch(user, group, mb, files)
    _accounts(user, group)
    for part in exposed:
        _expose(part)
    for path, target in _LINKS.items():
        os.symlink(target, path)
    os.mkdir("/proc")
    _mount("proc", "/proc", "proc", READONLY | NOSUID | NODEV | NOEXEC, "subset=pid,hidepid=2")
    syscalls.call("umount2", _OLD.encode(), _DETACH)
    os.rmdir(_OLD)
    _set_attributes("/", READONLY | NOSUID | NODEV, whole_tree=False)
    return Path(SCRATCH)


def _scratch(user: int, group: int, mb: int, files: int) -> None:
    os.mkdir(SCRATCH)
    options = f"mode=0700,size={mb}m,nr_inodes={files},uid={user},gid={group}"
    # Not executable: a library that a program writes there and has loaded by one of C would see our memory. And that somebody
    # read a file is not for the next one to know.
    _mount("scratch", SCRATCH, "tmpfs", NOSUID | NODEV | NOEXEC | NOATIME, options)
    for part, also in PARTS.items():
        folder = f"{SCRATCH}/{part}"
        os.mkdir(folder, 0o700)
        os.chown(folder, user, group)
        if also:
            os.makedirs(also)
            _mount(folder, also, "", _BIND)


def _accounts(user: int, group: int) -> None:
    """The few settings that libraries look for: one user, one group, one host."""
    os.mkdir("/etc")
    Path("/etc/passwd").write_text(f"student:x:{user}:{group}::{SCRATCH}/work:/bin/sh\n")
    Path("/etc/group").write_text(f"student:x:{group}:\n")
    Path("/etc/hosts").write_text("127.0.0.1 localhost\n")


def _expose(part: Part) -> None:
    """Put one part of the machine at its place below the new root."""
    match part:
        case Folder(path):
            with contextlib.suppress(FileExistsError):
                os.mkdir(path)
        case Link(path, target):
            os.symlink(target, path)
        case Bound(path, attributes, is_folder):
            if not is_folder:
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
            _mount(_OLD + path, path, "", _BIND | _RECURSIVELY)
            _set_attributes(path, attributes)


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    try:
        syscalls.call("mount", source.encode(), target.encode(), kind.encode(), flags, options.encode())
    except OSError as refused:
        raise OSError(refused.errno, f"{refused.strerror} ({kind or 'bind'} on {target})") from refused


def _set_attributes(path: str, attributes: int, *, whole_tree: bool = True) -> None:
    """Add restrictions to a mount and those below it. Unlike a remount, this keeps the ones it has."""
    wanted = _Attributes(attributes, 0, 0, 0)
    flags = _WHOLE_TREE if whole_tree else 0
    syscalls.call("mount_setattr", _BY_PATH, path.encode(), flags, ctypes.byref(wanted), ctypes.sizeof(wanted))
