"""Whether a run on the clock comes back to where it was before: it does the same again from there, and so on for ever.

Two who give way to each other (`if other.hungry: spoon.owner = other`) do something in each round, so that neither is a busy wait,
and their loops have an end that never comes. But they hold the same as before, stand where they stood, and so do all others.
What is compared is what the program can see: the variables of its frames and modules (`snapshot`). It is no proof, since what
lies on stacks is not looked at; whoever goes over something (`for`, `map`) meanwhile is not judged.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from ..ending import NO_MORE_INPUT
from ..instrument.syntax import last_name_of, lines_of
from ..plainly import names_in
from ..streams import ProgramInput, asks_in_vain
from ..trouble import is_student_frame, stack_of
from .endless import Lines
from .snapshot import Form, Unknown, snapshot

if TYPE_CHECKING:
    from ..actor import Actor
    from ..run.scheduler import Run

LOOKS = 2_000
"""Steps in which it must have come back."""
MICROSECONDS = 6
"""Digits of the time until a deadline that count: that acts take time, too, decides nothing."""
UNSTEADY = frozenset({"random", "secrets", "urandom", "uuid1", "uuid4"})
"""What answers otherwise each time."""
OURS = "grader."
CALLS_AGAIN = frozenset(
    {"map", "starmap", "filter", "filterfalse", "takewhile", "reduce", "sorted", "sort", "sub", "iter"}
)
"""What calls a function of the program's once for each of many things."""
Stand = tuple[Hashable, ...]


class Recurrence:
    """Asked again and again, at one step after the other, from when a run may go on for ever."""

    __slots__ = ("_asked", "_events", "_forms", "_left", "_stand")

    def __init__(self) -> None:
        self._asked = 0
        self._left = False
        """Who is alone has been elsewhere since: a step of it need not be noticed."""
        self._stand: Stand = ()
        self._events: list[int] = []
        self._forms: dict[int, Form | None] = {}
        """What each actor can see and where it stands; None: nobody knows."""

    def looks_on(self) -> bool:
        """Whether it is worth asking again."""
        return self._asked < LOOKS

    def come_round(self, run: Run) -> set[int]:
        """Who has gone round, if this is the state in which the run was when first asked; else nobody."""
        self._asked += 1
        if self._asked == 1:
            self._begin(run)
        elif run.solo:
            return self._comes_round_alone(run)
        elif self._stand == _stand(run):
            moved = {index for index in run.living if self._events[index] != run.events[index]}
            if _able(run) <= moved and all(self._is_as_before(run, index) for index in moved):
                return moved
        return set()

    def _comes_round_alone(self, run: Run) -> set[int]:
        back = all(self._is_as_before(run, index) for index in run.living)
        self._left = self._left or not back
        return set(run.living) if back and self._left else set()

    def told(self, run: Run) -> str:
        """Who goes round, in words."""
        if asks_in_vain():
            return NO_MORE_INPUT
        if run.solo:
            return "the program goes round and round, back to the same state each time"
        names = " and ".join(run.actors[index].name for index in sorted(run.vain))
        return f"{names} {'go' if len(run.vain) > 1 else 'goes'} round and round, back to the same state each time"

    def _begin(self, run: Run) -> None:
        written = run.disk is not None and run.disk.written
        if written or run.world.reads_clock or not UNSTEADY.isdisjoint(run.world.mentions):
            self._asked = LOOKS
            return
        self._stand, self._events = _stand(run), list(run.events)
        self._forms = {index: _form(run, run.actors[index]) for index in run.living}
        if all(self._forms[index] is None for index in _able(run)):
            self._asked = LOOKS

    def _is_as_before(self, run: Run, index: int) -> bool:
        before = self._forms.get(index)
        return before is not None and before == _form(run, run.actors[index])


def _able(run: Run) -> set[int]:
    """Who can go on, now or when its time has come."""
    return {i for i in run.living if run.pending[i].is_possible() or run.pending[i].deadline is not None}


def _stand(run: Run) -> Stand:
    """Whose turn it was, and what everybody is about to do."""
    acts = [(i, run.pending[i]) for i in run.living]
    left = [None if act.deadline is None else round(act.deadline - run.now, MICROSECONDS) for _, act in acts]
    return (
        run.current and run.current.index,
        tuple((i, act.site, act.kind, act.target) for i, act in acts),
        tuple(left),
    )


def _form(run: Run, actor: Actor) -> Form | None:
    """All that this actor can see; None if something may be hidden there."""
    modules = actor.process.modules
    names = [
        (name, value)
        for module in modules.values()
        for name, value in names_in(module).items()
        if not (name[:2] == "__" == name[-2:])
    ]
    try:
        return snapshot([names, _input_read(), *_frames(run, actor)], modules.__contains__)
    except Unknown:
        return None


def _input_read() -> int:
    """How far it is."""
    if type(sys.stdin) is not ProgramInput:
        raise Unknown
    return -1 if sys.stdin.closed else sys.stdin.tell()


def _frames(run: Run, actor: Actor) -> list[Any]:
    """Where the program stands on this actor's stack, and its variables. Raises Unknown."""
    found: list[Any] = []
    for frame in stack_of(actor):
        if is_student_frame(frame):
            code = frame.f_code
            if frame.f_lineno in run.world.lines(lines_of_for)[code.co_filename]:
                raise Unknown
            found += [code.co_qualname, frame.f_lasti]
            if frame.f_locals is not frame.f_globals:  # what a module has is among what all can see
                found.append(dict(frame.f_locals))
        elif not (frame.f_code.co_filename.startswith("<") or str(frame.f_globals.get("__name__")).startswith(OURS)):
            raise Unknown  # the library's Python may be in a loop of its own
    return found


def lines_of_for(tree: ast.Module) -> Lines:
    """The lines of all loops, comprehensions and calls in a file that go over something."""
    return frozenset(
        line
        for part in ast.walk(tree)
        if isinstance(part, ast.For | ast.AsyncFor | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
        or (isinstance(part, ast.Call) and last_name_of(part.func) in CALLS_AGAIN)
        for line in lines_of(part)
    )
