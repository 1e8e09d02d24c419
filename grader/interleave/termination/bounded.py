"""Whether those who still go on will come to an end for certain, only later than we can wait.

Who is in no loop but such as go over a range or what is written out (`for _ in range(500_000)`), or count up to a number
(`while i < 500_000`), does so, however long it takes; who is in another `while` loop, or goes over something else, may go on for
ever. Calls within calls come to their end by themselves.
"""

from __future__ import annotations

import ast
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from ..actor import Actor
from ..instrument.rewrite import is_counted
from ..instrument.syntax import lines_of
from ..trouble import is_student_frame, stack_of
from .endless import Lines

if TYPE_CHECKING:
    from ..run.scheduler import Run

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
DISPLAYS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.Constant)
LISTS = frozenset({"list", "tuple", "set", "dict", "sorted", "range"})
"""Builtins that make something finite."""
GENERATIONS = 200
"""So many actors, each started by the one before: nobody knows that there will be a last."""


def comes_to_an_end(run: Run) -> bool:
    """Ask before the run is reaped: it looks at where the actors stand."""
    able = [actor for actor in run.actors if actor.alive and run.pending[actor.index].is_possible()]
    if not able or any(_is_long(run, actor) for actor in able):
        return False
    going = [actor for actor in able if run.pending[actor.index].kind != "ends"]  # whose last act is due is through
    going = [_who_goes_on(run, actor) for actor in going]
    return all(_is_bounded(actor, run.world.lines(lines_open_ended)) for actor in going)


def _who_goes_on(run: Run, actor: Actor) -> Actor:
    """For one that has not begun, and is in no loop yet, who has started it: that may be in a loop that starts one after the
    other."""
    parent = run.actors[run.births[actor.index][0]] if actor.index in run.births else actor
    return parent if run.pending[actor.index].kind == "begins" and parent.alive else actor


def _is_long(run: Run, actor: Actor) -> bool:
    """Whether the actor was started by one that was started by one, and so on: a timer that starts the next is a loop, too."""
    index, generations = actor.index, 0
    while index in run.births and generations < GENERATIONS:
        index, generations = run.births[index][0], generations + 1
    return generations == GENERATIONS


def _is_bounded(actor: Actor, open_ended: Mapping[str, Lines]) -> bool:
    """Whether no frame of the program's on its stack is in an open-ended loop, and nothing but the program calls itself."""
    frames = dropwhile(lambda frame: not is_student_frame(frame), stack_of(actor))
    own = list(takewhile(is_student_frame, frames))
    if not own or any(map(is_student_frame, frames)):  # called back by something that may have a loop of its own
        return False
    places = [(open_ended.get(frame.f_code.co_filename), frame.f_lineno) for frame in own]
    return all(lines is not None and line not in lines for lines, line in places)


def lines_open_ended(tree: ast.Module) -> Lines:
    """The lines of loops in a file of which nobody can say how often they go round."""
    lines: set[int] = set()
    bound = _bound(tree)
    made = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and bound[node.targets[0].id] == 1
    }
    for node, names in _with_names(tree, bound):
        loop = isinstance(node, ast.AsyncFor) or (isinstance(node, ast.For) and not _ends(node, made))
        loop = loop or (isinstance(node, ast.While) and not _counts(node, names))
        if loop or (isinstance(node, COMPREHENSIONS) and not _is_over_ranges(node)):
            assert isinstance(node, ast.stmt | ast.expr)
            lines.update(lines_of(node))
    return frozenset(lines)


def _is_over_ranges(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> bool:
    return all(is_counted(part.iter) and not part.is_async for part in node.generators)


def _with_names(tree: ast.AST, names: Mapping[str, int]) -> Iterator[tuple[ast.AST, Mapping[str, int]]]:
    """Every node, with how often each name is bound where it stands: a function's own are bound in it alone."""
    waiting = [(tree, names)]  # no call for each: a sum of thousands is as deep
    while waiting:
        above, names = waiting.pop()
        for node in ast.iter_child_nodes(above):
            own = ChainMap(dict(_bound(node)), dict(names)) if isinstance(node, FUNCTIONS) else names
            yield node, own
            waiting.append((node, own))


def _bound(tree: ast.AST) -> Counter[str]:
    """How often each name is bound; one that a function shares with others counts as twice."""
    bound: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound[node.id] += 1
        elif isinstance(node, ast.arg):
            bound[node.arg] += 1
        elif isinstance(node, ast.Global | ast.Nonlocal):
            bound.update(node.names * 2)
    return bound


def _ends(loop: ast.For, made: Mapping[str, ast.expr]) -> bool:
    """It goes over a range, or over a list that was made at once and that it leaves alone: `for thread in threads`."""
    if is_counted(loop.iter):
        return True
    if not isinstance(loop.iter, ast.Name):
        return False
    value, name = made.get(loop.iter.id), loop.iter.id
    if isinstance(value, ast.Call):
        finite = isinstance(value.func, ast.Name) and value.func.id in LISTS
    else:
        finite = isinstance(value, DISPLAYS)
    inside = [node for part in loop.body for node in ast.walk(part)]
    return finite and not any(isinstance(node, ast.Name) and node.id == name for node in inside)


def _counts(loop: ast.While, bound: Mapping[str, int]) -> bool:
    """`while i < 500_000: ...; i += 1` or `while i * i <= n`: it counts towards a number that stays, in each round and nowhere
    else."""
    match loop.test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Lt() | ast.LtE()], comparators=[end]):
            way: type[ast.operator] = ast.Add
        case ast.Compare(
            left=ast.BinOp(left=ast.Name(id=name), op=ast.Mult(), right=ast.Name(id=again)),
            ops=[ast.Lt() | ast.LtE()],
            comparators=[end],
        ) if name == again:
            way = ast.Add
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Gt() | ast.GtE()], comparators=[end]):
            way = ast.Sub
        case _:
            return False
    inside = [node for part in loop.body for node in ast.walk(part)]
    stored = [
        node for node in inside if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    ]
    goes_on = any(isinstance(node, ast.Continue) for node in inside)
    return (
        _stays(end, bound)
        and len(stored) == 1
        and not goes_on
        and any(_steps(part, name, way) for part in loop.body)
        and bound.get(name, 0) < 3
    )


def _stays(end: ast.expr, bound: Mapping[str, int]) -> bool:
    """Whether it is the same number in each round: `n`, `1_000`, `n ** 0.5`."""
    return all(
        bound.get(part.id, 0) == 1
        if isinstance(part, ast.Name)
        else isinstance(part, ast.Constant | ast.BinOp | ast.operator | ast.expr_context)
        for part in ast.walk(end)
    )


def _steps(statement: ast.stmt, name: str, way: type[ast.operator]) -> bool:
    match statement:
        case ast.AugAssign(target=ast.Name(id=counted), op=op, value=ast.Constant(value=int(step))):
            return counted == name and isinstance(op, way) and step > 0
    return False
