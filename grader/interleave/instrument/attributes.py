"""What stands for an attribute: which place is read or written where the text says `obj.name`.

An object's own attribute is a place of its own, even where its class has a value for those that have none (a field with a
default, `count = 0` in the body of a class). Who reads it while the object has none reads both, and who gives it one changes
the object alone. Only where a program may take attributes away again is the place that of the class for all its objects: what a
reader is about to read could become the class's while it waits for its turn.
"""

from __future__ import annotations

import sys
from _io import _IOBase
from collections.abc import Hashable
from types import GetSetDescriptorType, MemberDescriptorType, ModuleType
from typing import Any, Final

from ..actor import Actor
from ..operations import READ, Accesses
from .containers import is_a, namespace_of, of_class
from .manners import CLOSED, STATE_OF_MODELS, is_of_a_model
from .survey import STDOUT

TAKING_AWAY: Final = frozenset(("delattr", "__delattr__", "vars", "__dict__", "exec", "eval"))
"""Names by which an attribute can be taken away again."""
_VARIABLES: Final = (MemberDescriptorType, GetSetDescriptorType)
"""Descriptors that are variables: slots, and fields of objects made in C. Others are functions."""
_NONE: Final[Accesses] = ()


def attribute_place(actor: Actor, obj: Any, name: str) -> tuple[Hashable, Hashable, Accesses] | None:
    """What stands for `obj.name` (target, part), and what is read besides by who reads it; None if it is no variable but a
    function: a method, a property."""
    run = actor.run
    if is_a(obj, ModuleType):
        space = run.world.spaces.get(obj.__dict__.get("__file__")) if run.world is not None else None
        if space is None:
            if name == STDOUT and obj is sys and run.world is not None and run.world.swaps_stdout:
                return (STDOUT, actor.process.pid), None, _NONE
            return ("attribute", run.number(obj)), name, _NONE
        return ("global", space, name, actor.process.pid), None, _NONE
    if is_a(obj, type):
        return ("attribute", run.number(_home(obj, name) or obj)), name, _NONE
    kind = type(obj)
    if name in STATE_OF_MODELS and is_of_a_model(kind):
        return run.number(obj), None, _NONE
    if name == CLOSED and is_a(obj, _IOBase):
        return (namespace_of(obj) or {}).get("handle") or run.number(obj), None, _NONE
    home, found = None, None
    for base in kind.__mro__:
        space = base.__dict__
        if name in space:
            if home is None:
                found = type(space[name])
                if found not in _VARIABLES and hasattr(found, "__set__"):
                    return None
            home = base
    if home is None and of_class(kind, "own_namespace") is not None and id(namespace_of(obj)) not in run.owners:
        return ("attribute", run.number(obj), actor.index), name, _NONE
    if home is None or found in _VARIABLES:
        return ("attribute", run.number(obj)), name, _NONE
    shared = ("attribute", run.number(home))
    own = None if hasattr(found, "__get__") or not run.world.keeps_attributes else _own(obj, kind)
    if own is None:
        return shared, name, _NONE
    return ("attribute", run.number(obj)), name, _NONE if name in own else ((shared, READ),)


def _own(obj: Any, kind: type) -> Any:
    """What the object itself has, if that is a dictionary that is the same for everybody."""
    return None if of_class(kind, "own_namespace") is not None else namespace_of(obj)


def _home(kind: type, name: str) -> type | None:
    """The class furthest up that has the name: the same before and after one below it gets its own."""
    return next((base for base in reversed(kind.__mro__) if name in base.__dict__), None)
