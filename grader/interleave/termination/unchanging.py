"""Loops whose test stays as it is: `while i < len(pages)`, where nothing in the loop gives `i` another value.

What everybody forgets once is `i += 1`. The names of such a test belong to the scope in which the loop stands, nothing in the loop binds them,
and no other scope may (`global`, `nonlocal`). That their values cannot change in themselves is looked up where it runs: a number, a text; or
something of which only the length is asked, and which the loop hands to nobody.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import FrameType

from ..instrument.syntax import lines_of

SCOPES = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)
NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
PLAIN = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Constant, ast.Name, ast.expr_context)
SIGNS = (ast.cmpop, ast.boolop, ast.unaryop, ast.operator)
IMMUTABLE = (int, float, bool, str, bytes, type(None))
SIZED = (list, tuple, dict, set, str, bytes, range)
BEHIND = frozenset({"globals", "locals", "vars", "exec", "eval", "setattr", "__dict__", "__main__"})
"""Names by which a variable may be given a value without being named."""


@dataclass(frozen=True, slots=True)
class Test:
    """The names in the test of a loop."""

    values: frozenset[str]
    lengths: frozenset[str]
    """Of these it asks the length only."""

    def stays(self, frame: FrameType) -> bool:
        """Whether what the names stand for in this frame is nothing that changes."""
        known = frame.f_locals
        return all(type(known.get(name)) in IMMUTABLE for name in self.values) and all(
            type(known.get(name)) in SIZED for name in self.lengths
        )


Tests = Mapping[int, tuple[Test, ...]]


def tests_that_stay(tree: ast.Module, loops: Iterable[ast.While]) -> Tests:
    """Of these loops, which nothing leaves but their test: line -> the tests that nothing in them changes."""
    every = list(ast.walk(tree))
    if any(getattr(node, part, "") in BEHIND for node in every for part in ("id", "attr")):
        return {}
    shared = {name for node in every if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names}
    asked, found = set(loops), defaultdict[int, tuple[Test, ...]](tuple)
    for scope in every:
        own = list(_own(scope)) if isinstance(scope, SCOPES) else []
        bound = {name for node in own for name in _bound(node)} - shared
        for loop in (node for node in own if isinstance(node, ast.While) and node in asked):
            if (test := _test(loop, bound)) is not None:
                for line in lines_of(loop):
                    found[line] += (test,)
    return dict(found)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """What belongs to a scope, and to none within it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, NESTED):
            yield from _own(child)


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a node gives a value, or takes it from."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name) | ast.alias(asname=str(name)):
            yield name
        case ast.alias(name=name):
            yield name.partition(".")[0]
        case ast.Name() | ast.keyword():
            return
        case _:
            yield from (given for part in ("name", "rest") if isinstance(given := getattr(node, part, None), str))


def _test(loop: ast.While, bound: set[str]) -> Test | None:
    measured = set(map(id, filter(None, map(_measured, ast.walk(loop.test)))))
    names = [node for node in ast.walk(loop.test) if isinstance(node, ast.Name)]
    lengths = {name.id for name in names if id(name) in measured}
    values = {name.id for name in names} - lengths - ({"len"} if lengths else set())
    plain = all(isinstance(node, PLAIN + SIGNS) or _measured(node) for node in ast.walk(loop.test))
    inside = [node for part in loop.body for node in ast.walk(part)]
    given = {name for node in inside for name in _bound(node)}
    if not plain or (values | lengths) - bound or given & (values | lengths):
        return None
    only_read = set(map(id, filter(None, map(_read, inside))))
    handed = {node.id for node in inside if isinstance(node, ast.Name) and id(node) not in only_read}
    return None if handed & lengths else Test(frozenset(values), frozenset(lengths))


def _measured(node: ast.AST) -> ast.Name | None:
    """The name of which a node asks the length."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name() as name], keywords=[]):
            return name
    return None


def _read(node: ast.AST) -> ast.Name | None:
    """The name of something that a node looks into, and leaves as it is."""
    match node:
        case ast.Subscript(value=ast.Name() as name, ctx=ast.Load()):
            return name
    return _measured(node)
