"""Numbers and texts of extension modules, as `numpy.int64`: they travel as the plain ones that they are. An array of them stays, and is
shown.

Their classes are of C, and no program can change them or make one like them, so what they say of themselves is true. One that a
program makes from such a class is of its own making, and stays where it is.
"""

from __future__ import annotations

import math
import struct
import sys
from typing import Any

from grader.worker.values.bounds import TooLarge

_CANNOT_BE_CHANGED = 1 << 8
"""`Py_TPFLAGS_IMMUTABLETYPE`: no class statement makes such a class."""
_flags: Any = type.__dict__["__flags__"].__get__
SHOWN = 1000
"""Bytes of an array that is shown with what it holds."""
LENT = 10_000_000
"""Bytes of an array that can be had at one go."""
DIMENSIONS = 64
"""Of an array: more a buffer has not."""
_FORMATS = {format: format for format in "?bBhHiIlLqQnNefd"} | {"Zf": "2f", "Zd": "2d"}
"""Of one number, as a buffer tells it (PEP 3118), and as `struct` does."""
_KINDS = (
    {"?": "b", "Zf": "c", "Zd": "c"}
    | dict.fromkeys("bhilqn", "i")
    | dict.fromkeys("BHILQN", "u")
    | dict.fromkeys("efd", "f")
)
"""What kind of number an array interface calls it."""


def plain_in(value: Any) -> Any:
    """The text that it is, or the one number that lies in its memory, where nobody can change it; None for any other object."""
    view = _memory_of(value)
    if view is None:
        return None
    if issubclass(type(value), str):
        return str.__str__(value)
    if view.ndim or not view.readonly or view.format not in _FORMATS:
        return None
    number, *imaginary = struct.unpack(_FORMATS[view.format], view.tobytes())
    return complex(number, *imaginary) if imaginary else number


def shown_in(value: Any) -> str:
    """The numbers that lie in the memory of an array, for who is told what came back; "" where they are many, or none are."""
    view = _array_of(value)
    if view is None or view.nbytes > SHOWN:
        return ""
    try:
        return repr(view.tolist())
    except NotImplementedError:  # a format that Python does not know
        return ""


def memory_in(value: Any) -> tuple[str, tuple[int, ...], bytes] | None:
    """All that lies in the memory of an array of numbers: its format, its shape and its bytes, row by row. None for any other
    object."""
    view = _array_of(value)
    if view is None or view.format not in _KINDS:
        return None
    if view.nbytes > LENT:
        raise TooLarge(f"{view.nbytes} bytes")
    return view.format, tuple(view.shape or ()), view.tobytes()


def array_interface(told: Any) -> dict[str, Any] | None:
    """The same for a library of the suite's, as an array says it (`__array_interface__`). It is trusted with nothing: only numbers, and
    as many bytes as they take."""
    if type(told) is not tuple or len(told) != 3:
        return None
    format, shape, data = told
    if type(format) is not str or format not in _KINDS or type(shape) is not tuple or type(data) is not bytes:
        return None
    if len(shape) > DIMENSIONS:  # to multiply very many takes hours
        return None
    size = struct.calcsize(_FORMATS[format])
    if not all(type(length) is int and length >= 0 for length in shape) or math.prod(shape) * size != len(data):
        return None
    order = "<" if sys.byteorder == "little" else ">"
    return {"version": 3, "shape": shape, "typestr": f"{order}{_KINDS[format]}{size}", "data": data}


def _array_of(value: Any) -> memoryview | None:
    """The memory of what has a length; what has none may be anything that takes some bytes."""
    view = _memory_of(value)
    return view if view is not None and hasattr(type(value), "__len__") else None


def _memory_of(value: Any) -> memoryview | None:
    if not _flags(type(value)) & _CANNOT_BE_CHANGED:
        return None
    try:
        return memoryview(value)
    except (TypeError, ValueError, BufferError):
        return None
