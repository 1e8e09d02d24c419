"""Classes of the program: hashes that are the same in every run, and finalizers, which nobody can control."""

from __future__ import annotations

from functools import partial
from types import MethodType, MethodWrapperType, WrapperDescriptorType
from typing import Any, Final

from greenlet import getcurrent

from ..actor import ActorGreenlet
from .containers import of_class
from .sites import Site, noticing_actor

BEYOND = 40
"""Bits of a hash that the table of a small set does not come to: of eight slots it tries four for as many things, five bits further each time."""
BACKWARDS = 7 | 2 << 5 | 2 << 10 | 2 << 15
"""Low bits for which it tries its slots from the last to the first."""
_SLOTS: Final = (MethodWrapperType, WrapperDescriptorType)
_namespace_of: Any = type.__dict__["__dict__"].__get__


class ClassSite(Site):
    """A class statement of the program."""

    __slots__ = ()

    def made(self, kind: Any) -> Any:
        """The class is there. Objects that hash by their address would come out of a set in another order each time."""
        if isinstance(kind, type):
            hash_steadily(kind)
        stack = getcurrent()
        if type(stack) is ActorGreenlet and isinstance(kind, type) and "__del__" in _namespace_of(kind):
            stack.actor.run.finalizing[id(kind)] = kind, self.file, self.line
        return kind


def hash_steadily(kind: type) -> None:
    """Let things of a class that hash by their address do so in the same way in every run."""
    if of_class(kind, "__hash__") is object.__hash__:
        type.__setattr__(kind, "__hash__", steady_hash)  # whatever its metaclass makes of that


def steady_hash(thing: object) -> int:
    """A hash that no other object of the run has, and that is the same in every run. The things of a small set, up to four, all want the same slot
    of its table. So those put in last come out first; in runs `as filled`, they come out as they were put in. In life, where the
    hash is an address, either may happen, and whatever lies between."""
    stack = getcurrent()
    if type(stack) is not ActorGreenlet:
        return object.__hash__(thing)
    run = stack.actor.run
    number: int = run.number(thing)
    run.hashed.add(number)
    return number << BEYOND | (0 if run.filled else BACKWARDS)


def told_hash(thing: object) -> int:
    """What a program that looks at it is told that such a hash is: the same in whichever order sets are gone through."""
    stack = getcurrent()
    return stack.actor.run.identity(thing) >> 4 if type(stack) is ActorGreenlet else object.__hash__(thing)


def instead_of_hashing(function: Any) -> Any:
    """What to call for `object.__hash__` (`super().__hash__`) and for `thing.__hash__()`, None for anything else."""
    if type(function) is MethodType and function.__func__ is steady_hash:
        return partial(told_hash, function.__self__)
    if type(function) not in _SLOTS or function.__name__ != "__hash__" or function.__objclass__ is not object:
        return None
    return steady_hash if type(function) is WrapperDescriptorType else partial(steady_hash, function.__self__)


class FinalizerSite(Site):
    """The beginning of a `__del__`."""

    __slots__ = ("outside",)

    def __init__(self, number: int, file: str, line: int, name: str) -> None:
        super().__init__(number, file, line, name)
        self.outside = 0
        """How often it came where no actor was: nothing that it does there is the program's any more."""

    def here(self) -> None:
        """The last reference is gone; had others run in between, somebody else might have dropped it."""
        if type(getcurrent()) is not ActorGreenlet:
            self.outside += 1
        actor = noticing_actor()
        if actor is not None and not actor.run.dead:
            actor.run.escape("__del__")
