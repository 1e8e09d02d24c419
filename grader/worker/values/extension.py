"""Numbers of extension modules, as `numpy.int64`: they travel as the plain ones that they are. An array of them stays, and is shown.

Their classes are of C, and no program can change them or make one like them, so what they say of themselves is true. One that a
program makes from such a class is of its own making, and stays where it is.
"""

from __future__ import annotations

import struct
from typing import Any

_CANNOT_BE_CHANGED = 1 << 8
"""`Py_TPFLAGS_IMMUTABLETYPE`: no class statement makes such a class."""
_flags: Any = type.__dict__["__flags__"].__get__
SHOWN = 1000
"""Bytes of an array that is shown with what it holds."""
_FORMATS = {format: format for format in "?bBhHiIlLqQnNefd"} | {"Zf": "2f", "Zd": "2d"}
"""Of one number, as a buffer tells it (PEP 3118), and as `struct` does."""


def number_in(value: Any) -> Any:
    """The one number that lies in its memory, where nobody can change it; None for any other object."""
    view = _memory_of(value)
    if view is None or view.ndim or not view.readonly or view.format not in _FORMATS:
        return None
    number, *imaginary = struct.unpack(_FORMATS[view.format], view.tobytes())
    return complex(number, *imaginary) if imaginary else number


def shown_in(value: Any) -> str:
    """The numbers that lie in the memory of an array, for who is told what came back; "" where they are many, or none are."""
    view = _memory_of(value)
    if view is None or view.nbytes > SHOWN:
        return ""
    try:
        return repr(view.tolist())
    except NotImplementedError:  # a format that Python does not know
        return ""


def _memory_of(value: Any) -> memoryview | None:
    if not _flags(type(value)) & _CANNOT_BE_CHANGED:
        return None
    try:
        return memoryview(value)
    except (TypeError, ValueError, BufferError):
        return None
