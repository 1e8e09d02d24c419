"""Whether a check fell over what the program gave back: `len(program.moves(3))`, where that is None.

Read off the suite's own line: Python says which expression raised, and that is looked up in the text. What the program gave back is what a
call, an attribute or an element of it comes to, straight, by names that stand for nothing else, or through functions of the library.
That alone proves nothing, as the suite may have misspelt what it asks for. A reference that passes the same check does (`hearing`).
"""

from __future__ import annotations

import ast
import builtins
import linecache
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import BuiltinFunctionType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

from grader.interleave.addresses import plain
from grader.sandbox.exploration import End, Exploration
from grader.sandbox.handles import DataHandle, Handle
from grader.sandbox.remote import RemoteSubmission
from grader.sandbox.run import Run

_THEIRS = {Handle, DataHandle, RemoteSubmission, Run, End, Exploration}
_KINDS = (TypeError, AttributeError, LookupError, ValueError, RecursionError)
_LIBRARY = {*sys.stdlib_module_names, "_pytest"}
"""Where functions come from that a suite has from elsewhere: `pytest.raises`, `pytest.approx`."""
_LONGEST = 300
"""Of what Python says, which may quote all that the program gave back."""
_Names = set[str]


def said(raised: BaseException, suite: Path) -> str | None:
    """What Python says of it, where a line of the suite's fell over something that the program gave back; None where it did not."""
    if not isinstance(raised, _KINDS) or _home(type(raised)) not in sys.stdlib_module_names:
        return None
    entries = list(_entries(raised.__traceback__))
    theirs = [at for at, entry in enumerate(entries) if Path(entry.tb_frame.f_code.co_filename).is_relative_to(suite)]
    if not theirs or not all(_is_the_librarys(entry) for entry in entries[theirs[-1] + 1 :]):
        return None
    entry = entries[theirs[-1]]
    tree = _text_of(entry.tb_frame)
    if tree is None or not any(_uses_theirs(node, tree, entry.tb_frame) for node in _at_fault(tree, entry)):
        return None
    words = plain(" ".join(str(raised).split()).replace("'Handle'", "something else"))[:_LONGEST]
    return f"{type(raised).__name__}: {words}"


def _entries(entry: TracebackType | None) -> Iterator[TracebackType]:
    while entry is not None:
        yield entry
        entry = entry.tb_next


def _home(thing: Any) -> str:
    return str(thing.__module__).partition(".")[0]


def _is_the_librarys(entry: TracebackType) -> bool:
    return str(entry.tb_frame.f_globals.get("__name__")).partition(".")[0] in _LIBRARY


def _text_of(frame: FrameType) -> ast.AST | None:
    """The function that the frame runs, as it is written."""
    code = frame.f_code
    linecache.checkcache(code.co_filename)  # whoever watches may have written it anew
    try:
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    except SyntaxError:
        return None
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lines = ((node, {node.lineno, *(one.lineno for one in node.decorator_list)}) for node in functions)
    return next((node for node, at in lines if node.name == code.co_name and code.co_firstlineno in at), None)


def _at_fault(tree: ast.AST, entry: TracebackType) -> list[ast.AST]:
    """The expressions that stand where Python says that it was raised; for names that are unpacked into, what is unpacked."""
    where = list(entry.tb_frame.f_code.co_positions())[entry.tb_lasti // 2]
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.expr | ast.For | ast.ExceptHandler)
            and (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset) == where
        ):
            found += [node, *(value for target, value in _bindings(tree) if target is node and value is not None)]
    return found


def _uses_theirs(node: ast.AST, tree: ast.AST, frame: FrameType) -> bool:
    names = _theirs(tree, frame)
    match node:
        case ast.Attribute(value=used) | ast.Subscript(value=used) | ast.UnaryOp(operand=used):
            return _is_theirs(used, names, frame)
        case ast.BinOp(left=left, right=right):
            return _is_theirs(left, names, frame) or _is_theirs(right, names, frame)
        case ast.Compare(left=left, comparators=others):
            return any(_is_theirs(one, names, frame) for one in (left, *others))
        case ast.GeneratorExp(generators=[first, *_]) | ast.ListComp(generators=[first, *_]):
            return _is_theirs(first.iter, names, frame)
        case ast.Call(func=called) if _is_theirs(called, names, frame):
            return True
        case ast.Call(args=[ast.GeneratorExp(generators=[first, *_])]):
            return _is_theirs(first.iter, names, frame)
        case ast.For(iter=used) | ast.ExceptHandler(type=ast.expr() as used):
            return _is_theirs(used, names, frame)
    return isinstance(node, ast.expr) and _is_theirs(node, names, frame)


def _is_theirs(node: ast.expr, names: _Names, frame: FrameType) -> bool:
    """Whether the expression is what the program gave back, and nothing of the suite's."""
    match node:
        case ast.Name(id=name):
            return name in names
        case (
            ast.Attribute(value=part) | ast.Subscript(value=part) | ast.Starred(value=part) | ast.NamedExpr(value=part)
        ):
            return _is_theirs(part, names, frame)
        case ast.UnaryOp(operand=part):
            return _is_theirs(part, names, frame)
        case ast.BinOp(left=left, right=right):
            return _is_theirs(left, names, frame) or _is_theirs(right, names, frame)
        case ast.Tuple(elts=parts):
            return any(_is_theirs(one, names, frame) for one in parts)
        case ast.Call(func=called, args=args):
            given = any(_is_theirs(one, names, frame) for one in args)
            return _is_theirs(called, names, frame) or (given and _is_of_the_library(called, frame))
    return False


def _is_of_the_library(called: ast.expr, frame: FrameType) -> bool:
    match called:
        case ast.Name(id=name):
            found = _value(name, frame)
        case ast.Attribute(value=ast.Name(id=module), attr=name) if type(_value(module, frame)) is ModuleType:
            found = vars(_value(module, frame)).get(name)
        case _:
            return False
    return type(found) in (type, FunctionType, BuiltinFunctionType) and _home(found) in _LIBRARY


def _value(name: str, frame: FrameType) -> Any:
    scopes: tuple[Mapping[str, Any], ...] = (frame.f_locals, frame.f_globals, vars(builtins))
    return next((scope[name] for scope in scopes if name in scope), None)


def _theirs(tree: ast.AST, frame: FrameType) -> _Names:
    """The names that stand for the program, or for nothing but what it gave back."""
    values = {**frame.f_globals, **frame.f_locals}
    names = {name for name, value in values.items() if type(value) in _THEIRS}
    bound: dict[str, list[ast.expr | None]] = {}
    for target, value in _bindings(tree):
        for part in ast.walk(target):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                bound.setdefault(part.id, []).append(value)
    found = names | bound.keys()
    while True:
        others = {
            name
            for name in found - names
            if not all(value is not None and _is_theirs(value, found, frame) for value in bound[name])
        }
        if not others:
            return found
        found -= others


def _bindings(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """What stands for what, in this function; None for what is made of several."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((target, value) for target in targets)
            case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
                yield target, value
            case ast.AugAssign(target=target):
                yield target, None
            case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
                yield target, value
            case ast.comprehension(target=target, iter=value):
                yield target, value
            case ast.withitem(optional_vars=ast.expr() as target, context_expr=value):
                yield target, value
            case ast.arg(arg=name):
                yield ast.Name(name, ast.Store()), None
            case ast.Global(names=shared) | ast.Nonlocal(names=shared):
                yield from ((ast.Name(name, ast.Store()), None) for name in shared)
