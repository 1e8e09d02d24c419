"""`os.read` and `os.write`: of a pipe of the system's the other end may be held by somebody who never gets the turn while we wait.

So what would wait ends the run, and says so. What would not is done, and said all the same: nobody sees who wrote it.
On Windows nobody can tell whether there is room to write.
"""

from __future__ import annotations

import os
import select
import stat
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ...actor import current_actor, is_controlled
from ...streams import STANDARD
from ..patch import ModelModule

if sys.platform == "win32":
    import _winapi
    import msvcrt

WAITS = "{} would wait for the other end of a pipe, which cannot be simulated"
MAY_WAIT = "os.write() may wait for the other end of a pipe, which cannot be simulated here"


def read(fd: int, length: int, /) -> bytes:
    """`os.read`."""
    if _is_watched("os.read()", fd) and not _is_readable(fd):
        current_actor().run.stop("engine_fault", WAITS.format("os.read()"))
    return os.read(fd, length)


def write(fd: int, data: Any, /) -> int:
    """`os.write`."""
    if not _is_watched("os.write()", fd):
        return os.write(fd, data)
    if sys.platform == "win32":
        current_actor().run.stop("engine_fault", MAY_WAIT)
        return 0
    os.set_blocking(fd, False)
    try:
        written = os.write(fd, data)
    except BlockingIOError:
        written = 0
    finally:
        os.set_blocking(fd, True)
    if written < len(data):
        current_actor().run.stop("engine_fault", WAITS.format("os.write()"))
    return written


def _is_watched(name: str, fd: int) -> bool:
    """Whether it could wait for one of us; that it is done at all is said."""
    if not is_controlled():
        return False
    current_actor().run.escape(name)
    return fd not in STANDARD and is_pipe(fd)


def _is_readable(fd: int) -> bool:
    """Whether something has come, or the other end is closed."""
    if sys.platform == "win32":
        try:
            return _winapi.PeekNamedPipe(msvcrt.get_osfhandle(fd))[-2] > 0
        except OSError:
            return True
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(0))


def is_pipe(fd: int) -> bool:
    """Whether this is one end of a pipe of the system's."""
    return stat.S_ISFIFO(os.fstat(fd).st_mode)


def _os(_: ModuleType) -> Mapping[str, Any]:
    return {"read": read, "write": write}


MODELS = (ModelModule("os", _os),)
