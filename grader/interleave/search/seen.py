"""What the runs of one search have shown of a program, beside how they ended: what a claim must name, and what is worth a further look."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ending import Escape
from ..run.scheduler import Run


@dataclass(slots=True)
class Seen:
    """Of all runs together that came to an ending."""

    assumptions: dict[str, None] = field(default_factory=dict)
    """What models took for granted."""
    rough: dict[Escape, None] = field(default_factory=dict)
    """Calls of the library's Python that touch what others touch, too. Where nothing races with them, no harm is done."""
    printers: int = 0
    """How many actors printed something: asked of the first run with each ending."""
    hashes: bool = False
    """The order of a set may hang on where its objects lie."""
    waited: bool = False
    """Somebody went on because a timeout fired. (On the clock, that is no choice; so with the next two.)"""
    limits_waits: bool = False
    """Somebody waited for a limited time: that this is long enough is part of the claim."""
    program_limits_waits: bool = False
    """The program itself did so, and not only a scenario of the suite's."""
    ending_daemons: set[str] = field(default_factory=set)
    """Names of daemons that came to their end."""

    def add(self, run: Run) -> None:
        """One more run."""
        self.assumptions.update(run.assumptions)
        self.rough.update((Escape(*place), None) for place in run.rough)
        self.hashes |= len(run.hashed) > 1
        self.ending_daemons.update(a.name for a in run.actors if a.daemon and a.status in ("finished", "exception"))
        if not run.timed:
            self.waited |= bool(run.timeouts)
            self.limits_waits |= run.limits_waits
            self.program_limits_waits |= run.program_limits_waits
