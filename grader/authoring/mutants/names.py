"""What calls in a program are about, told from their names alone: good enough to know where a mistake can be made."""

from __future__ import annotations

import ast
from collections.abc import Iterator

LOCKS = ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition")
COUNTED = ("Semaphore", "BoundedSemaphore", "Barrier")
ACTORS = ("Thread", "Process", "Timer")
SHARED = ("Value", "Array")


def called(node: ast.AST) -> str:
    """`f` for f(…) and for a.b.f(…); '' for what is no such call."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(node: ast.AST, *names: str) -> Iterator[ast.Call]:
    """The calls of these names within a node."""
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call) and called(inner) in names)


def method_of(statement: ast.stmt, *names: str) -> ast.Attribute | None:
    """`x.join` where the statement is nothing but x.join(…)."""
    if isinstance(statement, ast.Expr) and called(statement.value) in names:
        assert isinstance(statement.value, ast.Call)
        function = statement.value.func
        return function if isinstance(function, ast.Attribute) else None
    return None


def keyword(call: ast.Call, name: str) -> ast.keyword | None:
    """A keyword argument of a call."""
    return next((one for one in call.keywords if one.arg == name), None)
