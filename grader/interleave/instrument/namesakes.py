"""Names that a class of the program's has in common with the inside of a model that it is made from.

`class Line(queue.Queue)` may keep its `self._size` in life. A model has an inside of its own, and where the program puts something
else in its place it would break, by no fault of the program's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dis import get_instructions
from types import FunctionType
from typing import Any

from ..models.private import Private

_HARMLESS = frozenset({"shutdown"})
"""What models have before its version, and never call themselves."""


def namesake(kind: type, originals: Mapping[type, type]) -> str:
    """The first such name, with the class of the library that has it inside; '' for none."""
    own = set(_kept_in(kind))
    for base in kind.__mro__[1:]:
        if base in originals:
            clash = (own & _inside(base)) - _of_the_library(originals[base]) - _HARMLESS
            if clash:
                return f"{base.__name__}.{min(clash)}"
        own.update(_kept_in(base))
    return ""


def _inside(model: type) -> set[str]:
    return {name for kind in model.__mro__[:-1] for name in _kept_in(kind)}


def _of_the_library(real: type) -> set[str]:
    """What is there in life, too, and means the same."""
    return {*dir(real), *(name for kind in real.__mro__[:-1] for name in _kept_in(kind))}


def _kept_in(kind: type) -> Iterator[str]:
    """What stands in a class, and what its methods assign."""
    for name, value in vars(kind).items():
        if type(value) is not Private and not name.startswith("__"):
            yield name
        if type(value) is FunctionType:
            yield from _assigned(value)


def _assigned(function: Any) -> Iterator[str]:
    return (step.argval for step in get_instructions(function.__code__) if step.opname == "STORE_ATTR")
