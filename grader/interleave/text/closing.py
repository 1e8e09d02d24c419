"""Where a generator may stand that has something left to do when it is closed: in a `try` with a `finally`, in a `with`.

One that is let go while the program runs does it there and then. One that still stands so when the program ends does it while the
interpreter goes, which nobody simulates (`outliving`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ..instrument.syntax import name_of

_ITS_END = frozenset({"", "GeneratorExit", "BaseException"})


def closing_lines(nodes: Iterable[ast.AST]) -> tuple[range, ...]:
    """The lines of a file's blocks in which there is a `yield`, and after which something comes in any case."""
    found = (lines for node in nodes if (lines := _lines(node)) is not None)
    return tuple(dict.fromkeys(found))


def _lines(node: ast.AST) -> range | None:
    if isinstance(node, ast.With):
        body: list[ast.stmt] = node.body
    elif isinstance(node, (ast.Try, ast.TryStar)) and (node.finalbody or any(map(_catches_its_end, node.handlers))):
        body = [*node.body, *(part for handler in node.handlers for part in handler.body), *node.orelse]
    else:
        return None
    if not any(map(_yields, body)):
        return None
    return range(body[0].lineno, 1 + max(part.end_lineno or part.lineno for part in body))


def _catches_its_end(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or name_of(kind) in _ITS_END for kind in kinds)


def _yields(statement: ast.AST) -> bool:
    """Whether it hands out something, and not only a function within it."""
    return any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in _own_parts(statement))


def _own_parts(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
        return
    yield node
    for part in ast.iter_child_nodes(node):
        yield from _own_parts(part)
