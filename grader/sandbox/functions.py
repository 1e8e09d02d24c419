"""A function of a suite's that is handed to a program: its text goes along, and what it holds of the functions around it.

It is made anew over there (`worker/functions.py`), since no call leads from a program to its suite. So it needs nothing of the suite's modules but what they have of Python's library, and is no
secret: the program can read it, as all that it is handed.
"""

from __future__ import annotations

import ast
import builtins
import dis
import linecache
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.worker.functions import MAKER
from grader.worker.handed import OURS

Node = ast.Lambda | ast.FunctionDef
Place = tuple[int, int]
_GLOBAL = frozenset({"LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL", "DELETE_GLOBAL"})
_own = vars(builtins)
_REBINDS = frozenset({"STORE_DEREF", "DELETE_DEREF"})


def written(function: FunctionType) -> tuple[str, tuple[Any, ...]]:
    """The text of a function that makes it, and with what that is to be called: what it holds, what it uses of Python's library, and the defaults of its parameters. TypeError,
    which says why, for one that needs what only the suite has."""
    node = _node_of(function.__code__)
    if node is None:
        raise TypeError("its text is not found")
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        raise TypeError("it is decorated")
    held = _held(function) | _defaults(node, function)
    _forget_annotations(node)
    (maker,) = _codes_in(compile(_text(node, held, {}), "<suite>", "exec"))
    outer = {
        name: _of_the_library(name, function) for code in _codes_in(maker) for name in _outer_names(code, function)
    }
    imports = {name: thing.__name__ for name, thing in outer.items() if isinstance(thing, ModuleType)}
    held |= {name: thing for name, thing in outer.items() if name not in imports and thing is not _own.get(name)}
    return _text(node, held, imports), tuple(held.values())


def _text(node: Node, held: Iterable[str], imports: Mapping[str, str]) -> str:
    text = ast.parse(f"def {MAKER}({', '.join(held)}): ...")
    (maker,) = text.body
    assert isinstance(maker, ast.FunctionDef)
    before = [ast.Import([ast.alias(module, name)]) for name, module in imports.items()]
    made = [ast.Return(node)] if isinstance(node, ast.Lambda) else [node, ast.Return(ast.Name(node.name, ast.Load()))]
    maker.body = [*before, *made]
    return ast.unparse(text)


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


def _outer_names(code: CodeType, function: FunctionType) -> Iterator[str]:
    """Those that it does not give a value to itself, nor a function around it."""
    for inner in _codes_in(code):
        yield from _outer_names(inner, function)
    steps = [*dis.get_instructions(code)]
    own = {"__name__", *(step.argval for step in steps if step.opname == "STORE_NAME")}  # those of a class within it
    for step in steps:
        if step.opname in _REBINDS and step.argval in function.__code__.co_freevars:
            raise TypeError(f"it gives {step.argval} another value, of which there would be two: let it be a list")
        if step.opname in _GLOBAL and step.argval not in own:
            yield step.argval


def _of_the_library(name: str, function: FunctionType) -> Any:
    """What such a name stands for, if that is Python's own, or a module, class or function of its library."""
    thing = function.__globals__.get(name, _own.get(name, function))
    home = thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", None)
    top = str(home).partition(".")[0]
    if top == OURS and name in _own:  # what suites have in the place of `isinstance` and its like
        return _own[name]
    if top not in sys.stdlib_module_names or not (callable(thing) or isinstance(thing, ModuleType)):
        raise TypeError(f"it uses {name}, which stands in the suite")
    return thing


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
