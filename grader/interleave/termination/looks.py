"""What an actor that may wait busily has looked at and done, so that `spin` can tell whether a turn of its loop did nothing."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

Part = tuple[Hashable, Hashable]
"""A target, and which part of it (None: any)."""


class Looks:
    """What one actor has looked at and done lately."""

    __slots__ = (
        "before",
        "chancy",
        "chatty",
        "clock",
        "drawn",
        "effects",
        "given",
        "known",
        "later",
        "loops",
        "made",
        "open",
        "printed",
        "reads",
        "rests",
        "since",
        "turns",
    )

    def __init__(self) -> None:
        self.effects = 0
        """How many things it did that another could notice, or that we cannot see into."""
        self.before = 0
        """How many they were before its last act."""
        self.printed = 0
        """How many of them only printed something."""
        self.drawn = 0
        """How many random numbers it drew since the last turn of a loop; each counts as an effect."""
        self.chancy = False
        """Chance decides how long it pauses."""
        self.made = 0
        """How often it advanced generators that were met only in the turn in which it did: made there, most likely."""
        self.known = 0
        """How many things of the run were known when the turn began."""
        self.clock = 0
        """How often it looked at the clock."""
        self.reads: list[tuple[Hashable, Hashable, int]] = []
        """What it read (target, part), and how often that had been written then."""
        self.chatty: dict[int, int] = {}
        """Turns of a loop, in a row, that did nothing but print."""
        self.given: list[object] = []
        """Locks that it gave back."""
        self.open: dict[Hashable, int] = {}
        """How much oftener it took a lock, or a token of a semaphore, than it gave it back; only where that is not equal."""
        self.loops: dict[int, Turn] = {}
        """By the number of their place in the text."""
        self.later: Later | None = None
        self.rests = 0
        """How often it let time pass: slept, or waited until a timeout."""
        self.turns = 0
        """Empty turns in a row that looked at the clock."""
        self.since = 0.0
        """When they began."""

    def took(self, target: Hashable, times: int) -> None:
        """It took a lock so many times (-1: gave it back)."""
        left = self.open.get(target, 0) + times
        if left:
            self.open[target] = left
        else:
            self.open.pop(target, None)


class Later(NamedTuple):
    """What to wait for once these locks are given back."""

    locks: frozenset[int]
    seen: dict[Part, int]
    pause: float | None


class Turn(NamedTuple):
    """How things stood when a loop began a turn."""

    effects: int
    made: int
    clock: int
    reads: int
    """How many of `Looks.reads` there were; likewise the next."""
    given: int
    held: int
    open: dict[Hashable, int]
    going: int = 0
    """Which time that this loop was come to (`begins`): the turns of another time are another loop's."""
    names: dict[str, Any] | None = None
    """The local variables; None where the turn before it had an effect, since most such loops go on having some."""
    empty: int = 0
    """Turns before it, in a row, in which nothing happened."""
    printed: int = 0
    now: float = 0.0
    """The time on the clock."""
    rests: int = 0
