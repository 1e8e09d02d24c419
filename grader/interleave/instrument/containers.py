"""What holds things that others could change, and which of its methods look and which change."""

from __future__ import annotations

import operator
import os
from array import array
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, Final

from ..plainly import class_of

CONTAINERS: Final = (list, dict, set, deque, bytearray, array, memoryview)
ENVIRONMENT: Final = type(os.environ)
"""Each process has one of its own, behind the same object."""
KINDS: Final = frozenset((*CONTAINERS, ENVIRONMENT))
_EMPTY: Final[dict[Any, Any]] = {}
_MRO: Final[Any] = type.__dict__["__mro__"]
_SPACE: Final[Any] = type.__dict__["__dict__"]
VIEWS: Final[tuple[type, ...]] = (type(_EMPTY.keys()), type(_EMPTY.values()), type(_EMPTY.items()))
PLAIN_KEYS: Final = (int, str, bool, bytes, float, type(None))
INPLACE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "Add": operator.iadd, "Sub": operator.isub, "Mult": operator.imul, "Div": operator.itruediv,
    "FloorDiv": operator.ifloordiv, "Mod": operator.imod, "Pow": operator.ipow, "MatMult": operator.imatmul,
    "LShift": operator.ilshift, "RShift": operator.irshift, "BitOr": operator.ior, "BitAnd": operator.iand,
    "BitXor": operator.ixor,
}  # fmt: skip
READING_METHODS: Final = frozenset(
    [
        "count",
        "index",
        "copy",
        "get",
        "keys",
        "values",
        "items",
        "union",
        "intersection",
        "difference",
        "symmetric_difference",
        "issubset",
        "issuperset",
        "isdisjoint",
        "most_common",
        "elements",
        "tolist",
        "join",
        "decode",
        "find",
        "startswith",
        "endswith",
        "hex",
    ]
)
CHANGING_METHODS: Final = frozenset(
    [
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "clear",
        "sort",
        "reverse",
        "add",
        "discard",
        "update",
        "setdefault",
        "popitem",
        "appendleft",
        "popleft",
        "extendleft",
        "rotate",
        "move_to_end",
        "subtract",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
        "fromlist",
        "__setitem__",
        "__delitem__",
    ]
)
KEEPING_METHODS: Final = frozenset(
    ("append", "appendleft", "add", "insert", "setdefault", "get", "pop", "popleft", "popitem", "clear", "reverse",
     "rotate", "discard", "move_to_end", "keys", "values", "items", "__setitem__", "__delitem__")
)  # fmt: skip
"""Methods that do not look into what they are given, nor into what is there."""
KEYED_METHODS: Final = frozenset(("get", "setdefault", "pop", "add", "discard", "remove"))


def is_a(obj: Any, kinds: type | tuple[type, ...]) -> bool:
    """`isinstance` without a question to the object, whose `__class__` may be found by code of the program's."""
    return issubclass(type(obj), kinds)


def of_class(kind: type, name: str, default: Any = None) -> Any:
    """What a class has by this name, as it was written there, without a question to its metaclass or to a descriptor."""
    for base in _MRO.__get__(kind):
        space = _SPACE.__get__(base)
        if name in space:
            return space[name]
    return default


def namespace_of(obj: Any) -> Any:
    """`obj.__dict__`, without a question to the object; None if there is none."""
    try:
        return object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return None


def is_container(obj: Any) -> bool:
    """Whether it holds things that others could change."""
    return class_of(obj) in KINDS or is_a(obj, CONTAINERS)


def part_of(obj: Any, key: Any) -> Hashable:
    """Which part of a container a key names; None when it may concern the whole."""
    kind = class_of(key)
    if is_a(obj, dict):
        if kind in PLAIN_KEYS or (kind is tuple and all(class_of(k) in PLAIN_KEYS for k in key)):
            return ("item", key)
    elif kind is int and is_a(obj, (list, bytearray, array)):
        return ("item", key) if key >= 0 else None  # which one is last may change until it is its turn
    return None
