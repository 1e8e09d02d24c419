"""The flags of a type, where the interpreter keeps them: some say what no function of Python's can.

Their place is part of the stable ABI. They are read before they are written, so that another layout than the known one
ends the worker instead of corrupting it. Made of `_ctypes` alone, since it is needed before there is `ctypes`.
"""

from __future__ import annotations

import importlib
from typing import Any

from grader.worker.walls.layer import WallError

IMMUTABLE = 1 << 8
"""Nobody assigns to its attributes."""
MAY_BE_DERIVED_FROM = 1 << 10
_ctypes: Any = importlib.import_module("_ctypes")
_simple = _ctypes._SimpleCData
_Word: Any = type(_simple)("Word", (_simple,), {"_type_": "P"})
_Flags: Any = type(_simple)("Flags", (_simple,), {"_type_": "L"})
_PLACE = object.__basicsize__ + _ctypes.sizeof(_Word) * 19
"""Of `tp_flags` in a `PyTypeObject`: after its size and eighteen pointers."""


def flags_of(kind: type) -> Any:
    """The flags, to be read and written. WallError where this Python lays out types in another way."""
    flags = _Flags.from_address(id(kind) + _PLACE)
    if flags.value != kind.__flags__:
        raise WallError("tamper: this Python lays out classes in another way")
    return flags
