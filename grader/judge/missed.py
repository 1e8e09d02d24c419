"""Checks that pytest passes over without a word, so that nobody could lose or get their points.

A slip is enough: `def tset_total`, `class ShopTests`, `shop_test.py`, a check that was indented too far, two of one name. So what is
written is compared with what pytest found (`among`); and of a class why nothing was found in it, which only the class itself knows (`in_module`).
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from grader.errors import Mistake
from grader.judge.marks import layers
from grader.judge.written import WORDS, Definition

_CASE = ("unittest.case", "TestCase")  # which is not imported for that: most suites do without
_MADE = {"an __init__": "__init__", "a __new__": "__new__"}
"""What pytest does not let a class of checks have."""

Place = tuple[Path, int | tuple[str, ...]]
"""Where a function is: a file, and a line or the names that lead there."""


@dataclass(frozen=True)
class PassedOver:
    """A class of which pytest collects nothing, and the functions in it and in what it is made from: no more is said of those."""

    mistake: Mistake
    functions: frozenset[Place]


def in_module(module: pytest.Module) -> Iterator[PassedOver]:
    """The classes of a file that look as if they held checks."""
    yield from _in_classes(module, vars(module.obj))


def _in_classes(module: pytest.Module, things: Mapping[str, object]) -> Iterator[PassedOver]:
    for name, kind in things.items():
        if not isinstance(kind, type):
            continue
        why = _why_passed_over(module, name, kind)
        if why is not None:
            functions = [one for base in kind.__mro__ for one in vars(base).values() if isinstance(one, FunctionType)]
            yield PassedOver(why, frozenset(_places(functions)))
        elif module.classnamefilter(name) and kind.__module__ == module.obj.__name__:
            yield from _in_classes(module, {name: one for name, one in vars(kind).items() if name != "__class__"})


def _why_passed_over(module: pytest.Module, name: str, kind: type) -> Mistake | None:
    own, inherited = (_checks(module, bases) for bases in ([kind], kind.__mro__))
    off = getattr(kind, "__test__", True) is False
    if "__test__" in vars(kind) and off:
        return None  # its author wants it so
    if any((base.__module__, base.__name__) == _CASE for base in kind.__mro__):
        if not own and (kind.__module__ == module.obj.__name__ or kind.__module__.partition(".")[0] == "unittest"):
            return None
        what = f"{name} is a unittest.TestCase, which no suite can hold"
        return _mistake(module, own[:1], what, "write functions, or a class without bases")
    if kind.__module__ != module.obj.__name__ or not module.classnamefilter(name) or not inherited:
        return None
    if off and any(map(_is_marked, [kind, *inherited])):
        return _mistake(module, inherited[:1], f"{name} inherits __test__ = False", f"write __test__ = True in {name}")
    made = next((said for said, method in _MADE.items() if getattr(kind, method) is not getattr(object, method)), None)
    if made:
        what = f"pytest passes over the class {name}, which has {made}"
        return _mistake(module, inherited[:1], what, "let a fixture make what its checks share")
    return None


def _checks(module: pytest.Module, kinds: Iterable[type]) -> list[FunctionType]:
    """Those that classes hold, or mean to hold."""
    own = [(name, thing) for kind in kinds for name, thing in vars(kind).items() if isinstance(thing, FunctionType)]
    return [thing for name, thing in own if _is_marked(thing) or module.funcnamefilter(name)]


def _is_marked(thing: Any) -> bool:
    marks = vars(thing).get("pytestmark")
    return isinstance(marks, list) and any(mark.name in WORDS for mark in marks)


def _mistake(module: pytest.Module, at: Sequence[FunctionType], message: str, hint: str) -> Mistake:
    lines = [line for path, line in _places(at) if path == module.path]
    return Mistake(module.path, lines[0] if lines else None, message, hint)


def _places(functions: Iterable[object]) -> Iterator[tuple[Path, int]]:
    for function in functions:
        for layer in layers(function):
            code = getattr(layer, "__code__", None)
            if code is not None:
                yield Path(code.co_filename), code.co_firstlineno


def among(
    defined: Sequence[Definition], items: Iterable[pytest.Function], read: Mapping[Path, Sequence[PassedOver]]
) -> Iterator[Mistake]:
    """What is meant to be a check, and is none of those that pytest found in all of a suite's files. `read`: those that it looked into."""
    items = list(items)
    known: set[Place] = {place for item in items for place in _of_item(item)}
    known.update(_bound_in({one.path for one in defined}, {item.function for item in items}))
    known.update(*(one.functions for passed in read.values() for one in passed))
    unread = {one.path for one in defined} - {path for path, _ in known} - read.keys()
    told = set()
    for one in defined:
        if one.graded and known.isdisjoint([(one.path, one.line), (one.path, one.full_name)]):
            mistake = _unread(one) if one.path in unread else _why_missed(one)
            group = (one.path, mistake.message)  # of a class or a file it is said once
            if group not in told:
                yield mistake
            told.add(group)


def _of_item(item: pytest.Function) -> Iterator[Place]:
    """Where an item's function is, and under which names it is found: its own, and in a class also those that it stands for there."""
    yield from _places([item.function])
    classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    yield item.path, (*classes, item.originalname)
    for base in item.cls.__mro__ if item.cls else ():
        file = getattr(sys.modules.get(base.__module__), "__file__", None)
        if file is not None:
            yield Path(file), (*base.__qualname__.split("."), item.originalname)


def _bound_in(files: Collection[Path], functions: Collection[object]) -> Iterator[Place]:
    """The names that functions have in files which others import: what stands around one need not say where that lies."""
    endings = tuple(path.name for path in files)  # of thousands of modules a few have one of these
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None) or ""
        if file.endswith(endings) and (path := Path(file)) in files:
            names = [
                name for name, thing in vars(module).items() if isinstance(thing, FunctionType) and thing in functions
            ]
            yield from ((path, (name,)) for name in names)


def _unread(first: Definition) -> Mistake:
    hint = "its folder, its name or a conftest.py keeps pytest from it"
    if not first.path.name.startswith("test_"):
        hint = "let the file's name begin with test_"
    return Mistake(first.path, first.line, "its checks are not read", hint)


def _why_missed(one: Definition) -> Mistake:
    around = one.around
    strange = next((name for name in around.names if not name.startswith("Test")), None)
    if around.in_a_function:
        what, hint = (
            f"{one.name} stands inside of {around.names[-1]}, where pytest does not look",
            "move it out of there",
        )
    elif strange is not None:
        what, hint = f"nothing in {strange} is a check for pytest", "let the name of the class begin with Test"
    elif not one.name.startswith("test"):
        what, hint = f"{one.name} is no check for pytest", "let its name begin with test_"
    elif around.perhaps:
        what, hint = f"{one.name} is not defined on this machine", "define it on every machine"
    else:
        what, hint = (
            f"{one.name} is gone when the file has been read",
            "look for what else bears its name, or its class's",
        )
    return Mistake(one.path, one.line, what, hint)
