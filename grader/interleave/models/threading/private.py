"""What the library keeps in its own objects and its models do otherwise: a program that looks at it is not under control.

CPython has these attributes, so to look for one is no mistake of the program's. The run ends there and says which it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...actor import is_controlled
from ..interpreter import beyond


class Private:
    """One such attribute. What a program puts in its place on its own object comes first, as in life."""

    __slots__ = ("_word",)

    def __init__(self, word: str) -> None:
        self._word = word

    def __get__(self, owner: object, kind: type) -> Any:
        if owner is None or not is_controlled():
            raise AttributeError(self._word.rpartition(".")[2])
        beyond(self._word)()


class Relied(Private):
    """One that the library's own methods go by: what comes of another in its place nobody simulates."""

    __slots__ = ()

    def __set__(self, owner: Any, value: object) -> None:
        if is_controlled():
            beyond(f"another {self._word} than the library's")()
        vars(owner)[self._word.rpartition(".")[2]] = value

    def __delete__(self, owner: object) -> None:
        beyond(f"the end of {self._word}")()


def must_be_made(thing: object, first: str, said: str, error: type[Exception] = AttributeError) -> None:
    """The library's `__init__` has been called, by which `first` is there and not False; else its own first look fails: what it says
    then, or which attribute is missing."""
    if vars(thing).get(first, getattr(type(thing), first, False)) is False:
        raise error(
            said if error is not AttributeError else f"{type(thing).__name__!r} object has no attribute {said!r}"
        )


def private(kind: type, names: Iterable[str], each: type[Private] = Private) -> None:
    """The library's own objects of this class have these, and a model of it has not."""
    for name in names:
        if not hasattr(kind, name):
            setattr(kind, name, each(f"{kind.__name__}.{name}"))
