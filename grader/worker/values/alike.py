"""What objects that stay hold, where their class is a dataclass or a named tuple: how they compare, hash, copy and show themselves is not asked."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from grader.interleave.plainly import order_of, space_of
from grader.worker.values.bounds import TooLarge
from grader.worker.values.decode import decode
from grader.worker.values.encode import encode
from grader.worker.values.record import DATA, shape_of

_LONGEST = 200


def alike(one: Any, other: Any) -> bool:
    """Of one class, and all that they hold is equal as plain values are, or the same object."""
    if type(one) is not type(other) or not shape_of(one):
        return False
    try:
        return bool(_copied(one, _stays) == _copied(other, _stays))
    except TooLarge:
        return False


def hash_of(thing: Any) -> int | None:
    """The same for two that are alike; None where its class says that it has none, as of one that may change. TypeError where something in it has none."""
    spaces = map(space_of, order_of(type(thing)))
    if next(space["__hash__"] for space in spaces if "__hash__" in space) is None:
        return None
    return hash(_copied(thing, _stays))


def copy_of(thing: Any, deep: bool) -> Any:
    """Another that holds the same, or copies of it."""
    copied = deepcopy if deep else _same
    if shape_of(thing) == "namedtuple":
        return tuple.__new__(type(thing), [copied(part) for part in tuple.__iter__(thing)])
    one = object.__new__(type(thing))
    for name, part in _everything_in(thing).items():
        object.__setattr__(one, name, copied(part))
    return one


def in_words(thing: Any) -> str | None:
    """Its class and what it holds, as Python shows such data; None for what is no data, or too much of it."""
    if not shape_of(thing):
        return None
    try:
        said = repr(_copied(thing, _named))
    except TooLarge:
        return None
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _same(part: Any) -> Any:
    return part


def _everything_in(thing: Any) -> dict[str, Any]:
    """Its fields, and what its methods have put beside them."""
    try:
        beside = object.__getattribute__(thing, "__dict__")
    except AttributeError:  # it has slots
        beside = {}
    return {**dict(DATA["dataclass"](thing) or ()), **beside}


def _copied(thing: Any, instead: Callable[[int, str, str, Any, str], Any]) -> Any:
    """Data in it as data, and `instead` for all that is none."""
    return decode(encode(thing, id, readers=DATA), instead)


def _stays(number: int, _kind: str, _name: str, held: Any, _shape: str) -> Any:
    """What is no data: it is equal to itself, or by what it is."""
    return (number,) if held is None else held


class _Name(str):
    """Shown as it stands."""

    __slots__ = ()
    __repr__ = str.__str__


def _named(_number: int, kind: str, name: str, held: Any, _shape: str) -> Any:
    return _Name(f"<{kind}{' ' + name if name else ''}>") if held is None else held
