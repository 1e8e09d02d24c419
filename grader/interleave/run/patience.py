"""How far a run is followed: how many steps and rounds of loops there may be, and how much time.

Who reaches a limit is asked whether it need go on for ever, or comes to an end for certain: then there may be more.
"""

from __future__ import annotations

import math
from time import process_time
from typing import TYPE_CHECKING, cast

from ..actor import ActorKilled
from ..termination.bounded import comes_to_an_end
from ..termination.endless import goes_on_for_ever
from .flow import Flow
from .run_state import Chooser

if TYPE_CHECKING:
    from ..termination.recurrence import Recurrence
    from .scheduler import Run

ROUNDS, MOST_ROUNDS, CERTAIN_ROUNDS = 25, 10_000_000, 50_000_000
"""Loop rounds that nobody notices, for each visible step that is allowed; at most; and where an end is certain."""
FEW_LINES = 100_000
"""Lines that may be printed beside the steps; each further one counts as a step."""
CLOCK, A_WHILE = 256, 50_000
"""Loop rounds between two looks at the real clock (rounds in which much is looked through take milliseconds each); and before it is asked
whether they have an end."""


class Patience(Flow):
    """The part of a run that sees to it that nothing goes on for ever."""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        super().__init__(chooser, timed=timed, steps=steps)
        self.certain = 0
        """Steps that there may be where everybody comes to an end for certain."""
        self.recurrence: Recurrence | None = None  # of a run on the clock, which does the same again then
        self.until = math.inf
        """Processor time at which the run is given up: there is no more of it for the search."""
        self._ticks, self._look_at, self._most_rounds = 0, CLOCK, MOST_ROUNDS

    def tick(self, rounds: int = 1) -> None:
        """A loop went round: nobody notices, but nothing may go on for ever."""
        self._ticks += rounds
        if self.dead:
            raise ActorKilled
        if self._ticks > min(self.step_limit * ROUNDS, self._most_rounds) and not self.goes_further():
            self.stop(self.over or "timed_out", self.detail)
        if self._ticks >= self._look_at:
            self._look_at = self._ticks + CLOCK
            if self.has_no_time():
                self.stop(self.out_of_time(), "")
            run = cast("Run", self)
            self.endless = self._ticks > A_WHILE and self.step_limit < self.whole and goes_on_for_ever(run)
            if self.endless:
                self.stop("timed_out", "")

    def weigh(self, rounds: int) -> None:
        """Something takes as long as so many rounds: who goes round next is asked."""
        self._ticks += rounds

    def has_no_time(self) -> bool:
        """Whether the time is over."""
        return process_time() > self.until

    def goes_further(self) -> bool:
        """At the limit: whether there may be more steps, where it need not go on for ever, or comes to an end for certain."""
        if self.step_limit < self.whole:
            return self._may_end()
        if self.certain <= self.step_limit or not comes_to_an_end(cast("Run", self)):
            return False
        self.step_limit, self._most_rounds = self.certain, CERTAIN_ROUNDS
        return True

    def _may_end(self) -> bool:
        """Whether it need not go on for ever; if so, there are more steps."""
        run, again = cast("Run", self), self.recurrence
        if again is not None and (round_and_round := again.come_round(run)):
            self.vain = dict.fromkeys(round_and_round, 1)
            self.over, self.detail = "livelock", again.told(run)
        self.endless = self.over is not None or goes_on_for_ever(run)
        if not self.endless:
            self.step_limit = self.steps if again is not None and again.looks_on() else self.whole
        return not self.endless

    @property
    def length(self) -> int:
        """How long it is so far, in steps: whoever prints or goes round a loop alone does few of them."""
        return max(self.steps, -(-self._ticks // ROUNDS))

    @property
    def work(self) -> int:
        """What it has cost, in steps: who prints very much does few of them."""
        return self.steps + max(0, self.output.lines - FEW_LINES)
