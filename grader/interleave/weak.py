"""Things of the program that the engine remembers without keeping them alive.

When a program lets a thing go, that may do something: a generator leaves its `with`, a connection is closed, a `__del__`
runs. None of it may depend on what the engine has noted down.
"""

from __future__ import annotations

from collections import deque
from inspect import GEN_SUSPENDED, getgeneratorstate
from types import GeneratorType
from weakref import ref

UNHEARD = deque[object](maxlen=0).append
"""What is told of errors that nobody can catch once a run is over, in what dies with it: nothing. It leads to nothing of ours."""


class Gone:
    """Stands for a thing that the program has let go: of what kind it was, and what it was called if it had a name of its own."""

    __slots__ = ("kind", "name")

    def __init__(self, kind: str, name: str = "") -> None:
        self.kind = kind
        self.name = name


class Weak:
    """A thing that is not kept alive."""

    __slots__ = ("_kind", "ref")

    def __init__(self, thing: object) -> None:
        self.ref = ref(thing)  # without a callback, by which the program would find the engine
        self._kind = type(thing).__name__

    def thing(self) -> object:
        """The thing, or what it was."""
        found = self.ref()
        return Gone(self._kind) if found is None else found


def weakly(thing: object) -> object:
    """A thing without keeping it alive; itself where its kind does not allow that (lists, dictionaries)."""
    try:
        return Weak(thing)
    except TypeError:
        return thing


def is_passing(held: object) -> bool:
    """Whether what `weakly` answered for is an iterator of C itself, which may have a generator in hand."""
    return type(held) is not Weak and hasattr(type(held), "__next__")


def is_missed(thing: object) -> bool:
    """Whether its end does something that others can notice: a generator stands amid its text, or there is a `__del__`."""
    if isinstance(thing, GeneratorType):
        return getgeneratorstate(thing) == GEN_SUSPENDED
    return hasattr(type(thing), "__del__")


def strongly(held: object) -> object:
    """The thing that `weakly` has answered for, or that it is `Gone`."""
    return held.thing() if type(held) is Weak else held
