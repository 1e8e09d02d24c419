"""Places that go through something: each step of a loop, of a comprehension and of `yield from`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import GeneratorType
from typing import Any, Final

from ..actor import Actor
from ..operations import WRITE
from ..plainly import class_of
from .containers import VIEWS, is_a, is_container, of_class
from .contents import ContentSite
from .known import Manner
from .manners import own_function
from .outside import declare, footprint, within
from .reach import PLAIN, Reach
from .sites import noticing_actor

STEADY: Final[tuple[type, ...]] = (enumerate, zip, reversed, type(iter([])))
"""Iterators that go through the same things all the time."""


class IterationSite(ContentSite):
    """What is gone through, in place of what stands there."""

    __slots__ = ()

    def iterate(self, obj: Any, *, talks: bool = False) -> Any:
        """What a loop goes through in place of `obj`. `talks`: what can be talked to stays itself."""
        kind, known = type(obj), class_of(obj)
        if known in PLAIN or known is tuple:
            return obj
        if is_container(obj) or known in VIEWS:
            return self._watched(obj)
        if talks and of_class(kind, "send") is not None:
            return self._talked_to(obj)
        if kind is GeneratorType:
            return self._generated(obj)
        if not hasattr(kind, "__iter__"):
            return obj  # the loop will say what is wrong
        self.read(obj)
        iterator = iter(obj)
        if talks and of_class(type(iterator), "send") is not None:
            return self._talked_to(iterator)
        if type(iterator) is GeneratorType:
            return self._generated(iterator)
        return iterator if own_function(type(iterator).__next__) else self._stepwise(iterator)

    def delegate(self, obj: Any) -> Any:
        """What `yield from` goes through in place of `obj`; it hands on what is sent, and has the value that is returned."""
        return self.iterate(obj, talks=True)

    def _talked_to(self, obj: Any) -> Any:
        actor = noticing_actor()
        if actor is not None:
            reach = Reach(actor, Manner.LOOKS)
            reach.look((obj,), WRITE)
            declare(self, actor, reach, "a generator that another one delegates to")
        return obj

    def _stepwise(self, iterator: Any) -> Iterator[Any]:
        """Going on with an iterator changes it, and reads what it goes through."""
        reach: Reach | None = None
        while True:
            actor = noticing_actor()
            try:
                if actor is None:
                    item = next(iterator)
                else:
                    if reach is None or class_of(iterator) not in STEADY or reach.manner is not Manner.LOOKS:
                        reach = footprint(actor, next, (iterator,), {}, Manner.LOOKS)
                    item = within(self, actor, reach, lambda: next(iterator))
            except StopIteration:
                return
            yield item

    def _generated(self, obj: GeneratorType[Any, Any, Any]) -> Iterator[Any]:
        """Going on with a generator takes time, in which nobody else may go on with it."""
        while True:
            actor = noticing_actor()
            try:
                item = next(obj) if actor is None else self._go_on(actor, obj)
            except StopIteration:
                return
            yield item

    def _go_on(self, actor: Actor, obj: GeneratorType[Any, Any, Any]) -> Any:
        reach = Reach(actor, Manner.LOOKS)
        reach.look((obj,), WRITE)
        return within(self, actor, reach, lambda: next(obj))

    def _watched(self, obj: Any) -> Iterator[Any]:
        if not is_a(obj, list):
            self.read(obj)  # such an iterator remembers how much there was when it was made
        inner = iter(obj)
        while True:
            self.read(obj)
            try:
                item = next(inner)
            except StopIteration:
                return
            yield item

    def unpacked(self, things: Iterable[Any]) -> Iterator[Any]:
        """The same things, each read just before a comprehension unpacks it."""
        return map(self.read, things)

    def taken_apart(self, things: Iterable[Any]) -> Iterator[Any]:
        """The same, where it unpacks what is in them as well."""
        return map(self.operand, things)
