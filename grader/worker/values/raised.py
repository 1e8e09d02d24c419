"""Exceptions of the program's and their classes, by number: the one that a suite catches, looks into or hands back is the one that was raised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.interleave.plainly import (
    bases_of,
    cause_of,
    home_of,
    is_librarys,
    notes_on,
    order_of,
    pythons_kind_of,
    text_of,
)
from grader.worker.values.lineage import is_class

_CAUSES = 4
"""Of an exception told, each the cause of the one before."""
_MOST_NOTES, _LONGEST_NOTE = 20, 1_000
Keep = Callable[[object], int]


def told(thing: Any, keep: Keep) -> list[Any] | None:
    """What an exception travels as, or the class of one; None for any other thing, and for a class that is not the program's own."""
    if is_class(thing):
        return ["K", *_kind(thing, keep)] if _is_own(thing) else None
    return error(thing, keep) if issubclass(type(thing), BaseException) else None


def error(thing: BaseException, keep: Keep, message: str | None = None, causes: int = _CAUSES) -> list[Any]:
    """An exception: its number, what it says, of which class it is, its notes and its cause."""
    cause = cause_of(thing) if causes else None
    said = message if message is not None else text_of(thing) or ""
    told = None if cause is None else error(cause, keep, causes=causes - 1)
    return ["E", keep(thing), said, *_kind(type(thing), keep), _notes(thing), told]


def _kind(kind: type, keep: Keep) -> tuple[Any, list[Any]]:
    """A class, and those of the program's own that it is made from, whatever is made from another behind that: number, module, name, and bases."""
    own = [one for one in order_of(kind)[::-1] if _is_own(one)]
    return _named(kind, keep), [[keep(one), *home_of(one), _bases(one, keep)] for one in own]


def _bases(kind: type, keep: Keep) -> list[Any]:
    return [_named(base, keep) for base in bases_of(kind) if BaseException in order_of(base)]


def _named(kind: type, keep: Keep) -> Any:
    """A class by its number, or by where it stands and its name; behind that of which of Python's own it is."""
    if _is_own(kind):
        return keep(kind)
    return [*home_of(kind), pythons_kind_of(kind)]


def _is_own(kind: type) -> bool:
    return BaseException in order_of(kind) and not is_librarys(kind)


def _notes(thing: BaseException) -> list[str]:
    notes = notes_on(thing).get("__notes__")
    return [note[:_LONGEST_NOTE] for note in notes[:_MOST_NOTES] if type(note) is str] if type(notes) is list else []
