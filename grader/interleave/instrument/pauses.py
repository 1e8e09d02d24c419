"""How long somebody sleeps or waits, which is all that some numbers are for.

In a search sleeping orders nothing, and when a timeout fires is a premise. So what stands in `sleep(…)`, or is a `timeout=`,
makes no difference: neither do numbers drawn there, nor a variable that is used for nothing else (`delay *= 2`).
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from .syntax import walk

NUMBERS = frozenset(
    {
        "random", "randint", "randrange", "uniform", "choice", "choices", "sample", "gauss", "normalvariate", "triangular", "betavariate",
        "expovariate", "gammavariate", "lognormvariate", "vonmisesvariate", "paretovariate", "weibullvariate",
    }
)  # fmt: skip
"""Functions of `random` by which one number is drawn."""
TIMES = frozenset({"sleep", "wait"})
"""Calls of which all arguments are times."""


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


def called_name(call: ast.Call) -> str:
    """The last name of what is called; '' where it has none."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def pauses(tree: ast.AST, own: Collection[str] = ()) -> Pauses:
    """What is for nothing but pauses. `own`: functions of the program, which may mean something else by these names."""
    nodes = walk(tree)
    inside = {part for node in nodes if isinstance(node, ast.Call) for time in _times(node, own) for part in walk(time)}
    if not inside:
        return Pauses(frozenset(), frozenset())
    given = _given(nodes)
    names = set(given)
    while True:
        there = inside | {part for name in names for value in given[name] for part in walk(value)}
        elsewhere = {
            node.id
            for node in nodes
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store) and node not in there
        }
        if names.isdisjoint(elsewhere):
            return Pauses(frozenset(there), frozenset(names))
        names -= elsewhere


def _times(call: ast.Call, own: Collection[str]) -> Iterator[ast.expr]:
    """The arguments of a call that say how long."""
    name = called_name(call)
    if name in own:
        return
    if name in TIMES:
        yield from call.args
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "timeout")


def _given(nodes: Collection[ast.AST]) -> Mapping[str, list[ast.expr]]:
    """What each name is given, where it is given nothing but by plain statements."""
    given: dict[str, list[ast.expr]] = {}
    plain = set()
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                pass
            case ast.AugAssign(target=ast.Name(id=name) as target, value=value):
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
