"""Follow a recorded schedule: each switch happens where it happened, all else goes straight on.

How deep a recursion without an end goes depends on how much of the stack is taken already. So a switch to somebody who
cannot go on yet may come a little later: as soon as it is possible, as long as whoever should stop goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..operations import Operation
from .sweep import Stay

Switch = tuple[int, int, int]
"""(who stops, before which of its acts, who goes on)."""


class Replay(Stay):
    """Exact when the program and the schedule belong together; `diverged` says when they do not."""

    def __init__(self, switches: Sequence[Switch]) -> None:
        self._wanted = {(stops, count): [] for stops, count, _ in switches}  # type: dict[tuple[int, int], list[int]]
        for stops, count, following in switches:
            self._wanted[stops, count].append(following)
        self._events: Sequence[int] = ()
        self._put_off: tuple[int, int] | None = None
        """(who should have stopped, who should have gone on)"""
        self.diverged = False

    def follow(self, events: Sequence[int]) -> None:
        """Where the run counts the acts of each actor."""
        self._events = events

    def is_due(self, actor: int, count: int) -> bool:
        """Whether the actor stops before this one of its acts, or should have stopped already."""
        return self._put_off is not None or (actor, count) in self._wanted

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Switch where the schedule says so."""
        count = self._events[current] if current >= 0 else 0
        if wanted := self._wanted.get((current, count)):
            self._put_off = (current, wanted.pop(0))
        if self._put_off is not None:
            stops, following = self._put_off
            if stops == current and following in enabled:
                self._put_off = None
                return following
            if stops != current or current not in enabled:
                self.diverged, self._put_off = True, None
        return super().choose(current, enabled, pending)
