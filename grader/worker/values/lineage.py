"""What a class of the program's is made from, by Python's own record: no metaclass, and no `__class__`, is asked."""

from __future__ import annotations

import builtins
from typing import Any

from grader.interleave.plainly import order_of

_subclasses = type.__dict__["__subclasses__"]
_name = type.__dict__["__name__"].__get__
_PYTHONS = {id(kind): name for name, kind in vars(builtins).items() if isinstance(kind, type)}
_NO_CLASS = "isinstance() and issubclass() ask about a class, and this is none"


def is_instance(kind: Any, thing: object) -> bool:
    """`isinstance(thing, kind)`; TypeError where `kind` is no class."""
    return is_subclass(kind, type(thing))


def is_subclass(kind: Any, other: Any) -> bool:
    """`issubclass(other, kind)`; TypeError where one of them is no class."""
    if not (_is_class(kind) and _is_class(other)):
        raise TypeError(_NO_CLASS)
    return any(base is kind for base in order_of(other))


def has_kind(kind: Any, name: str) -> bool:
    """Whether it, or a class made from it, is called so: a copy of data knows no more of its class."""
    if not _is_class(kind):
        raise TypeError(_NO_CLASS)
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if _name(one) == name:
            return True
        waiting += _subclasses(one)
    return False


def pythons_own(kind: Any) -> list[str]:
    """The names of Python's own classes that it is made from; none for what is no class."""
    return [_PYTHONS[id(base)] for base in order_of(kind) if id(base) in _PYTHONS] if _is_class(kind) else []


def _is_class(thing: object) -> bool:
    return any(base is type for base in order_of(type(thing)))
