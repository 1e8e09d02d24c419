"""The timed mode: a whole program, or one call after another, on a virtual clock, the same every time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from time import process_time

from .ending import TOO_LONG, Ending, Escape
from .program import MOST_STEPS, Program, Script
from .run.cores import Cores
from .run.scheduler import Run
from .search.launch import Mode, run_once
from .strategies.timed import RunToBlock
from .surroundings.world import World


def run_timed(
    program: Program,
    *,
    steps: int = MOST_STEPS,
    seconds: float = math.inf,
    time_limit: float = math.inf,
    output_limit: int = 1 << 20,
    computing: Mapping[str, float] | None = None,
    world: World | None = None,
) -> Ending:
    """Run the whole program as `__main__`: sleeps pass at once and in order, nothing waits, nothing is random.

    `seconds`: of processor time, after which it is given up. That, and what takes more than `steps`, is beyond control, unless its
    text tells that it goes on for ever, and the ending says so (an `Escape`).
    `time_limit`: virtual seconds after which it is stopped. `computing`: virtual seconds that a call of each of these functions computes, on `program.cpus` cores.
    `world`: the program's, prepared before.
    """
    world = world or World(program)
    cores = Cores(computing, program.cpus) if computing else None
    mode = Mode(
        steps, pace="timed", only=True, visible=set(), output_limit=output_limit, cores=cores,
        time_limit=time_limit, until=process_time() + seconds,
    )  # fmt: skip
    with world.installed():
        finished = run_once(world, Script(), RunToBlock(), mode)
        if finished.run.disk is not None:
            finished.run.disk.write_back()
        return replace(finished.ending, escapes=(*finished.ending.escapes, *_cut_off(finished.run)))


def _cut_off(run: Run) -> Iterator[Escape]:
    """What may come to an end, and is too long to be followed to it: a step takes many times as long here as in life. Not
    where it is asked whether it ends in time, which nothing but a simulation tells."""
    if run.too_long and math.isinf(run.time_limit):
        yield Escape("", 0, TOO_LONG)
