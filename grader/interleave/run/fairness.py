"""Orders that could not happen in life: somebody waits in vain for one who could go on and never may.

An operating system lets everybody get on in the end. So nobody goes on for ever, or lets timeout after timeout pass,
while another could act; what a program does only then is no fault of it.
"""

from __future__ import annotations

import math

from ..operations import SPINS
from .run_state import Chooser
from .virtual_time import VirtualTime

MOST_EARLY = 20
"""Timeouts of one actor that may fire in a run while others can go on: nobody is slower than that."""
SHARES = 64
"""Nobody goes on for more than one of so many parts of the longest possible run while others can."""
RECENT = 1_000
"""Turns in any of which somebody could have gone on who waits at this moment: a lock that others take again and again is free between."""
LEAST = 2_000
"""Steps that everybody may go on for in any case."""


class Fairness(VirtualTime):
    """The part of a run that sees to it that everybody gets on. (On a clock, who waits longest comes next anyway.)"""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        super().__init__(chooser, timed=timed, steps=steps)
        self.turned = 0
        """Steps at the last change of turn."""
        self.longest_turn = math.inf if timed else max(LEAST, steps // SHARES)
        """Steps after which whoever goes on must make way."""
        self.unfair = False
        """Somebody would have gone on for ever while others could: the turn was taken from it, or the run given up."""

    def _without(self, greedy: int, enabled: list[int]) -> list[int]:
        """Who may go on now that one has gone on for so long that it may wait busily for the others."""
        others = [i for i in enabled if i != greedy]
        self.unfair = self.unfair or len(others) < len(enabled)
        return others or enabled

    def is_fair(self) -> bool:
        """Whether everybody who could go on did so lately; an order in which somebody never may is no order in life. Nor is
        one in which a limited wait never ends."""
        long_ago = self.steps // 2
        lately = self._could_have_gone_on()
        able = [
            i for i in self.living
            if i in lately or self.pending[i].is_possible() or self.pending[i].deadline is not None
        ]  # fmt: skip
        starving = [i for i in able if max(self.actors[i].turn, self.actors[i].born) < long_ago]
        self.unfair = self.unfair or bool(starving)
        return not starving

    def _could_have_gone_on(self) -> set[int]:
        """Whose turn it might have been lately, since it was for the last time."""
        able, later = set[int](), set[int]()
        for index, _, enabled in reversed(self.trace[-RECENT:]):
            later.add(index)
            able.update(i for i in enabled if i not in later)
        return able

    def _may_fire_early(self, index: int) -> bool:
        """Whether the deadline of an actor may pass although others can go on: not for ever, since these get on, too."""
        operation = self.pending[index]
        if operation.deadline is None or operation.kind == SPINS:
            return False
        may = sum(who == index for who, _ in self.early) < MOST_EARLY
        self.unfair = self.unfair or (self.any_time and not may)
        return may
