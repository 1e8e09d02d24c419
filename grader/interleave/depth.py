"""How deep the program's calls go, as CPython would count them: what of ours lies between them is no call of its own.

The interpreter's limit counts all frames, ours too, of which there may be several for one call of the program's. So it is
raised while a program runs, and each function of the program's looks for itself how deep it is.
"""

from __future__ import annotations

from pathlib import Path
from sys import _getframe
from types import CodeType, FrameType

from .trouble import TOO_DEEP, is_student_frame

ROOM = 6
"""Frames that may lie on the stack for each that the program may have."""
NAMES = frozenset({"getrecursionlimit", "setrecursionlimit"})
"""Whoever mentions these has a limit of its own: that counts all frames."""
OURS = str(Path(__file__).parent)
CACHED = str(Path(__file__).parent / "models" / "caches.py")


FEW = 8
"""Frames that lie on the stack for one call of the program's, more or less."""
Mark = tuple[int, CodeType, int]
"""A function that was come to: how many frames lay on the stack then, its code, and how deep the program was."""


def check(limit: int, marks: list[Mark]) -> None:
    """The frame above our caller's has just been come to: raises RecursionError if the program may not be so deep.
    `marks`: what was counted on this stack, and need not be counted again."""
    try:
        _getframe(limit)
    except ValueError:  # not even with ours
        marks.clear()
        return
    height = _height(limit, marks[-1][0] if marks else limit)
    while marks and not (marks[-1][0] < height and _getframe(2 + height - marks[-1][0]).f_code is marks[-1][1]):
        marks.pop()  # it has come to its end
    here, depth = _getframe(2), marks[-1][2] if marks else 0
    counted = _getframe(2 + height - marks[-1][0]) if marks else None
    frame: FrameType | None = here
    while frame is not counted and frame is not None:
        depth += _counts(frame)
        frame = frame.f_back  # which in a worker leads past ours
    if depth >= limit:
        raise RecursionError(TOO_DEEP)
    marks.append((height, here.f_code, depth))


def _height(least: int, near: int) -> int:
    """How many frames there are from the one above our caller's caller on: not less than `least`, and probably not far from `near`."""
    below, above, stride = least - 1, max(near, least) + 1, FEW
    while _is_there(above + 2):
        below, above, stride = above, above + stride, 2 * stride
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if _is_there(middle + 2) else (below, middle)
    return below


def _is_there(number: int) -> bool:
    """Whether our caller's stack has a frame of this number."""
    try:
        _getframe(number + 1)
    except ValueError:
        return False
    return True


def _counts(frame: FrameType) -> bool:
    """Whether CPython would count it: all but ours, and a cached function's lookup, which is a call of C in life."""
    code = frame.f_code
    if not code.co_filename.startswith(OURS) or is_student_frame(frame):
        return True
    return code.co_filename == CACHED and code.co_name == "__call__"
