"""System calls that Python does not offer (or not on 3.11), by number, through the C library's `syscall`.

Everything goes through `call`, so that a test can make any one of them fail. Numbers differ between processors:
where one is not listed here, every layer that needs it is unavailable, and says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
from typing import Any

from grader.worker.walls import processor

_NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "capget": (125, 90),
    "capset": (126, 91),
    "close_range": (436, 436),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "pivot_root": (155, 41),
    "prctl": (157, 167),
    "seccomp": (317, 277),
    "setgroups": (116, 159),
    "sethostname": (170, 161),
    "setresgid": (119, 149),
    "setresuid": (117, 147),
    "umount2": (166, 39),
    "unshare": (272, 97),
}

_libc = ctypes.CDLL(None, use_errno=True) if hasattr(os, "fork") else None


def column() -> int:
    """Which of two numbers is this processor's; OSError where none is."""
    found = processor.column()
    if found is None:
        raise OSError(errno.ENOSYS, f"system calls of {processor.told()} are not known here")
    return found


def call(name: str, *arguments: Any) -> int:
    """Make a system call: ints, bytes (as C strings), None and ctypes references; OSError when it is refused."""
    number = _NUMBERS[name][column()]
    if _libc is None or number is None:
        raise OSError(errno.ENOSYS, f"there is no {name} here")
    wide = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    done = _libc.syscall(ctypes.c_long(number), *wide)
    if done < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return int(done)


def prctl(option: int, value: int = 0, third: int = 0) -> int:
    """One setting of this process."""
    return call("prctl", option, value, third, 0, 0)
