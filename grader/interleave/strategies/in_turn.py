"""Everybody at the same pace: one step each, again and again.

Two who politely make way for each other never meet in a run in which one is much faster. Who is as fast as the other does
the same at the same time: both take, both find the other's taken, both give back, both wait, and so on for ever.
"""

from __future__ import annotations

from ..operations import Operation


class InTurn:
    """The first actor goes on while it can, so that it starts all the others; these take one step each."""

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Whoever comes next in the order of creation."""
        del pending
        return enabled[0] if enabled[0] == 0 else next((i for i in enabled if i > current), enabled[0])
