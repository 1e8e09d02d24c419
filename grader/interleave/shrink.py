"""The simplest schedule that still ends so: forced switches are left out one by one as long as the ending stays.

Invariant: what is returned was run and had the wanted ending; it never has more forced switches than what came in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .strategies.replay import Switch
from .strategies.trace import Trace


@dataclass(frozen=True, slots=True)
class Candidate:
    """A schedule that was run."""

    switches: tuple[Switch, ...]
    forced: int
    """How many of them left an actor that could have gone on."""

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
    """Leave out single switches, last ones first, until none can go."""
    best = start
    position = len(best.switches) - 1
    passed = False
    while tries > 0 and best.forced:
        if position < 0:
            if not passed:
                break
            passed, position = False, len(best.switches) - 1
        tries -= 1
        shorter = best.switches[:position] + best.switches[position + 1 :]
        found = attempt(shorter)
        if found is not None and found.cost < best.cost:
            best, passed = found, True
            position = min(position, len(best.switches)) - 1
        else:
            position -= 1
    return best
