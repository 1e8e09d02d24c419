"""What a function keeps for itself: names that it gives a value, and that stand nowhere else but where a lock is taken and
given back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_ANOTHER_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_FARTHEST_IN = 12
"""Columns at which a function may begin. Each is gone through with all that are in it, and a hostile one has a hundred in one another."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A name of a function's own."""

    name: str
    function: str
    given: ast.Assign
    """Where it gets its value first."""
    taken: bool
    """Whether it is taken and given back as a lock there."""


def kept_by(function: ast.FunctionDef) -> Iterator[Kept]:
    """Those of one function. A name that a function inside it looks at, or that is declared to be another's, is none."""
    if function.col_offset > _FARTHEST_IN:
        return
    given: dict[str, ast.Assign] = {}
    locks, taken = set[ast.AST](), set[str]()
    known = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
    to_do: list[tuple[ast.AST, bool]] = [(part, False) for part in reversed(function.body)]
    while to_do:
        node, inside = to_do.pop()
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) if not inside:
                given.setdefault(name, node)
            case ast.With(items=items):
                locks |= {item.context_expr for item in items}
            case ast.Attribute(value=ast.Name() as lock, attr="acquire" | "release" | "locked"):
                locks.add(lock)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                known.update(names)
            case ast.Name(id=name, ctx=ast.Load()):
                (known if inside or node not in locks else taken).add(name)
        inside = inside or isinstance(node, _ANOTHER_SCOPE)
        to_do += [(part, inside) for part in reversed([*ast.iter_child_nodes(node)])]
    yield from (Kept(name, function.name, node, name in taken) for name, node in given.items() if name not in known)


def own_parts(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What stands in a function, and in none that is inside it."""
    to_do: list[ast.AST] = [*function.body]
    while to_do:
        node = to_do.pop()
        yield node
        if not isinstance(node, _ANOTHER_SCOPE):
            to_do += ast.iter_child_nodes(node)
