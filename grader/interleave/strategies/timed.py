"""The timed run: each actor goes on until it must wait; who waits longest goes next; a spinner makes way."""

from __future__ import annotations

from ..operations import Operation

SPIN = 200
"""Turns in a row without waiting, while others could go on, after which the turn passes."""


class RunToBlock:
    """First in, first out."""

    def __init__(self) -> None:
        self._queue: list[int] = []
        self._turns = 0

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Go on with the current actor while it can; then whoever became able first."""
        del pending
        able = set(enabled)
        self._queue = [i for i in self._queue if i in able and i != current]
        known = set(self._queue)
        self._queue.extend(i for i in enabled if i not in known and i != current)
        self._turns += 1
        if current in able and (self._turns < SPIN or not self._queue):
            return current
        self._turns = 0
        return self._queue.pop(0)
