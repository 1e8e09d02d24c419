"""The timed mode: a whole program, or one call after another, on a virtual clock, the same every time."""

from __future__ import annotations

import math
from collections.abc import Mapping

from .cores import Cores
from .ending import Ending
from .launch import Mode, run_once
from .program import MOST_STEPS, Program, Script
from .strategies.timed import RunToBlock
from .world import World


def run_timed(
    program: Program,
    *,
    steps: int = MOST_STEPS,
    time_limit: float = math.inf,
    output_limit: int = 1 << 20,
    computing: Mapping[str, float] | None = None,
    world: World | None = None,
) -> Ending:
    """Run the whole program as `__main__`: sleeps pass at once and in order, nothing waits, nothing is random.

    `time_limit`: virtual seconds after which it is stopped. `computing`: virtual seconds that a call of each of these functions computes, on `program.cpus` cores.
    `world`: the program's, prepared before.
    """
    world = world or World(program)
    cores = Cores(computing, program.cpus) if computing else None
    mode = Mode(
        steps, pace="timed", only=True, visible=set(), output_limit=output_limit, cores=cores, time_limit=time_limit
    )  # fmt: skip
    with world.installed():
        finished = run_once(world, Script(), RunToBlock(), mode)
        if finished.run.disk is not None:
            finished.run.disk.write_back()
        return finished.ending
