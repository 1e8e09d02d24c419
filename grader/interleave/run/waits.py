"""Who waits for whom: what *must* come before what in one schedule, whatever the clock says.

Threads that only calculate print nothing and take no virtual time, so neither output nor clock tells whether the
program waited for them. What tells it is knowledge: an actor knows of another's end once a chain of acts that depend
on each other leads there from that end (the happens-before order of Lamport 1978, of which only ends matter here).
It is the same for all schedules that differ in the order of independent acts, so one of them speaks for all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..operations import ENDING, IN_VAIN, WRITE, Operation

if TYPE_CHECKING:
    from .scheduler import Run

Ends = frozenset[int]
_NONE: Ends = frozenset()


@dataclass(frozen=True, slots=True)
class Wait:
    """How one actor stands to the others."""

    alongside: int
    """How many others, started before it, could still be under way when it is started (the first actor apart)."""
    awaited: bool
    """Whether the last words of the first actor must come after its end."""


def waits(run: Run) -> list[Wait]:
    """How each actor stands to the others, by index."""
    known_at_birth, known_in_the_end = _gone_through(run, len(run.trace))
    known_in_the_end |= run.over_at_last_words
    born = sorted(index for index in known_at_birth if index)
    return [
        Wait(_alongside(index, born, known_at_birth.get(index, _NONE)), awaited=index in known_in_the_end)
        for index in range(len(run.actors))
    ]


def awaited(run: Run) -> Ends:
    """The actors after whose end the last words of the first must come."""
    last = len(run.trace) if run.last_words is None else run.last_words
    return _gone_through(run, last)[1] | run.over_at_last_words


def _gone_through(run: Run, until: int) -> tuple[dict[int, Ends], Ends]:
    """(what was known to each actor when it was started, what the first knew at its last words)."""
    knowledge = _Knowledge(run)
    known_at_birth: dict[int, Ends] = {0: _NONE}
    births = sorted((position, child, parent) for child, (parent, position) in run.births.items())
    known_in_the_end: Ends | None = None
    first = next((n for n, (_, act, _) in enumerate(run.trace) if act.kind in ENDING), len(run.trace))
    while births and births[0][0] < first:  # before anybody has ended there is nothing to know
        known_at_birth[births.pop(0)[1]] = _NONE
    if run.last_words is not None and run.last_words < first:
        known_in_the_end = _NONE
    for position in range(first, until + 1):
        while births and births[0][0] == position:
            _, child, parent = births.pop(0)
            known_at_birth[child] = knowledge.inherit(child, parent)
        if position == run.last_words:
            known_in_the_end = knowledge.of(0)
        if position < until:
            actor, act, _ = run.trace[position]
            knowledge.take(actor, act)
    return known_at_birth, knowledge.of(0) if known_in_the_end is None else known_in_the_end


def _alongside(index: int, born: list[int], known: Ends) -> int:
    """How many of those who were born before it are not known, at its birth, to have ended."""
    return bisect_left(born, index) - sum(0 < ended < index for ended in known)


class _Knowledge:
    """Of whose ends each actor knows, and what it could learn from each thing that was touched."""

    def __init__(self, run: Run) -> None:
        self._actors: dict[int, Ends] = {}
        self._targets: dict[Hashable, Ends] = {}
        self._homes = [actor.process.pid for actor in run.actors]

    def of(self, actor: int) -> Ends:
        return self._actors.get(actor, _NONE)

    def inherit(self, child: int, parent: int) -> Ends:
        """What is known to a parent is known to its child."""
        known = self._actors[child] = self.of(parent)
        return known

    def take(self, actor: int, act: Operation) -> None:
        """The next act of the schedule."""
        if act.kind == IN_VAIN or (act.kind == "joins" and act.deadline is not None):
            return  # who joins for a while may go on without having seen an end
        targets = self._targets
        known = self.of(actor)
        if not (known or targets or act.kind in ENDING):
            return  # there is nothing to learn yet
        accesses = act.accesses()
        for target, _, _ in accesses:
            if target in targets:
                known |= targets[target]
        self._actors[actor] = known
        told = known | self._ends(actor, act) if act.kind in ENDING else known
        if told:
            for target, access, _ in accesses:
                if access >= WRITE or act.gives:
                    targets[target] = targets.get(target, _NONE) | told

    def _ends(self, actor: int, act: Operation) -> Ends:
        """Whose end this act is."""
        if act.kind == "ends":
            return frozenset((actor,))
        if isinstance(act.target, tuple):
            return frozenset(index for index, home in enumerate(self._homes) if home == act.target[1])
        return _NONE
