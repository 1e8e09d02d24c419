"""What an object holds whose class is made from a plain one (an enumeration of numbers, a list with methods, a `Timestamp`), whatever
else that class says. None for any other."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from grader.worker.values import standard

LONGEST = 10_000
"""Characters of a text, and bits of a number, that come along with a handle."""
MOST = 100
"""Parts of a tuple that do."""
_IN_ORDER: tuple[Any, ...] = (deque, array)


def content_of(thing: Any) -> Any:
    """What it holds."""
    found = _read(thing, _READING)
    return standard.held_in(thing) if found is None else found


def atom_in(thing: Any) -> Any:
    """The same where that never changes, and is short: a number, a text, a date, a tuple of these. By it such a thing is found in a set, or as a key."""
    found = _read(thing, _ATOMS)
    if found is None:
        return _few_atoms(thing) if issubclass(type(thing), tuple) else standard.held_in(thing)
    return found if _size_of(found) <= LONGEST else None


def _few_atoms(thing: Any) -> tuple[Any, ...] | None:
    """What a tuple has in it, if none of that changes either."""
    parts = tuple(tuple.__iter__(thing))
    return (
        parts
        if len(parts) <= MOST and all(map(never_changes, parts)) and sum(map(_size_of, parts)) <= LONGEST
        else None
    )


def in_order(thing: Any) -> tuple[str, list[Any]] | None:
    """What a `deque` or an `array` holds, which is equal to another of its kind that holds the same, and to no list. None for anything else."""
    kind = next((one for one in _IN_ORDER if issubclass(type(thing), one)), None)
    return None if kind is None else (kind.__name__, [*kind.__iter__(thing)])


def path_in(thing: Any) -> str | None:
    """The text of a path, which is equal to another of the same text, and to no text. None for anything else."""
    return PurePath.__str__(thing) if issubclass(type(thing), PurePath) else None


def never_changes(part: Any) -> bool:
    """Whether it is a plain value that is another once it is changed."""
    return part is None or type(part) is bool or type(part) in ATOMS


def _size_of(atom: Any) -> int:
    return len(atom) if isinstance(atom, (str, bytes)) else int.bit_length(atom) if type(atom) is int else 0


def _read(thing: Any, reading: Mapping[type, Callable[[Any], Any]]) -> Any:
    return next((read(thing) for kind, read in reading.items() if issubclass(type(thing), kind)), None)


_ATOMS: dict[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    complex: complex.__complex__,
    str: str.__str__,
    bytes: lambda thing: bytes(bytes.__iter__(thing)),
}
_READING: dict[type, Callable[[Any], Any]] = {
    **_ATOMS,
    list: lambda thing: list(list.__iter__(thing)),
    tuple: lambda thing: tuple(tuple.__iter__(thing)),
    dict: lambda thing: dict(dict.items(thing)),
    set: lambda thing: set(set.__iter__(thing)),
    frozenset: lambda thing: frozenset(frozenset.__iter__(thing)),
    bytearray: lambda thing: bytes(bytearray.__iter__(thing)),
}
ATOMS = frozenset(_ATOMS) | standard.KINDS
"""Plain values that never change."""
