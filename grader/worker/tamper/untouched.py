"""Whether a module of the library still calls its own functions.

`traceback` looks at the frames that an exception passed, ours among them, and hands them on to functions of its module.
Whoever puts a function in the place of one of these is given the frame.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from types import FunctionType, MethodType, ModuleType
from typing import Any

from grader.worker.tamper.rules import UNTOUCHED

_CALLED = (FunctionType, MethodType, ModuleType, classmethod, staticmethod)
Space = tuple[Any, dict[str, Any]]
"""A namespace, and what was called in it."""


def remember() -> None:
    """Look at the modules that count, before any of the program's code."""
    for names in UNTOUCHED.values():
        for name in names:
            _before(name)


def are_untouched(space: dict[str, Any], *names: str) -> bool:
    """Whether these modules are as they were, and the first is the one whose functions run in this namespace: a program
    may load it a second time."""
    if space is not _before(names[0])[0][0]:
        return False
    for name in names:
        for space, before in _before(name):
            for key, value in before.items():
                if space.get(key) is not value:
                    return False
    return True


@cache
def _before(name: str) -> tuple[Space, ...]:
    return tuple(_spaces(importlib.import_module(name)))


def _spaces(module: ModuleType) -> Iterator[Space]:
    space = vars(module)
    kinds = {
        name: kind for name, kind in space.items() if isinstance(kind, type) and kind.__module__ == module.__name__
    }
    yield space, {**_called(space), **kinds}
    for kind in kinds.values():
        yield vars(kind), _called(vars(kind))


def _called(space: Any) -> dict[str, Any]:
    return {name: what for name, what in space.items() if isinstance(what, _CALLED)}
