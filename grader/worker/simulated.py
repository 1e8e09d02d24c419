"""A whole program on the virtual clock: the engine's ending as the account of a run."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

from grader.interleave.ending import Ending
from grader.interleave.program import Program
from grader.interleave.surroundings.world import World
from grader.interleave.timed import run_timed
from grader.worker.evidence import plain
from grader.worker.limits import Bounds

OVERTIME = 10
"""How many times its timeout a program is followed, so that it can be told what it took; then it is called endless."""

SHARE = 0.7
"""Of a run's processor time for its simulation: who has not come to an end by then runs for real."""


def run(
    program: Program,
    bounds: Bounds,
    *,
    steps: int,
    timeout: float | None,
    computing: Mapping[str, float],
    world: World | None = None,
) -> dict[str, Any]:
    """Run the program; `timeout` is in its own seconds, and so is what calls of the functions in `computing` take.
    `world`: the program's, prepared before."""
    began = time.monotonic()
    ending = run_timed(
        program,
        steps=steps,
        seconds=bounds.time_s * SHARE,
        time_limit=math.inf if timeout is None else timeout * OVERTIME,
        output_limit=bounds.output_kb * 1024,
        computing=computing,
        world=world,
    )
    late = timeout is not None and ending.virtual_duration > timeout
    kind, detail = ending.kind, ending.detail
    if late and kind in ("finished", "exception"):
        kind, detail = "timed_out", f"it took {ending.virtual_duration:g} s, and may take {timeout:g} s"
    return {
        "kind": kind,
        "stdout": ending.stdout,
        "stderr": ending.stderr,
        "exit_code": None if late else ending.exit_code,
        "signal": None,
        "duration": time.monotonic() - began,
        "virtual_duration": ending.virtual_duration,
        "actors": plain(ending.actors),
        "leaked": _leaked(ending),
        "simulated": True,
        "escapes": plain(ending.escapes),
        "detail": detail,
    }


def _leaked(ending: Ending) -> list[str]:
    """Actors that go on although the main block is over; a main thread that waits for them stands in no line."""
    going_on = [actor for actor in ending.actors if actor.status in ("blocked", "running")]
    if any(actor.kind == "main" and actor.line is not None for actor in going_on):
        return []
    left = [actor for actor in going_on if actor.kind != "main"]
    return [f"{actor.name} (line {actor.line})" if actor.line else actor.name for actor in left]
