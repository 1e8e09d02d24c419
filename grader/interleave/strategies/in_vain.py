"""Limited waits that end in vain just before what they waited for comes: the mistake that timeouts invite.

Whoever waits in vain from some moment on gives up at once, and is then held back as long as anybody else can go on: so
what it concludes from having found nothing is out of date when it acts on it. All who wait so are held together, since
often one of several would do.
"""

from __future__ import annotations

from ..operations import SPINS, Operation
from .sweep import LAST, Straight
from .trace import Trace


class InVain(Straight):
    """One run: limited waits last as long as they must up to a moment, and no time at all from then on.

    `first`: the chance at which it begins; those before it pass. `favourite`: `LAST` or nobody, as in a sweep.
    """

    def __init__(self, first: int, favourite: int) -> None:
        super().__init__()
        self._first = first
        self._favourite = favourite
        self._held: set[int] = set()
        self.chances = 0
        """How often somebody could give up."""

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Give up waiting, then stand still."""
        waiting = [i for i in enabled if _waits_in_vain(pending[i])]
        fresh = [i for i in waiting if i not in self._held]
        if fresh:
            self.chances += 1
            if self.chances > self._first:
                self._held.add(fresh[-1])
                return fresh[-1]
        others = [i for i in enabled if i not in self._held and i not in waiting]
        if not others:
            self._held.clear()
            others = [i for i in enabled if i not in waiting] or enabled
        if self._favourite == LAST and current not in others:
            return others[-1]
        return super().choose(current, others, pending)


def _waits_in_vain(operation: Operation) -> bool:
    return operation.deadline is not None and operation.kind != SPINS and not operation.is_possible()


class WaitsInVain:
    """Everybody gives up from the first chance on, from the second, and so on; each with the youngest and with the eldest first."""

    def __init__(self) -> None:
        self._plans = [(0, LAST), (0, -1)]
        self._most = 0
        self._chooser: InVain | None = None

    def next(self) -> InVain | None:
        """The next run."""
        self._chooser = InVain(*self._plans.pop(0)) if self._plans else None
        return self._chooser

    def learn(self, trace: Trace) -> None:
        """A run shows how many chances there are."""
        del trace
        assert self._chooser is not None
        for first in range(self._most + 1, self._chooser.chances):
            self._plans += [(first, LAST), (first, -1)]
            self._most = first
