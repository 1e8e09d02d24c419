"""The student's objects that stay here, by number, and what may be done with them."""

from __future__ import annotations

import builtins
import operator
from collections.abc import Callable, Iterable
from typing import Any

from grader.worker.values import lineage
from grader.worker.values.alike import alike, compares, copy_of, in_words, own_hash, own_repr
from grader.worker.values.extension import memory_in
from grader.worker.values.held import content_of, in_order, path_in
from grader.worker.values.parameters import parameters_of
from grader.worker.values.record import field_names
from grader.worker.wire import WireError

HANDLES = 100_000
BETWEEN = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift")
"""What an operator between two values is called; with an `i` before it, the one that changes the first."""
COMPARING = ("lt", "le", "gt", "ge")
ALONE = ("neg", "pos", "abs", "invert")


class TooManyHandles(ValueError):
    """A check holds more objects of the submission than can be kept."""


class Objects:
    """Objects that the other side holds a handle to; the same object always has the same number."""

    def __init__(self) -> None:
        self._objects: dict[int, object] = {}
        self._numbers: dict[int, int] = {}
        self._next = 0

    def keep(self, thing: object) -> int:
        """The object's number; it stays alive until the worker ends, or it is let go."""
        number = self._numbers.get(id(thing))
        if number is None:
            if len(self._objects) >= HANDLES:
                raise TooManyHandles(f"more than {HANDLES} objects are held")
            number, self._next = self._next, self._next + 1
            self._numbers[id(thing)], self._objects[number] = number, thing
        return number

    def find(self, number: int, *_told: object) -> object:
        """The object with this number."""
        if number not in self._objects:
            raise WireError(f"no object has the number {number}")
        return self._objects[number]

    def let_go(self, numbers: Iterable[int]) -> None:
        """The other side has them no longer, nor asks for them."""
        for number in numbers:
            self._numbers.pop(id(self._objects.pop(number, None)), None)


def _call(function: Any, *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def _enter(manager: Any) -> Any:
    return type(manager).__enter__(manager)


def _leave(manager: Any, error: Any = None, args: tuple[Any, ...] = ()) -> bool:
    """`error`: what was raised in the block, or the name of one of Python's own. Its traceback would lead through our frames."""
    if type(error) is str:
        error = vars(builtins)[error](*args)
    kind = None if error is None else type(error)
    return bool(type(manager).__exit__(manager, kind, error, None))


VERBS: dict[str, Callable[..., Any]] = {
    "call": _call,
    "get": getattr,
    "set": setattr,
    "delete": delattr,
    "item": operator.getitem,
    "set_item": operator.setitem,
    "delete_item": operator.delitem,
    "contains": operator.contains,
    "callable": callable,
    "len": len,
    "iter": iter,
    "next": next,
    "bool": bool,
    "str": str,
    "format": format,
    "int": int,
    "float": float,
    "round": round,
    "dir": dir,
    "enter": _enter,
    "exit": _leave,
    "plainly": content_of,
    "in_order": in_order,
    "path_in": path_in,
    "alike": alike,
    "compares": compares,
    "equals": operator.eq,
    "copy_of": copy_of,
    "hash": own_hash,
    "repr": own_repr,
    "in_words": in_words,
    "field_names": field_names,
    "parameters": parameters_of,
    "memory": memory_in,
    "is_instance": lineage.is_instance,
    "is_subclass": lineage.is_subclass,
    "has_kind": lineage.has_kind,
    "kind": type,
    "pythons_kind": lineage.pythons_kind,
    "is_made_from": lineage.is_made_from,
    "has_method": lineage.has_method,
    "pythons_own": lineage.pythons_own,
    **{
        verb: getattr(operator, f"__{verb}__")
        for verb in (*COMPARING, *ALONE, *BETWEEN, *(f"i{one}" for one in BETWEEN))
    },
}
