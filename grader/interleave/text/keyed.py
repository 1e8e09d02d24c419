"""Whether a program does more with the identifiers of its threads than tell them: compare them, or keep something by them.

CPython may give the identifier of a thread that is over to the next one, and mostly does. A program that tells two threads apart
by them is led astray then (`models/threading/idents.py`); whoever only prints them gets other numbers in every run anyway.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from ..instrument.syntax import Parsed, last_name_of

_FUNCTION = frozenset({"get_ident"})
_ASKING = _FUNCTION | {"ident"}
_TELLING = frozenset({"print", "debug", "info", "warning", "error", "critical", "exception", "log", "write"})
_WORDING = frozenset({"str", "repr", "hex", "format", "f"})


def keyed_by_idents(files: Iterable[tuple[Parsed, str]]) -> bool:
    """Whether some line of these files does, each given with its text."""
    every = [(file.nodes, "ident" in text) for file, text in files]
    if not any(asks for _, asks in every):
        return False
    own = {node.name for nodes, _ in every for node in nodes if isinstance(node, ast.FunctionDef)}
    return any(_keys(nodes, _TELLING - own) for nodes, asks in every if asks)


def _keys(nodes: Sequence[ast.AST], telling: frozenset[str]) -> bool:
    asked = [
        node for node in nodes if last_name_of(node) in (_ASKING if isinstance(node, ast.Attribute) else _FUNCTION)
    ]
    if any(
        alias.name in _FUNCTION and alias.asname
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ):
        return True  # under another name
    parents = {part: node for node in nodes for part in ast.iter_child_nodes(node)}
    kept: set[str] = set()
    """Variables that hold one."""
    while asked:
        node = asked.pop()
        end = _becomes(node, parents, telling)
        if isinstance(end, ast.Name) and end.id not in kept:
            kept.add(end.id)
            asked += [use for use in nodes if isinstance(use, ast.Name) and use.id == end.id and _is_read(use)]
        elif end is None:
            return True
    return False


def _is_read(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


def _becomes(node: ast.AST, parents: dict[ast.AST, ast.AST], telling: frozenset[str]) -> ast.AST | None:
    """The call that tells it (no function of the program's own: that may do more), the variable that gets it, or None for all else."""
    above = parents.get(node)
    if last_name_of(node) == "get_ident":
        if not (isinstance(above, ast.Call) and above.func is node):
            return None  # the function itself, to be called by whoever gets it
        node, above = above, parents.get(above)
    while above is not None:
        match above:
            case ast.Call() if node in above.args and last_name_of(above.func) in telling:
                return above
            case ast.Call() if node in above.args and last_name_of(above.func) in _WORDING:
                pass
            case ast.FormattedValue() | ast.JoinedStr() | ast.keyword():
                pass
            case ast.BinOp(op=ast.Mod() | ast.Add()):
                pass
            case ast.Tuple() if isinstance(parents.get(above), ast.BinOp):
                pass
            case ast.Assign(targets=[ast.Name() as variable]):
                return variable
            case ast.Expr() | ast.Compare(ops=[ast.Is() | ast.IsNot()]):
                return above
            case _:
                return None
        node, above = above, parents.get(above)
    return None
