"""Whether a run goes on for ever, as far as the text tells: then nobody need wait for its last step.

Whoever stands in a `while True` that nothing in it leaves (no `break`, `return`, `raise`, `assert` or `yield`), or in a loop whose test
nothing in it changes (`unchanging`), never leaves it, unless what it calls raises something: as does taking from a list with
which the loop does nothing else, or asking for the next of what has an end; and where somebody stands by to catch what is raised, this may be the way out. If all who can go on
stand in such loops after very many steps, and the program names nothing that ends others, it is called endless then,
and not only after all the steps that there may be. (Where only daemons go on, somebody waits for one of them, which need not
have had its turn yet.)
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..instrument.syntax import last_name_of, lines_of
from ..trouble import is_student_frame, stack_of
from .unchanging import Tests, tests_that_stay

if TYPE_CHECKING:
    from ..actor import Actor
    from ..run.scheduler import Run

ENOUGH = 50_000
"""Steps after which it is asked."""
ENDING = frozenset(
    {"exit", "_exit", "quit", "abort", "kill", "terminate", "interrupt_main", "SystemExit", "raise_signal"}
)
"""Names of what ends others, or oneself from anywhere."""
LEAVING = (ast.Return, ast.Raise, ast.Assert, ast.Yield, ast.YieldFrom)
OTHERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
"""Text in a loop that is not run by it."""
FROM_OUTSIDE = "KeyboardInterrupt"
"""What nothing in a loop raises by itself."""
LOOPS = (ast.While, ast.For, ast.AsyncFor)
PERHAPS = (*LOOPS, ast.If, ast.IfExp, ast.BoolOp, ast.Match, *OTHERS)
"""Text that need not be run in each round."""
TAKING = frozenset({"pop", "popleft", "popitem", "remove", "get_nowait"})
Lines = frozenset[int]


def goes_on_for_ever(run: Run) -> bool:
    """Ask while it runs: it looks at where the actors stand."""
    if not ENDING.isdisjoint(run.world.mentions):
        return False
    going = [actor for actor in run.actors if actor.alive and _can_go_on(run, actor)]
    if not going or not all(_is_endless(actor, run) for actor in going):
        return False
    return any(not (actor.daemon or actor.process.daemon) for actor in going) or run.is_fair()


def _can_go_on(run: Run, actor: Actor) -> bool:
    act = run.pending[actor.index]
    return act.deadline is not None or act.is_possible()


def _is_endless(actor: Actor, run: Run) -> bool:
    """Whether any of its frames stands in a loop that is never left, also by no exception that a caller catches."""
    world, endless = run.world, False
    never, staying, caught = map(world.lines, (lines_never_left, tests_never_met, lines_caught))
    for frame in filter(is_student_frame, stack_of(actor)):
        file, line = frame.f_code.co_filename, frame.f_lineno
        endless = endless and line not in caught.get(file, ())
        if line in never.get(file, ()) or any(test.stays(frame) for test in staying.get(file, {}).get(line, ())):
            endless = True
    return endless


def lines_never_left(tree: ast.Module) -> Lines:
    """The lines of all loops in a file that nothing leaves."""
    return frozenset(
        line
        for loop in _without_a_way_out(tree)
        if isinstance(loop.test, ast.Constant) and loop.test.value
        for line in lines_of(loop)
    )


def lines_caught(tree: ast.Module) -> Lines:
    """The lines in a file whose exceptions are caught."""
    nodes = [part for node in ast.walk(tree) for part in _left_by_exceptions(node) if isinstance(part, ast.stmt)]
    return frozenset(line for node in nodes for line in lines_of(node))


def tests_never_met(tree: ast.Module) -> Tests:
    """The tests of all loops in a file that nothing else leaves, where nothing in them changes these."""
    return tests_that_stay(tree, _without_a_way_out(tree))


def _without_a_way_out(tree: ast.Module) -> Iterator[ast.While]:
    """The loops in a file that nothing leaves but, maybe, their test."""
    ways_out = frozenset(loop for node in ast.walk(tree) for loop in _left_by_exceptions(node))
    for loop in (node for node in ast.walk(tree) if isinstance(node, ast.While) and node not in ways_out):
        if not any(_leaves(node) for part in loop.body for node in _run_by(part)) and not _runs_dry(loop):
            yield loop


def _left_by_exceptions(node: ast.AST) -> Iterator[ast.AST]:
    """Everything in a block whose exceptions are caught: `while True: queue.get_nowait()` until it is empty."""
    match node:
        case ast.Try() | ast.TryStar():
            caught = any(
                handler.type is None or last_name_of(handler.type) != FROM_OUTSIDE for handler in node.handlers
            )
        case ast.With():
            calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
            caught = any(last_name_of(call.func) == "suppress" for call in calls)
        case _:
            return
    for part in node.body if caught else ():
        yield from ast.walk(part)


def _runs_dry(loop: ast.While) -> bool:
    """Whether it takes, in each round, from something that it does nothing else with, or looks at the next of something: once there
    is no more, it ends in an error."""
    always = [node for part in loop.body for node in _run_always(part)]
    named = Counter(ast.unparse(node) for node in ast.walk(loop) if isinstance(node, (ast.Name, ast.Attribute)))
    taken = Counter(what for node in always for what in _taken_from(node))
    return any(named[what] == count for what, count in taken.items()) or any(map(_next_of(loop), always))


def _next_of(loop: ast.While) -> Callable[[ast.AST], bool]:
    """Whether a node asks for the next, or for what stands at a place that the loop only ever steps on from."""
    given = Counter(
        node.id for node in ast.walk(loop) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    steps = Counter(name for node in ast.walk(loop) for name in _stepped(node))

    def asks(node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id="next"), args=[_], keywords=[]):
                return True
            case ast.Subscript(slice=ast.Name(id=place), ctx=ast.Load()):
                return 0 < given[place] == steps[place]
        return False

    return asks


def _stepped(node: ast.AST) -> Iterator[str]:
    """The name that `i += 1` or `i = i + 1` moves."""
    match node:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Sub()):
            yield name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(op=ast.Add() | ast.Sub())):
            yield name


def _taken_from(node: ast.AST) -> Iterator[str]:
    """The name of what something is taken from here, in a way that fails where there is nothing."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name() | ast.Attribute() as what, attr=method), args=args, keywords=[]
        ):
            if method in TAKING and len(args) < 2:  # with a second it takes that instead
                yield ast.unparse(what)


def _run_always(part: ast.AST) -> Iterator[ast.AST]:
    """Everything in a statement that is run whenever it is, and whose exceptions nobody catches."""
    if not isinstance(part, PERHAPS) and not any(_left_by_exceptions(part)):
        yield part
        for child in ast.iter_child_nodes(part):
            yield from _run_always(child)


def _leaves(node: tuple[ast.AST, bool]) -> bool:
    part, nested = node
    return isinstance(part, LEAVING) or (isinstance(part, ast.Break) and not nested)


def _run_by(part: ast.AST, nested: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Everything in a statement that is run where it stands, and whether that is in a loop within."""
    yield part, nested
    if isinstance(part, OTHERS):
        return
    for child in ast.iter_child_nodes(part):
        yield from _run_by(child, nested or isinstance(part, LOOPS))
