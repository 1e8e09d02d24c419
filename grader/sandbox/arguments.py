"""What a suite gave for an argument, as it goes to the other side. Where it is something else: UsageError that says which argument
it is and what to write. Python would take one text for as many as it has letters, and make a text of anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from numbers import Number
from os import PathLike
from typing import Any, TypeVar, get_args

from grader.errors import UsageError

T = TypeVar("T")
Each = Callable[[str, Any], T]
"""What makes one thing of a list or dictionary, by what that is called."""
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def shown(given: Any) -> str:
    """How it is written in Python; an address would be another one each time."""
    return _ADDRESS.sub("", repr(given))


def several(name: str, given: Iterable[Any], each: Each[T]) -> list[T]:
    """A list; what has no order, or none that would be the same tomorrow, is none."""
    if isinstance(given, str):
        raise UsageError(f"{name}={shown(given)} is one text, and has to be a list, as in {name}=[{shown(given)}]")
    if not isinstance(given, Iterable) or isinstance(given, bytes | Mapping | set | frozenset):
        raise UsageError(f"{name}={shown(given)} is no list, and has to be one, as in {name}=[…]")
    return [each(f"{name}[{place}]", one) for place, one in enumerate(given)]


def by_name(name: str, given: Mapping[str, Any] | None, each: Each[T]) -> dict[str, T]:
    """A dictionary with texts as its keys; of None an empty one."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise UsageError(f"{name}={shown(given)} is no dictionary, and has to be one, as in {name}={{'name': …}}")
    return {text(f"a key of {name}", key): each(f"{name}[{key!r}]", one) for key, one in given.items()}


def text(name: str, given: Any) -> str:
    """A text."""
    if not isinstance(given, str):
        raise UsageError(f"{name} has to be a text, and {shown(given)} is none")
    return given


def word(name: str, given: Any) -> str:
    """A text, or what everybody would write as the same one: a number, a path."""
    if isinstance(given, bool) or not isinstance(given, str | Number | PathLike):
        raise UsageError(f"{name} has to be a text, and {shown(given)} is none")
    return str(given)


def above_nought(name: str, given: Any) -> float:
    """A number that lets something happen, and can be counted with."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not isfinite(given):
        raise UsageError(f"{name} has to be a number, and {shown(given)} is none")
    if given <= 0:
        raise UsageError(f"{name}={given} leaves nothing to be done: it has to be more than 0")
    return given


def whole(name: str, given: Any) -> int:
    """Such a number without a fraction."""
    if not isinstance(given, int):
        raise UsageError(f"{name} has to be a whole number, and {shown(given)} is none")
    return int(above_nought(name, given))


def yes_or_no(name: str, given: Any) -> bool:
    """True or False."""
    if not isinstance(given, bool):
        raise UsageError(f"{name} has to be True or False, and is {shown(given)}")
    return given


def one_of(name: str, given: str, kinds: Any) -> str:
    """One of the words of a `Literal`."""
    known = get_args(kinds)
    if given not in known:
        raise UsageError(f"there is no {name} {shown(given)}, but there are: {', '.join(known)}")
    return given
