"""One run of a target in a prepared world, from a clean floor to a clean floor."""

from __future__ import annotations

import math
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from typing import Any

from .. import twins
from ..actor import Actor
from ..ending import Ending
from ..program import Script, Target
from ..run.cores import Cores
from ..run.lifecycle import process_body
from ..run.pace import ON_THE_CLOCK, Pace
from ..run.scheduler import Chooser, Run
from ..story.grouping import ending_key
from ..story.outcome import ending_of, kind_of
from ..story.outliving import end_what_is_left, note_what_outlives
from ..strategies.replay import Replay
from ..strategies.sweep import Glimpse
from ..strategies.trace import Trace
from ..surroundings.world import World
from ..termination.bounded import comes_to_an_end
from ..termination.endless import ENOUGH
from ..termination.recurrence import Recurrence
from ..unnoticed import told
from .targets import observed, work_of


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that is over."""

    key: object
    """Equal for endings that are the same up to the order of printed lines."""
    trace: Trace
    run: Run
    told: Ending | None

    @property
    def ending(self) -> Ending:
        """How it ended, where that was asked for."""
        if self.told is None:
            raise LookupError("the ending of a known kind was not told again")
        return self.told


@dataclass(frozen=True, slots=True)
class Mode:
    """How a run differs from another of the same target."""

    steps: int
    pace: Pace = "free"
    output_order: bool = False
    certain: int = 0
    """Steps that it may have where everybody comes to an end for certain, if that is more."""
    brisk: int = 0
    """Short work is made of long loops (`routine`), since not every order is gone through; and nobody goes on for ever who
    has so many turns in a row. 0: not."""
    asked: int = ENOUGH
    """Steps after which it is asked whether it goes on for ever."""
    only: bool = False
    """Nobody asks for another run, so that this one is told, however it was cut off."""
    turn: int = 0
    """Nobody goes on for longer while others can; 0: as long as it takes in a run that comes to its end."""
    twins: bool = False
    """Threads that do the same come in one order alone (`twins`)."""
    visible: set[Any] | None = None
    would_end: Container[str] = ()
    """Daemons that were seen to come to their end."""
    cores: Cores | None = None
    time_limit: float = math.inf
    until: float = math.inf
    """Processor time at which the run is given up."""
    first: bool = False
    """It is the first of a search, so that being given up is how it ended."""
    observe: Callable[[Actor, Any], None] | None = None
    listen: Callable[[int, str], None] | None = None
    """Told what is printed, and by which actor."""
    output_limit: int = 1 << 20
    before_reap: Callable[[Run], None] | None = None


def run_once(world: World, target: Target, chooser: Chooser, mode: Mode, known: Container[object] = ()) -> Finished:
    """Run the target once under a chooser. The ending is told unless its key is `known`."""
    end_what_is_left(world)
    run = _prepared(world, chooser, mode)
    run.looked_at = bool(target.observe)
    world.start()
    process = run.new_process("MainProcess")
    work = work_of(world, target)
    main = run.spawn("MainThread", process_body(run, process, lambda: work(run)), process=process, main=True)
    run.execute(main)
    twins.over(run)
    for what in world.standins.alterations_of_a_run():
        run.escapes.setdefault(("", 0, what))
    if isinstance(target, Script):
        note_what_outlives(run)
    run.too_long = run.over == "timed_out" and _is_too_long(run)
    values = observed(run, target.observe, main) if target.observe and run.over != "pruned" else {}
    if run.unnoticed and kind_of(run) == "finished" and not run.processes[0].left_early:
        run.detail = run.detail or told(run)
    key = ending_key(run, values, mode.output_order)
    ending = None
    if run.over != "pruned" and key not in known:
        ending = replace(ending_of(run), values=values)
    trace = _trace_of(run)
    if mode.before_reap is not None:
        mode.before_reap(run)
    run.reap()
    return Finished(key, trace, run, ending)


def _is_too_long(run: Run) -> bool:
    """Whether it was cut off before its end, which it may have: of the only run others can see to that. In a search it must be
    certain, since who may go on for ever is told."""
    if run.only:
        return not run.endless and run.now <= run.time_limit
    return comes_to_an_end(run)


def _prepared(world: World, chooser: Chooser, mode: Mode) -> Run:
    """A run of which nothing has happened yet."""
    timed = mode.pace in ON_THE_CLOCK
    run = Run(chooser, timed=timed, steps=mode.steps)
    run.world, run.visible, run.observe, run.output_order = world, mode.visible, mode.observe, mode.output_order
    run.impatient, run.filled, run.even = mode.pace == "impatient", mode.pace == "as filled", mode.pace == "in turn"
    run.would_end = mode.would_end
    run.cores, run.time_limit, run.until = mode.cores, mode.time_limit, mode.until
    run.first = mode.first
    run.only, run.certain = mode.only, mode.certain
    run.own_clocks = world.searched or not timed
    run.any_time, run.coarse = world.any_time and not timed, world.coarse and not timed
    run.output.limit, run.output.listener = mode.output_limit, mode.listen
    if isinstance(chooser, Replay | Glimpse):
        chooser.follow(run.events)
    if isinstance(chooser, Replay):
        run.is_due, run.following = chooser.is_due, mode.visible is None
    run.brisk = (mode.brisk > 0 or timed or isinstance(chooser, Replay)) and not (
        run.coarse or run.impatient or run.any_time
    )
    run.twins = {} if mode.twins and not (run.brisk or run.coarse or run.impatient or run.any_time) else None
    run.longest_turn = mode.turn or max(run.longest_turn, mode.brisk)
    if mode.time_limit == math.inf:
        run.step_limit = min(mode.steps, mode.asked)
        run.recurrence = Recurrence() if timed else None
    return run


def _trace_of(run: Run) -> Trace:
    """What a strategy learns from a run that is over."""
    homes = [run.life_of(actor.process) for actor in run.actors]
    pending = {a.index: run.pending[a.index] for a in run.actors if a.status in ("new", "running", "killed")}
    return Trace(run.trace, run.births, run.timeouts, pending, homes, run.barred, run.after)
