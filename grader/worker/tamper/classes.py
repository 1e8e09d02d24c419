"""No list names classes of ours, and no method gives away what it is bound to.

Every class knows the classes below it, and `object` so knows all: ours, and those of the library on whose stacks the
engine runs. `type.__subclasses__` leaves them out. What is known of abstract classes (`_abc._get_dump`) and what the
collector could put aside (`gc.DEBUG_SAVEALL`) leads to them as well, and no event tells of it: nobody has either.

How a method is copied (`__reduce__`) says what it is bound to. That raises the event that reading `__self__` raises.
"""

from __future__ import annotations

import abc
import gc
import importlib
import sys
from types import MethodType
from typing import Any

from grader.worker.tamper.frames import put
from grader.worker.tamper.ours import is_our_class

_audit = sys.audit
_abc: Any = importlib.import_module("_abc")
_below: Any = type.__subclasses__
_copied = MethodType.__reduce__
_set_debug = gc.set_debug


def name_none_of_ours() -> None:
    """From now on nothing leads to classes of ours from those that everybody has."""
    public: Any = sys.modules["gc"]  # ours is a copy (`vault`)
    if public.set_debug is set_debug:
        return  # in a forked worker it is done already
    put(type, __subclasses__=subclasses)
    put(MethodType, __reduce__=reduced)
    public.set_debug = set_debug
    for module in (_abc, abc):
        vars(module).pop("_get_dump", None)


def subclasses(kind: type, /) -> list[type]:
    """`type.__subclasses__`."""
    return [one for one in _below(kind) if not is_our_class(one)]


def reduced(method: Any, /) -> Any:
    """`method.__reduce__`."""
    _audit("object.__getattr__", method, "__self__")
    return _copied(method)


def set_debug(flags: int, /) -> None:
    """`gc.set_debug`. What nobody can reach any more is not kept for anybody."""
    _set_debug(flags & ~gc.DEBUG_SAVEALL)
