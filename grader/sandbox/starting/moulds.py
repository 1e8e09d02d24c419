"""The moulds of one submission that wait for another worker to be wanted."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

from grader.sandbox.starting.launch import Beginning, Beside
from grader.sandbox.starting.mould import Mould
from grader.worker.wire import Channel

MOST = 2
"""A search, and the orders drawn by lot that confirm it, may be at work side by side: never in one mould."""


class Moulds:
    """Moulds in which nobody works. Whoever takes one gives it back when its worker is over, so a mould has one worker at a
    time."""

    def __init__(self) -> None:
        self._waiting: list[Mould] = []
        """In the order of their coming: the first has had the longest time to see its last worker off."""

    def keep(self, mould: Mould) -> None:
        """Keep this one, and no more than fit beside it; none of another submission."""
        self._only_of(mould.beginning)
        self._waiting.append(mould)
        while len(self._waiting) > MOST:
            self._waiting.pop(0).close()

    def another(self, beginning: Beginning, beside: Beside | None) -> tuple[Mould, Channel] | None:
        """A mould of this submission, with the wire of its next worker, which will be asked for this; those of another are not
        needed any more."""
        self._only_of(beginning)
        while self._waiting:
            mould = self._waiting.pop(0)
            wire = mould.worker(beside)
            if wire is not None:
                return mould, wire
            mould.close()
        return None

    def close(self) -> None:
        """End them all."""
        self._only_of(None)

    def _only_of(self, beginning: Beginning | None) -> None:
        for mould in self._waiting:
            if mould.beginning != beginning:
                mould.close()
        self._waiting = [mould for mould in self._waiting if mould.beginning == beginning]
