"""What Python makes of a text, found out where that can do no harm: in a worker, before anything of it runs.

Compiling executes nothing. But a few hundred bytes of hostile text make it take all memory there is, or overflow the
stack of the process that reads: so no text of a student's is ever given to Python's parser on the judge's side.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable
from typing import Any

from grader.worker import values
from grader.worker.values.bounds import SMALL_INT

Refusal = dict[str, Any]
"""`type`, `message` and `line`, in Python's words."""
NODES = 100_000
"""Of a tree that travels: some ten thousand lines have as many."""
_TOO_MUCH = "the code is too deeply nested, or too large, for Python to read"


def refusal(text: str, name: str, pieces: Iterable[tuple[int, int]] = ()) -> Refusal | None:
    """Say why Python would not run this text, or None. Also finds what only the compiler refuses (`return`).

    `pieces` (first line, number of lines) must each stand for itself: a bracket closes in the cell it opens in.
    """
    lines = text.split("\n")
    for first, count in pieces:
        found = _refusal("\n".join(lines[first - 1 : first - 1 + count]), name)
        if found is not None:
            return found | {"line": first + min(max(found["line"] or 1, 1), count) - 1}
    return _refusal(text, name)


def tree(text: str) -> list[Any] | None:
    """The syntax tree as plain data, for `sandbox.reading.tree_in`: its nodes in a list, each as its kind, its place in the text,
    and its fields, in which a number is the node at that place of the list. None for one too deep or too large."""
    try:
        nodes = list({id(node): node for node in ast.walk(ast.parse(text))}.values())
    except (RecursionError, MemoryError):
        return None
    if len(nodes) > NODES:
        return None
    places = {id(node): place for place, node in enumerate(nodes)}
    return [_told(node, places) for node in nodes]


def _refusal(text: str, name: str) -> Refusal | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" is a warning of the student's, not of ours
            compile(text, name, "exec", dont_inherit=True)
    except SyntaxError as refused:
        return _said(refused.msg, refused.lineno, type(refused).__name__)
    except UnicodeEncodeError as refused:
        return _said(f"(unicode error) {refused}", text.count("\n", 0, refused.start) + 1)
    except (RecursionError, MemoryError):
        return _said(_TOO_MUCH)
    except ValueError as refused:  # a number of more digits than int() reads, on some versions
        return _said(str(refused))
    return None


def _said(message: str, line: int | None = None, kind: str = "SyntaxError") -> Refusal:
    return {"type": kind, "message": message, "line": line or None}


def _told(node: ast.AST, places: dict[int, int]) -> list[Any]:
    where = [getattr(node, name, None) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")]
    fields = {name: _field(value, places) for name, value in ast.iter_fields(node)}
    return [type(node).__name__, where, fields]


def _field(value: Any, places: dict[int, int]) -> Any:
    """A node is its place, a list is a list, everything else (a name, a constant) travels as a value does."""
    if isinstance(value, ast.AST):
        return places[id(value)]
    if type(value) is list:
        return [_field(part, places) for part in value]
    kind = type(value)
    if value is None or (kind is int and abs(value) < SMALL_INT) or (kind is str and value.isascii()):
        return {"value": value}  # as `values` tells it
    return {"ellipsis": True} if value is ... else {"value": values.encode(value)}
