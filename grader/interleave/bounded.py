"""Whether those who still go on will come to an end for certain, only later than we can wait.

Who is in no loop but such as go over a range or what is written out (`for _ in range(500_000)`) does so, however long it takes; who
is in a `while` loop, or goes over something else, may go on for ever. Calls within calls come to their end by themselves.
"""

from __future__ import annotations

import ast
from types import FrameType
from typing import TYPE_CHECKING

from .actor import Actor
from .instrument.rewrite import is_counted
from .trouble import is_student_frame

if TYPE_CHECKING:
    from .scheduler import Run

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Lines = frozenset[int]
GENERATIONS = 200
"""So many actors, each started by the one before: nobody knows that there will be a last."""


def comes_to_an_end(run: Run) -> bool:
    """Ask before the run is reaped: it looks at where the actors stand."""
    going = [actor for actor in run.actors if actor.alive and run.pending[actor.index].is_possible()]
    if not going or any(_is_long(run, actor) for actor in going):
        return False
    open_ended = {run.world.path(name): _open_ended(text) for name, text in run.world.sources.items()}
    return all(_is_bounded(actor, open_ended) for actor in going)


def _is_long(run: Run, actor: Actor) -> bool:
    """Whether the actor was started by one that was started by one, and so on: a timer that starts the next is a loop, too."""
    index, generations = actor.index, 0
    while index in run.births and generations < GENERATIONS:
        index, generations = run.births[index][0], generations + 1
    return generations == GENERATIONS


def _is_bounded(actor: Actor, open_ended: dict[str, Lines]) -> bool:
    """Whether no frame of the program's on its stack is in an open-ended loop, and nothing but the program calls itself."""
    frame: FrameType | None = actor.greenlet.gr_frame
    while frame is not None and not is_student_frame(frame):
        frame = frame.f_back
    found = 0
    while frame is not None and is_student_frame(frame):
        lines = open_ended.get(frame.f_code.co_filename)
        if lines is None or frame.f_lineno in lines:
            return False
        found, frame = found + 1, frame.f_back
    while frame is not None:
        if is_student_frame(frame):  # called back by something that may have a loop of its own
            return False
        frame = frame.f_back
    return found > 0


def _open_ended(text: str) -> Lines:
    """The lines of loops of which nobody can say how often they go round."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        loop = isinstance(node, ast.While | ast.AsyncFor) or (isinstance(node, ast.For) and not is_counted(node))
        if loop or isinstance(node, COMPREHENSIONS):
            assert isinstance(node, ast.stmt | ast.expr)
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(lines)
