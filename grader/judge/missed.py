"""Checks that pytest passes over without a word, so that nobody could lose or get their points.

A slip in a name is enough: `def tset_total`, `class ShopTests`, `shop_test.py`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from grader.errors import Mistake

_WORDS = {"points", "needs", "hint", "explain"}
_CASE = ("unittest.case", "TestCase")  # which is not imported for that: most suites do without
_CHECK = re.compile(r"^[ \t]*@points\(", re.MULTILINE)


def in_module(module: pytest.Module, found: Sequence[pytest.Item | pytest.Collector]) -> Iterator[Mistake]:
    """What of a file looks like a check, and is none of what pytest found there."""
    read = [node.obj for node in found if isinstance(node, pytest.Class | pytest.Function)]
    for name, thing in vars(module.obj).items():
        if isinstance(thing, type) and thing.__module__ == module.obj.__name__:
            yield from _in_class(module, thing, [one for one in read if isinstance(one, type)])
        elif _is_marked(thing) and not any(thing is one for one in read):
            yield _mistake(module, thing, f"{name} is no check for pytest", "let its name begin with test_")


def in_files(suite: Path) -> Iterator[Mistake]:
    """Files with checks that are called like no file of checks, and that none of those imports."""
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in sorted(suite.rglob("*.py"))}
    read = "\n".join(text for path, text in texts.items() if path.name.startswith("test_"))
    for path, text in texts.items():
        check = _CHECK.search(text)
        if check is None or path.name.startswith("test_") or re.search(rf"\b{re.escape(path.stem)}\b", read):
            continue
        line = text.count("\n", 0, check.start()) + 1
        yield Mistake(path, line, "its checks are not read", "let the file's name begin with test_")


def _in_class(module: pytest.Module, kind: type, read: Sequence[type]) -> Iterator[Mistake]:
    own = {name: thing for name, thing in vars(kind).items() if isinstance(thing, FunctionType)}
    checks = {name: thing for name, thing in own.items() if _is_marked(thing) or module.funcnamefilter(name)}
    if any((base.__module__, base.__name__) == _CASE for base in kind.__mro__):
        if checks:
            what = f"{kind.__name__} is a unittest.TestCase, which no suite can hold"
            yield _mistake(module, next(iter(checks.values())), what, "write functions, or a class without bases")
    elif kind in read and kind.__init__ is not object.__init__:  # type: ignore[misc]
        what = f"pytest passes over the class {kind.__name__}, which has an __init__"
        yield _mistake(module, kind.__init__, what, "let a fixture make what its checks share")  # type: ignore[misc]
    elif any(issubclass(one, kind) for one in read):
        for name, thing in checks.items():
            if not module.funcnamefilter(name):
                yield _mistake(module, thing, f"{name} is no check for pytest", "let its name begin with test_")
    elif checks and (_is_marked(kind) or any(map(_is_marked, checks.values()))):
        what = f"nothing in {kind.__name__} is a check for pytest"
        yield _mistake(module, next(iter(checks.values())), what, "let the name of the class begin with Test")


def _is_marked(thing: Any) -> bool:
    marks = vars(thing).get("pytestmark") if isinstance(thing, FunctionType | type) else None
    return isinstance(marks, list) and any(mark.name in _WORDS for mark in marks)


def _mistake(module: pytest.Module, thing: Any, message: str, hint: str) -> Mistake:
    code = getattr(inspect.unwrap(thing), "__code__", None)
    return Mistake(module.path, code.co_firstlineno if code else None, message, hint)
