"""What objects that stay hold: by it two are equal, as data, or as a class with an `==` of its own says of those that hold the same. Of those that
do not, its word alone is none. How data copies and shows itself is not asked.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from types import FunctionType
from typing import Any

from grader.interleave.plainly import class_of
from grader.worker.values.bounds import TooLarge
from grader.worker.values.decode import decode
from grader.worker.values.encode import encode
from grader.worker.values.held import content_of, in_order, path_in
from grader.worker.values.lineage import has_method, own_method
from grader.worker.values.record import DATA, Readers, Record, attributes, shape_of

_LONGEST = 200
_COPYING = ("__copy__", "__deepcopy__", "__reduce__", "__reduce_ex__", "__getstate__", "__setstate__")
"""By which a class says how its objects are copied."""


def _contents(value: object) -> list[tuple[str, Any]] | None:
    """Those of a `deque` or an `array`, or of a list, dict or set with methods of its own, which is equal as these are; None for any other, and where its class has an `__eq__`."""
    content = content_of(value) if (held := in_order(value)) is None else held[1]
    changes = type(content) in (list, dict, set)
    return [("", content)] if changes and not compares(value) else None


def _held(value: object) -> list[tuple[str, Any]] | None:
    found = attributes(value)
    return _contents(value) if found is None else found


_DATA: Readers = {**DATA, "object": _contents}
_ANY: Readers = {**DATA, "object": _held}


def alike(one: Any, other: Any) -> bool | None:
    """Of one class, and all that they hold is equal as plain values are, or the same object. None where an `==` of the program's calls equal
    what holds different things, or more than is read."""
    akin = type(one) is type(other)
    if akin and (shape_of(one) or _contents(one) is not None) and _hold_the_same(one, other, _DATA):
        return True
    if not (compares(one) or compares(other)):
        return False
    same = akin and _hold_the_same(one, other, _ANY)  # read before the program is asked, which may change them
    return (same or None) if one == other else False


def compares(thing: Any) -> bool:
    """Whether a class that the program or the library wrote says what is equal to it."""
    return type(own_method(thing, "__eq__")) is FunctionType


def own_hash(thing: Any) -> int | None:
    """What its class hashes it by, if that says so itself; TypeError where it says that it cannot be hashed."""
    method = own_method(thing, "__hash__", missing=object.__hash__)
    return hash(thing) if method is None or type(method) is FunctionType else None


def own_repr(thing: Any) -> str | None:
    """How it is shown, if a class that the program or the library wrote says that itself, or it is an exception: what Python says of any object has an address in it."""
    tells = type(own_method(thing, "__repr__")) is FunctionType or issubclass(type(thing), BaseException)
    return repr(thing) if tells else None


def _hold_the_same(one: Any, other: Any, readers: Readers) -> bool:
    try:
        return bool(_copied(one, _stays, readers) == _copied(other, _stays, readers))
    except TooLarge:
        return False


def copy_of(thing: Any, deep: bool) -> Any:
    """Another object that holds the same, or copies of it; None of one that says itself how it is copied, as it may be the very object, and of one that holds more than
    its attributes."""
    if not (shape_of(thing) or _is_all_in_its_attributes(thing)):
        return None
    known: dict[int, Any] = {}
    return _filled(thing, partial(_deeply, known=known) if deep else _same, known)


def _filled(thing: Any, copied: Callable[[Any], Any], known: dict[int, Any]) -> Any:
    if shape_of(thing) == "namedtuple":
        return tuple.__new__(type(thing), [copied(part) for part in tuple.__iter__(thing)])
    one = known[id(thing)] = object.__new__(type(thing))
    for name, part in attributes(thing) or ():
        object.__setattr__(one, name, copied(part))
    return one


def _deeply(part: Any, known: dict[int, Any]) -> Any:
    """As `deepcopy` does, which would ask data within data, or in a list of it, for its own `__deepcopy__`. `known`: by `id`, what is copied already."""
    if id(part) in known:
        return known[id(part)]
    copied, kind = partial(_deeply, known=known), class_of(part)
    if kind is list:
        parts = known[id(part)] = list[Any]()
        parts += map(copied, part)
        return parts
    if kind is dict:
        pairs = known[id(part)] = dict[Any, Any]()
        pairs.update((copied(key), copied(value)) for key, value in part.items())
        return pairs
    if kind in (tuple, set, frozenset):
        return kind(map(copied, part))
    is_data = any(fields_of(part) is not None for fields_of in DATA.values())
    return _filled(part, copied, known) if is_data or _is_all_in_its_attributes(part) else deepcopy(part, known)


def _is_all_in_its_attributes(thing: Any) -> bool:
    return attributes(thing) is not None and not any(has_method(thing, name) for name in _COPYING)


def in_words(thing: Any) -> str | None:
    """What it holds, as Python shows the fields of data; None for what holds nothing under a name, or too much."""
    if (path := path_in(thing)) is not None:
        return repr(path)
    try:
        told = _copied(thing, _named, DATA if shape_of(thing) else _ANY)
    except TooLarge:
        return None
    if type(told) is not Record:
        return None
    said = ", ".join(f"{name}={value!r}" if name else repr(value) for name, value in told.record_fields)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _same(part: Any) -> Any:
    return part


def _copied(thing: Any, instead: Callable[[int, str, str, Any, str], Any], readers: Readers) -> Any:
    """What it holds as data, and `instead` for all that is none."""
    return decode(encode(thing, id, readers=readers), instead)


def _stays(number: int, _kind: str, _name: str, held: Any, _shape: str) -> Any:
    """What is no data: it is equal to itself, or by what it is."""
    return (number,) if held is None else held


class _Name(str):
    """Shown as it stands."""

    __slots__ = ()
    __repr__ = str.__str__


def _named(_number: int, kind: str, name: str, held: Any, _shape: str) -> Any:
    return _Name(f"<{kind}{' ' + name if name else ''}>") if held is None else held
