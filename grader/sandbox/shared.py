"""Lists, dicts and sets that suite and program both have, as the suite's side sees them.

Those of the suite outlive a check, and the next submission is judged with the same: so all that a program has changed of them is put back when the check is over.
"""

from __future__ import annotations

from typing import Any

from grader.worker.shared import Shared, fill
from grader.worker.values import TooLarge


class SharedHere(Shared):
    """What both sides have."""

    def __init__(self, *args: Any) -> None:
        super().__init__(1, *args)
        self._before: dict[int, tuple[Any, Any]] = {}
        self._copies: list[int] = []
        """What holds what cannot be sent back, as an exception that was raised over there: from then on there are two."""

    def let_go(self) -> list[int]:
        """And what became two."""
        gone, self._copies = [*super().let_go(), *self._copies], []
        return gone

    def put_back(self) -> None:
        """Let everything of the suite's hold what it held."""
        for thing, held in self._before.values():
            fill(thing, held)
        self._before.clear()

    def _know(self, number: int) -> None:
        try:
            super()._know(number)
        except (TypeError, TooLarge):
            self._copies.append(number)
            self.forget([number])

    def _fill(self, thing: Any, held: Any) -> None:
        if self._numbers[id(thing)] % 2:
            self._before.setdefault(id(thing), (thing, thing.copy()))
        super()._fill(thing, held)
