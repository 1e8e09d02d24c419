"""Partial-order reduction, in slices; from the start again when a new place turns out to be shared, or threads to be told apart."""

from __future__ import annotations

from ..ending import UNSTEADY, Escape
from ..strategies.dpor import Dpor
from ..twins import INTERCHANGEABLE
from .explorer import Explorer


class Everything:
    """As many runs of it as there may be, and then some more."""

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self._strategy = Dpor(explorer.is_late)
        self._taken = self._to_take()

    @property
    def lacks_early(self) -> bool:
        """Whether all that is covered lacks the orders in which a timeout fires early."""
        return self._strategy.lacks_early

    def _to_take(self) -> tuple[int, bool]:
        """What tells which steps and which orders there are."""
        return len(self._explorer.world.visible), self._explorer.told_apart

    def go_on(self, most: int) -> bool:
        """Some more runs; whether all is covered."""
        explorer = self._explorer
        covered = self._go_on(explorer.schedules + explorer.pruned + most)
        if not covered or explorer.told_apart:
            explorer.seen.assumptions.pop(INTERCHANGEABLE, None)
        self._doubt()
        return covered

    def _go_on(self, end: int) -> bool:
        explorer = self._explorer
        while explorer.left() > 0 and explorer.schedules + explorer.pruned < end:
            if self._to_take() != self._taken:
                self._strategy, self._taken = Dpor(explorer.is_late), self._to_take()
            most = end - explorer.schedules - explorer.pruned
            if explorer.go_through(self._strategy, most, twins=not explorer.told_apart):
                if self._strategy.diverged:
                    explorer.escapes.setdefault(UNSTEADY)
                return self._strategy.finished and not explorer.short_work
        return False

    def _doubt(self) -> None:
        """Say what raced with something that is really several steps."""
        for act in self._strategy.doubts:
            site = getattr(act, "site", None)
            self._explorer.escapes.setdefault(Escape(getattr(site, "file", ""), getattr(site, "line", 0), act.rough))
