"""Follow a recorded schedule: each switch happens where it happened, all else goes straight on."""

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
        self.diverged = False

    def follow(self, events: Sequence[int]) -> None:
        """Where the run counts the acts of each actor."""
        self._events = events

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Switch where the schedule says so."""
        count = self._events[current] if current >= 0 else 0
        wanted = self._wanted.get((current, count))
        if wanted:
            following = wanted.pop(0)
            if following in enabled:
                return following
            self.diverged = True
        return super().choose(current, enabled, pending)
