"""Long loops: what one actor does again and again in one turn teaches nothing new, and there is a great deal of it.

Where a run is not to be gone through in every order (a long one, one on the clock, a schedule that is followed), acts
that were done very often in the same turn, with nothing new between, are done without asking whose turn it is; once in
a while it is asked all the same. Nobody else acts in between, so that all that is known of such an act, and everything that
could be learnt by it, is there from its first times.

What is over of a long run is kept in few objects, which do not hold on to the things that were touched.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from ..actor import Actor
from ..operations import ENDING, LOCAL, READ, SYNC, Operation, Past
from .accesses import QUANTUM
from .fairness import Fairness
from .run_state import Chooser

OFTEN = 1_000
"""Times that an act is done in one turn before it is a routine."""
FEW = 64
"""Different acts in one turn, beyond which it is no routine."""
ON_THE_CLOCK = 8
"""Acts of a routine after which it is asked whose turn it is in a run on the clock, where nobody has many turns in a row."""
NOBODYS = Operation("goes on", None, LOCAL)
"""An act of which nobody wants to know what it was."""
BLOCK = 1_024
"""Steps of the trace that are condensed at a time."""


class Routine(Fairness):
    """The part of a run that makes short work of long loops."""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        super().__init__(chooser, timed=timed, steps=steps)
        self.following = False
        """A recorded schedule is followed to the letter: whoever makes way does so there."""
        self.is_due: Callable[[int, int], bool] | None = None
        """Where a recorded schedule is followed: whether an actor stops before that one of its acts."""
        self.condense_at = BLOCK
        self._condensed = 0
        self._ended = False
        """Some actor's end is in what was condensed."""
        self._seen: dict[Hashable, tuple[int, Operation, list[int]]] = {}
        self._times: dict[Hashable, int] = {}
        """How often each act was done in this turn since the last new one."""
        self.short_work = False
        """Short work was made of something: switches there are no part of any search."""
        self.row = 0
        """Acts since it was asked whose turn it is."""

    def begin_turn(self) -> None:
        """Another actor goes on: nothing is routine yet. On the clock turns are too short for that, and nothing is learnt of
        what races there; only who may be waiting busily is asked each time."""
        if not self.timed or self.watching:
            self._times.clear()

    def _is_routine(self, actor: Actor, operation: Operation) -> bool:
        """Whether this was done so often in this turn that nobody need be asked."""
        if self.solo or self.dead or operation.deadline is not None or operation.access > SYNC or operation.also:
            return False
        key = (operation.site, operation.kind, operation.target)
        count = self._times.get(key)
        if count is None:
            self._take_note(key)
            return False
        self._times[key] = count + 1
        if count < OFTEN or not (operation.enabled is None or operation.enabled()):
            return False
        self.row += 1
        asked = self.row >= (ON_THE_CLOCK if self.timed else QUANTUM) or (self.steps + 1) % QUANTUM == 0
        if asked or self.over is not None or self.steps >= self.step_limit:
            return False
        return self.is_due is None or not self.is_due(actor.index, self.events[actor.index] + 1)

    def went_on(self, actor: Actor, operation: Operation) -> bool:
        """Do the act without asking whose turn it is, if it is routine; whether it was."""
        if not self._is_routine(actor, operation):
            return False
        index = actor.index
        self.short_work = True
        self.pending[index] = operation
        self.events[index] += 1
        self.steps += 1
        actor.enabled_by_timeout = False
        actor.turn = self.steps
        if self.watching:
            self.noted(actor, operation)
        if self.timed:
            self.pass_a_little(operation)
        if self.flows and (self.timed or operation.access != READ):  # else what is read was read in this turn already
            self.carry(actor, operation)
        if self.observe is not None:
            self.observe(actor, operation)
        operation.done()
        return True

    def _take_note(self, key: Hashable) -> None:
        """Something new: what came before may matter again."""
        times = self._times
        if len(times) >= FEW:
            times.clear()
        for known in times:
            times[known] = 0
        times[key] = 0

    def condense(self) -> None:
        """Keep what is over of the trace in as few objects as can be, and let the things go that it held on to."""
        trace = self.trace
        self.condense_at = len(trace) + BLOCK
        last = {actor: position for position, (actor, _, _) in enumerate(trace[self._condensed :], self._condensed)}
        self._ended = self._ended or any(act.kind in ENDING for _, act, _ in trace[self._condensed :])
        untold = self.only and not self._ended  # nobody learns from this run but who waited for whose end
        latest = set(last.values())  # what these touch may not be known yet
        for position in range(self._condensed, len(trace)):
            if position not in latest:
                actor, operation, enabled = trace[position]
                operation = NOBODYS if untold else operation
                key = (actor, operation.site, operation.essence(), *enabled)
                known = self._seen.get(key)
                if known is None:
                    known = self._seen[key] = (actor, Past(operation), enabled)
                trace[position] = known
        self._condensed = len(trace)
        for number in self.let_go():
            self.forget(number)
