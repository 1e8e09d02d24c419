"""Partial-order reduction, in slices; from the start again when a new place turns out to be shared."""

from __future__ import annotations

from .ending import UNSTEADY, Escape
from .explorer import Explorer
from .strategies.dpor import Dpor


class Everything:
    """As many runs of it as there may be, and then some more."""

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self._strategy = Dpor()
        self._shown = len(explorer.world.visible)

    @property
    def lacks_early(self) -> bool:
        """Whether all that is covered lacks the orders in which a timeout fires early."""
        return self._strategy.lacks_early

    def go_on(self, most: int) -> bool:
        """Some more runs; whether all is covered."""
        explorer = self._explorer
        end = explorer.schedules + explorer.pruned + most
        while explorer.left() > 0 and explorer.schedules + explorer.pruned < end:
            if len(explorer.world.visible) != self._shown:
                self._strategy, self._shown = Dpor(), len(explorer.world.visible)
            if explorer.go_through(self._strategy, end - explorer.schedules - explorer.pruned):
                if self._strategy.diverged:
                    explorer.escapes.setdefault(UNSTEADY)
                self._doubt()
                return self._strategy.finished and not explorer.hurried
        self._doubt()
        return False

    def _doubt(self) -> None:
        """Say what raced with something that is really several steps."""
        for act in self._strategy.doubts:
            site = getattr(act, "site", None)
            self._explorer.escapes.setdefault(Escape(getattr(site, "file", ""), getattr(site, "line", 0), act.rough))
