"""What is ours: asked of a namespace, of a frame, and of a class, and answered here alone.

A namespace is known by its builtins, which nobody else has (`vault`): that cannot be made up, so it decides who may do what. By
the name of a file is known what loads our modules and began it all, before there were such builtins; code can be given any
name, so that only decides what is shown to nobody. A class is known by the package that it says it is from: who says so
falsely hides classes of its own.
"""

from __future__ import annotations

import os
from types import FrameType
from typing import Any

_BUILTINS = globals()["__builtins__"]
_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_PACKAGES = frozenset({"grader", "greenlet"})
_get, _home = dict.get, type.__dict__["__module__"].__get__


def has_our_builtins(builtins: object) -> bool:
    """Whether these are the builtins of our functions."""
    return builtins is _BUILTINS


def is_our_frame(frame: FrameType) -> bool:
    """Whether our code runs there."""
    return _get(frame.f_globals, "__builtins__") is _BUILTINS


def is_our_file(name: str) -> bool:
    """Whether this is the name of a file of a worker's."""
    return name.startswith(_FOLDER)


def is_our_class(kind: Any) -> bool:
    """Whether it is one of ours, or of the library on whose stacks the engine runs; whatever it says of itself is text."""
    home = _home(kind)
    return type(home) is str and home.partition(".")[0] in _PACKAGES
