"""How deep the program's calls go, as CPython would count them: what of ours lies between them is no call of its own.

The interpreter's limit counts all frames, ours too, of which there may be several for one call of the program's. So it is
raised while a program runs, and each function of the program's looks for itself how deep it is.
"""

from __future__ import annotations

from pathlib import Path
from sys import _getframe
from types import FrameType

from .trouble import TOO_DEEP, is_student_frame

ROOM = 6
"""Frames that may lie on the stack for each that the program may have."""
NAMES = frozenset({"getrecursionlimit", "setrecursionlimit"})
"""Whoever mentions these has a limit of its own: that counts all frames."""
OURS = str(Path(__file__).parent)
CACHED = str(Path(__file__).parent / "models" / "caches.py")


def check(limit: int) -> None:
    """The frame above our caller's has just been come to: raises RecursionError if the program may not be so deep."""
    try:
        _getframe(limit)
    except ValueError:  # not even with ours
        return
    frame: FrameType | None = _getframe(2)
    depth = 0
    while frame is not None:
        depth += _counts(frame)
        frame = frame.f_back
    if depth >= limit:
        raise RecursionError(TOO_DEEP)


def _counts(frame: FrameType) -> bool:
    """Whether CPython would count it: all but ours, and a cached function's lookup, which is a call of C in life."""
    code = frame.f_code
    if not code.co_filename.startswith(OURS) or is_student_frame(frame):
        return True
    return code.co_filename == CACHED and code.co_name == "__call__"
