"""The timed mode: a whole program, or one call after another, on a virtual clock, the same every time."""

from __future__ import annotations

from .ending import Ending
from .launch import Mode, run_once
from .program import Program, Script
from .strategies.timed import RunToBlock
from .world import World


def run_timed(program: Program, *, steps: int = 400_000, output_limit: int = 1 << 20) -> Ending:
    """Run the whole program as `__main__`: sleeps pass at once and in order, nothing waits, nothing is random."""
    world = World(program)
    mode = Mode(steps, timed=True, visible=set(), output_limit=output_limit)
    with world.installed():
        finished = run_once(world, Script(), RunToBlock(), mode)
        if finished.run.disk is not None:
            finished.run.disk.write_back()
        return finished.ending
