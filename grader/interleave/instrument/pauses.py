"""How long somebody sleeps or waits, which is all that some numbers are for.

In a search sleeping orders nothing, and when a timeout fires is a premise. So what stands in `sleep(…)`, or is the `timeout=` of a
wait, makes no difference: neither do numbers drawn there, nor a local variable that is used nowhere else in the file
(`delay *= 2`). Only plain sums, products and known parts of a number count, which cannot fail.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .preamble import bound_in
from .syntax import Parsed, last_name_of, walk

NUMBERS = frozenset(
    {
        "random", "randint", "randrange", "uniform", "choice", "choices", "sample", "gauss", "normalvariate", "triangular", "betavariate",
        "expovariate", "gammavariate", "lognormvariate", "vonmisesvariate", "paretovariate", "weibullvariate",
    }
)  # fmt: skip
"""Functions of `random` by which one number is drawn."""
WAITS = frozenset({"acquire", "get", "join", "poll", "put", "result", "wait", "wait_for"})
"""Calls of the library that have a `timeout`."""
MIXING = frozenset({"min", "max", "abs", "float", "int", "round"})
"""Functions by which times are worked out."""
ALL_NAMES = frozenset({"locals", "vars", "globals", "eval", "exec", "dir"})
"""Who calls one of these may use any variable."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """What in a text is for nothing else."""

    nodes: frozenset[ast.AST]
    """All that stands where a time is asked for."""
    names: frozenset[str]
    """Variables that are used there, and nowhere else."""

    def draws(self, call: ast.Call) -> bool:
        """Whether a number is drawn there."""
        return call in self.nodes and called_name(call) in NUMBERS

    @property
    def drawn(self) -> bool:
        """Whether any number is."""
        return any(isinstance(node, ast.Call) and self.draws(node) for node in self.nodes)

    def within(self, part: ast.AST) -> Pauses:
        """The same of a part of the text."""
        nodes = self.nodes.intersection(walk(part))
        return Pauses(nodes, self.names & {node.id for node in nodes if isinstance(node, ast.Name)})


NO_PAUSES = Pauses(frozenset(), frozenset())


def called_name(call: ast.Call) -> str:
    """The last name of what is called; '' where it has none."""
    return last_name_of(call.func)


def pauses(nodes: Sequence[ast.AST], own: Collection[str] = ()) -> Pauses:
    """What in a file is for nothing but pauses. `own`: functions of the program, by whatever name it calls them, and classes:
    they may mean something else by these names."""
    inside = {part for node in nodes if isinstance(node, ast.Call) for time in _times(node, own) for part in walk(time)}
    given = _given(nodes) if inside else {}
    names = {name for name, values in given.items() if all(_is_number(value, own) for value in values)}
    while True:
        there = inside | {part for name in names for value in given[name] for part in walk(value)}
        elsewhere = {node.id for node in nodes if isinstance(node, ast.Name) and node not in there and _is_used(node)}
        asked = {node.id for node in there if isinstance(node, ast.Name)}
        if names <= asked - elsewhere:
            return Pauses(frozenset(there), frozenset(names))
        names &= asked - elsewhere


def _is_used(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Store)


def _times(call: ast.Call, own: Collection[str]) -> Iterator[ast.expr]:
    """The arguments of a call that say how long."""
    name = called_name(call)
    if name in own:
        return
    if name == "sleep":
        times = call.args
    else:
        times = [keyword.value for keyword in call.keywords if keyword.arg == "timeout" and name in WAITS]
        if name == "wait" and len(call.args) == 1 and isinstance(call.args[0], ast.Call):
            times += call.args  # of an event or a condition; `futures.wait` has a name or a list there
    yield from (time for time in times if _is_number(time, own))


def _is_number(value: ast.expr, own: Collection[str]) -> bool:
    """Whether this is worked out of plain numbers and names, without anything that could fail or do something else."""
    match value:
        case ast.Constant(value=int() | float()) | ast.Name():
            return True
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
            return _is_number(left, own) and _is_number(right, own)
        case ast.BinOp(left=left, op=ast.Div(), right=ast.Constant(value=int() | float() as parts)) if parts:
            return _is_number(left, own)
        case ast.UnaryOp(operand=operand):
            return _is_number(operand, own)
        case ast.Call(keywords=[]) if called_name(value) in own:
            return False
        case ast.Call(args=args, keywords=[]) if called_name(value) in NUMBERS:
            return all(_is_number(arg, own) or _are_numbers(arg, own) for arg in args)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in MIXING:
            return all(_is_number(arg, own) for arg in args)
    return False


def _are_numbers(value: ast.expr, own: Collection[str]) -> bool:
    return isinstance(value, ast.List | ast.Tuple) and all(_is_number(part, own) for part in value.elts)


def _given(nodes: Collection[ast.AST]) -> Mapping[str, list[ast.expr]]:
    """What each local variable of functions is given, where that is by plain statements alone."""
    local = {
        part
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        for part in walk(statement)
    }
    local -= {part for node in local if isinstance(node, ast.ClassDef) for part in walk(node)}
    if any(isinstance(node, ast.Call) and called_name(node) in ALL_NAMES for node in nodes):
        return {}
    given: dict[str, list[ast.expr]] = {}
    plain = set()
    for node in local:
        match node:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                pass
            case ast.AugAssign(target=ast.Name(id=name) as target, op=ast.Add() | ast.Sub() | ast.Mult(), value=value):
                pass
            case _:
                continue
        given.setdefault(name, []).append(value)
        plain.add(target)
    others = {
        node.id
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node not in plain
    }
    shared = {name for node in nodes if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names}
    return {name: values for name, values in given.items() if name not in others | shared}


def pauses_in_all(files: Collection[Parsed]) -> Pauses:
    """The same of all files together; a name that several of them use is none. Tasks of one event loop wake in the order in
    which they sleep: there it makes a difference."""
    if any(isinstance(node, ast.AsyncFunctionDef) for file in files for node in file.nodes):
        return NO_PAUSES
    own = _defined_in([node for file in files for node in file.nodes])
    found = [pauses(file.nodes, own) for file in files]
    used = [{node.id for node in file.nodes if isinstance(node, ast.Name)} for file in files]
    names = {name for one in found for name in one.names if sum(name in some for some in used) == 1}
    return Pauses(frozenset().union(*(one.nodes for one in found)), frozenset(names))


def _defined_in(nodes: Sequence[ast.AST]) -> frozenset[str]:
    """All functions and classes of the program, and what it calls out of variables."""
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    given = {node.arg for node in nodes if isinstance(node, ast.arg)}
    defined = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return frozenset(defined | (called & (bound_in(nodes) | given)))
