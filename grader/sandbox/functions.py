"""A function of a suite's that is handed to a program: its text goes along, and what it holds of the functions around it.

It is made anew over there (`worker/functions.py`), since no call leads from a program to its suite. So it needs nothing of the suite's modules, and is no secret:
the program can read it, as all that it is handed.
"""

from __future__ import annotations

import ast
import builtins
import dis
import linecache
from textwrap import indent
from types import CodeType, FunctionType
from typing import Any

from grader.worker.functions import MAKER

Node = ast.Lambda | ast.FunctionDef
Place = tuple[int, int]
_GLOBAL = frozenset({"LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL", "DELETE_GLOBAL"})
_REBINDS = frozenset({"STORE_DEREF", "DELETE_DEREF"})


def written(function: FunctionType) -> tuple[str, tuple[Any, ...]]:
    """The text of a function that makes it, and with what that is to be called: what it holds, and the defaults of its parameters. TypeError, which says why, for one that
    needs what only the suite has."""
    node = _node_of(function.__code__)
    if node is None:
        raise TypeError("its text is not found")
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        raise TypeError("it is decorated")
    held = _held(function) | _defaults(node, function)
    _forget_annotations(node)
    text = f"def {MAKER}({', '.join(held)}):\n{_body(node)}\n"
    (maker,) = _codes_in(compile(text, "<suite>", "exec"))
    for code in _codes_in(maker):
        _must_be_alone(code, function)
    return text, tuple(held.values())


def _body(node: Node) -> str:
    told = ast.unparse(node)
    return indent(f"return {told}" if isinstance(node, ast.Lambda) else f"{told}\nreturn {node.name}", "    ")


def _held(function: FunctionType) -> dict[str, Any]:
    """What it holds of the functions around it, by name; itself it has anyway."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    try:
        return {name: cell.cell_contents for name, cell in cells if cell.cell_contents is not function}
    except ValueError:
        raise TypeError("it holds what has no value yet") from None


def _defaults(node: Node, function: FunctionType) -> dict[str, Any]:
    """Those of its parameters, by the names that stand in their places from here on."""
    args, places = node.args, {}
    named = function.__kwdefaults__ or {}
    for number, value in enumerate(function.__defaults__ or ()):
        args.defaults[number] = ast.Name(f"_{MAKER}_{number}", ast.Load())
        places[f"_{MAKER}_{number}"] = value
    for number, arg in enumerate(args.kwonlyargs):
        if arg.arg in named:
            args.kw_defaults[number] = ast.Name(f"_{MAKER}_{arg.arg}", ast.Load())
            places[f"_{MAKER}_{arg.arg}"] = named[arg.arg]
    return places


def _forget_annotations(node: Node) -> None:
    """What they name may be the suite's."""
    for arg in ast.walk(node.args):
        if isinstance(arg, ast.arg):
            arg.annotation = None
    if isinstance(node, ast.FunctionDef):
        node.returns = None


def _must_be_alone(code: CodeType, function: FunctionType) -> None:
    for inner in _codes_in(code):
        _must_be_alone(inner, function)
    for step in dis.get_instructions(code):
        if step.opname in _REBINDS and step.argval in function.__code__.co_freevars:
            raise TypeError(f"it gives {step.argval} another value, of which there would be two: let it be a list")
        shadowed = step.argval in function.__globals__
        if step.opname in _GLOBAL and (shadowed or not hasattr(builtins, step.argval)):
            raise TypeError(f"it uses {step.argval}, which stands in the suite")


def _codes_in(code: CodeType) -> list[CodeType]:
    return [part for part in code.co_consts if isinstance(part, CodeType)]


def _node_of(code: CodeType) -> Node | None:
    """Where it is written; of several in one line the innermost that all of its steps stand in."""
    tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    kind = ast.Lambda if code.co_name == "<lambda>" else ast.FunctionDef
    found = [node for node in ast.walk(tree) if isinstance(node, kind) and _begins(node) == code.co_firstlineno]
    named = [node for node in found if isinstance(node, ast.Lambda) or node.name == code.co_name]
    places = [(line, column) for line, _, column, end in code.co_positions() if line and column is not None and end]
    around = [node for node in named if all(_first(node) <= place < _last(node) for place in places)]
    return max(around, key=_first, default=None)


def _begins(node: Node) -> int:
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return min(one.lineno for one in (node, *decorators))


def _first(node: Node) -> Place:
    """Where what it does begins: who makes another function is at its `lambda`."""
    does = node.body if isinstance(node, ast.Lambda) else node
    return does.lineno, does.col_offset


def _last(node: Node) -> Place:
    assert node.end_lineno is not None and node.end_col_offset is not None  # it was read from a text
    return node.end_lineno, node.end_col_offset
