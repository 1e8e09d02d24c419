"""Checks that pytest passes over without a word, so that nobody could lose or get their points.

A slip in a name is enough: `def tset_total`, `class ShopTests`, `shop_test.py`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from grader.errors import Mistake
from grader.judge.marks import layers

_WORDS = {"points", "needs", "hint", "explain"}
_CASE = ("unittest.case", "TestCase")  # which is not imported for that: most suites do without
_MADE = {"an __init__": "__init__", "a __new__": "__new__"}
"""What pytest does not let a class of checks have."""
_IS_A_CASE, _NO_BASES = "is a unittest.TestCase, which no suite can hold", "write functions, or a class without bases"
_CHECK = re.compile(r"^[ \t]*@points\(", re.MULTILINE)


def in_module(module: pytest.Module, found: Sequence[pytest.Item | pytest.Collector]) -> Iterator[Mistake]:
    """What of a file looks like a check, and is none of what pytest found there. Who says `__test__ = False` wants that."""
    checks = [one for node in found if isinstance(node, pytest.Function) for one in layers(node.obj)]
    classes = _with_inner(module, [node.obj for node in found if isinstance(node, pytest.Class)])
    for name, thing in vars(module.obj).items():
        if not isinstance(thing, FunctionType | type) or vars(thing).get("__test__") is False:
            continue
        if isinstance(thing, FunctionType):
            if _is_marked(thing) and not any(thing is one for one in checks):
                yield _misnamed(module, name, thing)
        elif thing.__module__ == module.obj.__name__:
            yield from _in_class(module, thing, classes)
        elif _is_case(thing) and thing.__module__.partition(".")[0] != "unittest":
            yield Mistake(module.path, None, f"{name} {_IS_A_CASE}", _NO_BASES)


def _with_inner(module: pytest.Module, kinds: Iterable[type]) -> list[type]:
    """Classes of checks, and those in them."""
    found = []
    for kind in kinds:
        inner = (
            thing for name, thing in vars(kind).items() if isinstance(thing, type) and module.classnamefilter(name)
        )
        found += [kind, *_with_inner(module, inner)]
    return found


def in_files(suite: Path) -> Iterator[Mistake]:
    """Files with checks that are called like no file of checks, and that no other file names."""
    files = (path for path in sorted(suite.rglob("*.py")) if path.is_file())
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in files}
    for path, text in texts.items():
        check = _CHECK.search(text)
        name = re.escape(path.parent.name if path.stem == "__init__" else path.stem)
        others = (other for at, other in texts.items() if at != path)
        if check is None or path.name.startswith("test_") or any(re.search(rf"\b{name}\b", other) for other in others):
            continue
        line = text.count("\n", 0, check.start()) + 1
        yield Mistake(path, line, "its checks are not read", "let the file's name begin with test_")


def _in_class(module: pytest.Module, kind: type, read: Sequence[type]) -> Iterator[Mistake]:
    checks = _checks(module, kind)
    inherited = [check for base in kind.__mro__ for check in _checks(module, base).values()]
    made = next((said for said, name in _MADE.items() if getattr(kind, name) is not getattr(object, name)), None)
    if _is_case(kind):
        if checks:
            yield _mistake(module, next(iter(checks.values())), f"{kind.__name__} {_IS_A_CASE}", _NO_BASES)
    elif kind in read and made:
        if inherited:
            what = f"pytest passes over the class {kind.__name__}, which has {made}"
            yield _mistake(module, inherited[0], what, "let a fixture make what its checks share")
    elif any(issubclass(one, kind) for one in read):
        for name, thing in checks.items():
            if not module.funcnamefilter(name):
                yield _misnamed(module, name, thing)
    elif checks and (_is_marked(kind) or any(map(_is_marked, checks.values()))):
        what = f"nothing in {kind.__name__} is a check for pytest"
        yield _mistake(module, next(iter(checks.values())), what, "let the name of the class begin with Test")


def _checks(module: pytest.Module, kind: type) -> dict[str, FunctionType]:
    """Those that a class holds itself, or means to hold."""
    own = {name: thing for name, thing in vars(kind).items() if isinstance(thing, FunctionType)}
    return {name: thing for name, thing in own.items() if _is_marked(thing) or module.funcnamefilter(name)}


def _is_case(kind: type) -> bool:
    return any((base.__module__, base.__name__) == _CASE for base in kind.__mro__)


def _is_marked(thing: Any) -> bool:
    marks = vars(thing).get("pytestmark") if isinstance(thing, FunctionType | type) else None
    return isinstance(marks, list) and any(mark.name in _WORDS for mark in marks)


def _misnamed(module: pytest.Module, name: str, thing: FunctionType) -> Mistake:
    return _mistake(module, thing, f"{name} is no check for pytest", "let its name begin with test_")


def _mistake(module: pytest.Module, thing: Any, message: str, hint: str) -> Mistake:
    code = getattr(inspect.unwrap(thing), "__code__", None)
    line = code.co_firstlineno if code and Path(code.co_filename) == module.path else None
    return Mistake(module.path, line, message, hint)
