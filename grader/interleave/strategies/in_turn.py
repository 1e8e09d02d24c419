"""Everybody at the same pace: one step each, again and again.

Two who politely make way for each other never meet in a run in which one is much faster. Who is as fast as the other does
the same at the same time: both take, both find the other's taken, both give back, both wait, and so on for ever.
"""

from __future__ import annotations

from ..operations import Operation

HEAD_START = 1_000
"""Steps in which the first actor may be expected to have started all the others."""


class InTurn:
    """The first actor goes on while it can, so that it starts all the others; these take one step each. One that still
    goes on may be waiting busily for them, and then comes in turn, too."""

    def __init__(self) -> None:
        self._left = HEAD_START

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Whoever comes next in the order of creation."""
        del pending
        if enabled[0] == 0 and self._left:
            self._left -= 1
            return 0
        return next((i for i in enabled if i > current), enabled[0])
