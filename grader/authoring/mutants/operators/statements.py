"""Leave a statement out, a start, a join, a sentinel, a task_done, a set, a global; go another way; return too early."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from grader.authoring.text import Change, Text

KEPT = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Pass,
    ast.If,
    ast.For,
    ast.While,
)
"""Without a definition or an import nothing runs; whole blocks are more than one mistake."""
JUMPS = {ast.Break: "continue", ast.Continue: "break"}


def drop(text: Text) -> Iterator[Change]:
    """Leave a simple statement out."""
    for body in text.bodies:
        for statement in body:
            if isinstance(statement, (*KEPT, ast.With, ast.Try, ast.Return)) or _is_prose(statement):
                continue
            yield Change(statement.lineno, text.brief(statement), "", (text.drop(statement, body),))


def jump(text: Text) -> Iterator[Change]:
    """`continue` for `break`, and the other way round."""
    for node in text.nodes:
        if isinstance(node, ast.Break | ast.Continue):
            other = JUMPS[type(node)]
            yield Change(node.lineno, text.of(node), other, (text.replace(node, other),))


def result(text: Text) -> Iterator[Change]:
    """Return nothing."""
    for node in text.nodes:
        if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
            yield Change(node.lineno, text.brief(node), "return None", (text.replace(node.value, "None"),))


def too_early(text: Text) -> Iterator[Change]:
    """Return within the loop, in its first round: one indent too many."""
    for body in text.bodies:
        for loop, after in pairwise(body):
            if isinstance(loop, ast.For | ast.While) and isinstance(after, ast.Return) and not _is_none(after.value):
                said = text.brief(after)
                edits = (text.after(loop.body[-1], text.of(after)), text.drop(after, body))
                yield Change(after.lineno, said, f"{said} within the loop", edits)


def skip_one(text: Text) -> Iterator[Change]:
    """Leave the first round of a loop out: one thread is not joined, one item not handled."""
    for node in text.nodes:
        if isinstance(node, ast.For):
            every = text.of(node.iter)
            one_less = f"list({every})[1:]"
            yield Change(node.lineno, f"in {every}", f"in {one_less}", (text.replace(node.iter, one_less),))


def _is_prose(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_none(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)
