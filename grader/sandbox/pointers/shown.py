"""What a notebook shows and a program does not: the value of a cell's last line. A pointer, and no verdict hangs on it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Container

from grader.intake import Submission
from grader.sandbox.pointers.known import known_from
from grader.sandbox.pointers.slips import Slip, pointing

_SHOWN = "Jupyter shows what the last line of a cell is worth; where the cells are run as a program, `print` does."

_GIVING_NOTHING = frozenset(
    [
        "start",
        "join",
        "run",
        "release",
        "set",
        "clear",
        "put",
        "task_done",
        "close",
        "terminate",
        "append",
        "extend",
        "insert",
        "remove",
        "sort",
        "reverse",
        "update",
        "add",
    ]
)
"""Methods that give nothing back, where they are those of threads, locks, queues, lists, dictionaries and sets."""


def seen_in(submission: Submission, tree: Callable[[], ast.Module]) -> Slip | None:
    """The last such line of a notebook that prints nothing; `tree` reads its syntax tree, and is asked for a notebook alone."""
    cells = submission.cells.get(submission.module)
    if cells is None:
        return None
    last = {cells.cell_line(node.lineno)[0]: node for node in tree().body}
    silent = known_from(ast.walk(tree())).silent
    values = [node for node in last.values() if isinstance(node, ast.Expr) and _is_worth_something(node.value, silent)]
    if not values:
        return None
    return pointing(submission.locate(values[-1].lineno), _SHOWN)


def _is_worth_something(value: ast.expr, silent: Container[str]) -> bool:
    match value:
        case ast.Constant():
            return False
        case ast.Call(func=ast.Name(id=name)):
            return name not in silent or name == "display"
        case ast.Call(func=ast.Attribute(attr=name)):
            return name not in _GIVING_NOTHING
    return True
