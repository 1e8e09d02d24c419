"""The simplest schedule that still ends so: forced switches are left out one by one as long as the ending stays.

Invariant: what is returned was run and had the wanted ending; it never has more forced switches than what came in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..strategies.replay import Switch
from ..strategies.trace import Trace

FEW = 12
"""Switches of a schedule that are tried one by one from the beginning."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A schedule that was run."""

    switches: tuple[Switch, ...]
    forced: int
    """How many of them left an actor that could have gone on."""
    events: tuple[int, ...] = ()
    """How many acts each actor did."""

    @property
    def cost(self) -> tuple[int, int]:
        """Fewer forced switches first, then fewer switches."""
        return self.forced, len(self.switches)


Attempt = Callable[[Sequence[Switch]], Candidate | None]
"""Runs a schedule; what it did, or None when it ended otherwise."""


def forced_switches(trace: Trace) -> int:
    """How many switches of a run left an actor that could have gone on."""
    count, before = 0, -1
    for actor, _, enabled in trace.steps:
        count += actor != before and before in enabled
        before = actor
    return count


def shrink(start: Candidate, attempt: Attempt, tries: int = 80) -> Candidate:
    """Leave out switches, last ones first: half of very many at a time, then ever fewer, then single ones until none can go."""
    best = start
    size = _largest(len(best.switches))
    position, passed = len(best.switches), False
    while tries > 0 and best.forced:
        if position <= 0:
            if not passed and size == 1:
                break
            size = size if passed and size == 1 else max(1, size // 2)
            position, passed = len(best.switches), False
        tries -= 1
        begin = max(0, position - size)
        found = attempt(best.switches[:begin] + best.switches[position:])
        if found is not None and found.cost < best.cost:
            best, passed = found, True
        position = min(begin, len(best.switches))
    return best


def _largest(count: int) -> int:
    """How many switches are left out at a time in the beginning: of a few, each may matter."""
    return 1 if count <= FEW else count // 2
