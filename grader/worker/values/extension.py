"""Numbers of extension modules, as `numpy.int64`: they travel as the plain ones that they are.

Their classes are of C, and no program can change them or make one like them, so what they say of themselves is true. One that a
program makes from such a class is of its own making, and stays where it is.
"""

from __future__ import annotations

import struct
from typing import Any

_CANNOT_BE_CHANGED = 1 << 8
"""`Py_TPFLAGS_IMMUTABLETYPE`: no class statement makes such a class."""
_flags: Any = type.__dict__["__flags__"].__get__
_FORMATS = {format: format for format in "?bBhHiIlLqQnNefd"} | {"Zf": "2f", "Zd": "2d"}
"""Of one number, as a buffer tells it (PEP 3118), and as `struct` does."""


def number_in(value: Any) -> Any:
    """The one number that lies in its memory, where nobody can change it; None for any other object."""
    if not _flags(type(value)) & _CANNOT_BE_CHANGED:
        return None
    try:
        view = memoryview(value)
    except (TypeError, ValueError, BufferError):
        return None
    if view.ndim or not view.readonly or view.format not in _FORMATS:
        return None
    number, *imaginary = struct.unpack(_FORMATS[view.format], view.tobytes())
    return complex(number, *imaginary) if imaginary else number
