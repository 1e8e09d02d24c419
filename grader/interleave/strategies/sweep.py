"""The single-preemption sweep: hold one actor back before each of its steps in turn, while the others run to their end.

Most races need one ill-timed interruption; this tries every one of them, in as many runs as the plain run has steps
(first the places in the text that were not tried yet, so that long loops do not drown the rest).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..operations import LOCAL, Operation
from .trace import Trace

FAIR = 5_000
"""Steps in a row after which whoever goes on makes way once: a busy wait must not keep the one it waits for."""


SHARES = 20
"""Parts of a glimpse, after each of which another may go on."""


class Stay:
    """Go on with the current actor while it can, then with the next in order of creation."""

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Prefer no change."""
        del pending
        return current if current in enabled else next((i for i in enabled if i > current), enabled[0])


class Straight:
    """The same, but whoever went on for very long makes way once."""

    def __init__(self) -> None:
        self._row = 0

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Prefer no change."""
        del pending
        if current in enabled:
            self._row += 1
            if self._row < FAIR or len(enabled) == 1:
                return current
        self._row = 0
        return next((i for i in enabled if i > current), enabled[0])


class Glimpse(Straight):
    """Go on for a number of steps, then give up: enough to see what races in a long run. Everybody has its share of them."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._most = steps
        self._done: Sequence[int] = ()
        self._turned = 0

    def follow(self, done: Sequence[int]) -> None:
        """How many acts each actor has done is found here: not each of them is asked about in a long run."""
        self._done = done

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """The straight choice, as long as it lasts."""
        done = sum(self._done)
        if done - self._turned > self._most // SHARES:
            self._turned, self._row = done, FAIR
        return super().choose(current, enabled, pending) if done <= self._most else -1


LAST = 1 << 30
"""Whoever was created last."""


class HoldBack(Straight):
    """Go straight up to a position, then hold that actor back as long as anybody else can go on.

    `favourite`: who goes first then, if it can (`LAST`: always whoever was created last).
    """

    def __init__(self, position: int, held: int, favourite: int = -1) -> None:
        super().__init__()
        self._position = position
        self._held = held
        self._favourite = favourite
        self._now = 0

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Straight at first, then avoid the held actor."""
        self._now += 1
        if self._now > self._position and self._held >= 0:
            others = [i for i in enabled if i != self._held]
            if not others:
                self._held = -1  # nobody else can go on: it goes, and is free
            elif self._now < self._position + 50 * FAIR:
                enabled = self._favoured(current, others)
        return super().choose(current, enabled, pending)

    def _favoured(self, current: int, others: list[int]) -> list[int]:
        if self._favourite == LAST and current not in others:
            return others[-1:]
        if self._favourite in others:
            return [self._favourite]
        return others


class Sweep:
    """One straight run, unless its trace is there already; then one for each step at which another could have gone."""

    def __init__(self, favourite: int = -1, straight: Trace | None = None) -> None:
        self._plans = None if straight is None else places_to_hold(straight)
        self._favourite = favourite

    def next(self) -> Straight | None:
        """The next run."""
        if self._plans is None:
            return Straight()
        if not self._plans:
            return None
        return HoldBack(*self._plans.pop(0), self._favourite)

    def learn(self, trace: Trace) -> None:
        """The first run shows where actors can be held back."""
        if self._plans is None:
            self._plans = places_to_hold(trace)


def places_to_hold(trace: Trace) -> list[tuple[int, int]]:
    """(position, actor) of each step that could be put off, rarer places in the text first."""
    seen: dict[object, int] = {}
    ranked = []
    for position, (actor, operation, enabled) in enumerate(trace.steps):
        if len(enabled) > 1 and operation.access != LOCAL:
            place = (actor, getattr(operation, "site", None) or (operation.kind, operation.target))
            seen[place] = seen.get(place, 0) + 1
            ranked.append((seen[place], position, actor))
    return [(position, actor) for _, position, actor in sorted(ranked)]
