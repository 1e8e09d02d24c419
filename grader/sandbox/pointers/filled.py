"""What a function puts into a container of the file's, and does not look into: in a process, nobody ever sees it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

from grader.sandbox.pointers.kept import own_parts

PUTTING = frozenset({"append", "appendleft", "add", "extend", "insert", "update"})
_KINDS = frozenset({"list", "dict", "set", "deque", "defaultdict", "Counter"})


def filled_by(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, tuple[str, str]]]:
    """The first statement for each name by which the function does nothing but put something in, with its own name and that."""
    parts = list(own_parts(function))
    own = {arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)}
    own |= {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    named = Counter(part.id for part in parts if isinstance(part, ast.Name))
    putting = [put for part in parts for put in _filled_in(part)]
    times = Counter(name for name, _ in putting)
    first = dict(sorted(putting, key=lambda one: one[1].lineno, reverse=True))
    for name, part in first.items():
        if named[name] == times[name] and name not in own:
            yield part, (function.name, name)


def containers_in(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names to which these statements give a container of Python's."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.List() | ast.Dict() | ast.Set()):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=kind))) if kind in _KINDS:
                yield name


def _filled_in(part: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    match part:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=how))) if how in PUTTING:
            yield name, part
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
            yield name, part
