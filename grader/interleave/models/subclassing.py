"""Names for itself that only one of the two has, the library's class and our model of it: what comes of their use nobody simulates.

A semaphore of the program's that counts in `self._taken` would get in the way of our own `_taken`, one with a `_cond` in the way of the
library's; and who looks at the `_cond` of the library's finds none here. Which names those are is asked of both classes.
"""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

from ..actor import is_controlled
from .interpreter import beyond
from .threading.private import Private, Relied, private


def apart(model: Any, library: type) -> None:
    """Who makes a class from the model keeps off what it does not share with the library's, or is not under control; as is who
    looks at what only the library's has: a new Python may have methods that no model knows."""
    ours, theirs = frozenset(_names(model)), frozenset(_names(library))
    odd = ours ^ theirs
    private(model, theirs - ours, Relied)
    private(model, (name for name in dir(library) if name[:2] != "__"))

    def __init_subclass__(cls: Any, **more: Any) -> None:
        super(model, cls).__init_subclass__(**more)
        taken = odd.intersection(_given(cls, odd)) if is_controlled() else ()
        if taken:
            beyond(f"{min(taken)}, which a {model.__name__} has for itself,")()

    model.__init_subclass__ = classmethod(__init_subclass__)  # type: ignore[arg-type]


def _names(kind: type) -> Iterator[str]:
    """What a class has for itself, and its objects from `__init__` on."""
    for base in kind.__mro__[:-1]:
        own = (name for name, what in vars(base).items() if not isinstance(what, Private))
        yield from filter(_is_private, (*own, *_named_at_first(base)))


def _named_at_first(kind: type) -> set[str]:
    """All that is named in `__init__`, and in the methods that it calls: attributes among them (nobody looks so closely)."""
    named, calls = set[str](), {"__init__"}
    while calls:
        fresh = {name for call in calls for code in _codes(vars(kind).get(call)) for name in code.co_names} - named
        named |= fresh
        calls = fresh & vars(kind).keys()
    return named


def _is_private(name: str) -> bool:
    return name[:1] == "_" and name[:2] != "__"


def _given(kind: type, odd: frozenset[str]) -> Iterator[str]:
    """What a class of the program's defines, and what its methods assign to."""
    for name, what in list(vars(kind).items()):
        yield name
        for code in _codes(what):
            if not odd.isdisjoint(code.co_names):
                yield from (act.argval for act in dis.get_instructions(code) if act.opname == "STORE_ATTR")


def _codes(what: object) -> Iterator[CodeType]:
    """The text of a method or a property, with the functions in it."""
    if isinstance(what, CodeType):
        yield what
        for part in what.co_consts:
            yield from _codes(part)
    elif isinstance(what, FunctionType):
        yield from _codes(what.__code__)
    elif isinstance(what, property):
        yield from _codes(what.fget)
        yield from _codes(what.fset)
    elif isinstance(what, (classmethod, staticmethod)):
        yield from _codes(what.__func__)
