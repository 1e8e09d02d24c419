"""What a class of the program's is made from, by Python's own record: no metaclass, and no `__class__`, is asked."""

from __future__ import annotations

import builtins
import sys
from types import UnionType
from typing import Any

from grader.interleave.plainly import home_of, order_of, space_of

_subclasses = type.__dict__["__subclasses__"]
_name = type.__dict__["__name__"].__get__
_module = type.__dict__["__module__"].__get__
_flags = type.__dict__["__flags__"].__get__
_MADE_BY_A_PROGRAM = 1 << 9
"""What no class has that is written in C from the start (`Py_TPFLAGS_HEAPTYPE`)."""
_NO_CLASS = "isinstance() and issubclass() ask about a class, and this is none"


def is_instance(kind: Any, thing: object) -> bool:
    """`isinstance(thing, kind)`; TypeError where `kind` is no class."""
    return is_subclass(kind, type(thing))


def is_subclass(kind: Any, other: Any) -> bool:
    """`issubclass(other, kind)`; TypeError where one of them is no class."""
    kinds = _classes(kind)
    if not is_class(other):
        raise TypeError(_NO_CLASS)
    return any(base is one for base in order_of(other) for one in kinds)


def has_kind(kind: Any, name: str) -> bool:
    """Whether it, or a class made from it, is called so: a copy of data knows no more of its class."""
    waiting = [*_classes(kind)]
    while waiting:
        one = waiting.pop()
        if _name(one) == name:
            return True
        waiting += _subclasses(one)
    return False


def is_made_from(thing: object, module: str, name: str) -> bool:
    """Whether the library's class of that name is among those that its own is made from, or says of it that it can do the same (`Iterator`, `AbstractContextManager`)."""
    kinds = order_of(type(thing))
    here: Any = vars(sys.modules.get(module, builtins)).get(name)
    if any((_module(one), _name(one)) == (module, name) and (one is here or _is_pythons(one)) for one in kinds):
        return True
    if not is_class(here):
        return False
    return here.__subclasshook__(kinds[0]) is True or any(issubclass(one, here) for one in kinds if _is_pythons(one))


def pythons_kind(thing: object) -> tuple[str, str] | None:
    """Where its class stands, and its name, if that is one of Python's own or its library's."""
    return _pythons(type(thing))


def _pythons(kind: type) -> tuple[str, str] | None:
    module, name = home_of(kind)
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return None
    is_theirs = _is_pythons(kind) or vars(sys.modules.get(module, builtins)).get(name) is kind
    return (module, name) if is_theirs else None


def _is_pythons(kind: type) -> bool:
    return not _flags(kind) & _MADE_BY_A_PROGRAM


def has_method(thing: object, name: str) -> bool:
    """Whether its class says what such a method does, or one that it is made from; what every object has is none."""
    return own_method(thing, name, missing=_NO_CLASS) is not _NO_CLASS


def own_method(thing: object, name: str, *, missing: object = None) -> object:
    """That method as it stands in the class."""
    spaces = map(space_of, order_of(type(thing))[:-1])
    return next((space[name] for space in spaces if name in space), missing)


def pythons_own(kind: Any) -> list[tuple[str, str]]:
    """Where those of Python's own classes and its library's stand that it is made from, and their names; none for what is no class."""
    return [home for base in order_of(kind) if (home := _pythons(base)) is not None] if is_class(kind) else []


def _classes(kind: Any) -> tuple[Any, ...]:
    """Itself, or those of a union: `program.Circle | program.Square`."""
    kinds = kind.__args__ if type(kind) is UnionType else (kind,)
    if not all(map(is_class, kinds)):
        raise TypeError(_NO_CLASS)
    return kinds


def is_class(thing: object) -> bool:
    """Whether it is one, whatever its metaclass."""
    return any(base is type for base in order_of(type(thing)))
