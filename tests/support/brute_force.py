"""Endings found without any cleverness: every schedule there is, or very many drawn at random.

Nothing here knows which acts depend on each other, which places of a text matter, or what was covered before; that
is the point: the explorer's proofs are checked against it. It stands on the chooser seam of the scheduler alone.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from signal import SIGTERM
from typing import Any

from grader.interleave.ending import ActorEnd, Ending
from grader.interleave.program import Atomicity, Program, Script, Search, Timeouts
from grader.interleave.search.explorer import make_world
from grader.interleave.search.launch import Mode, run_once
from grader.interleave.strategies.randomly import Randomly
from grader.interleave.strategies.timed import RunToBlock
from tests.support.toy import Everything

ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]+")
NUMBERED = re.compile(r"Thread-\d+")
STEPS = 20_000
"""A schedule of these small programs that is longer goes round in a circle."""


@dataclass(slots=True)
class Endings:
    """Distinct endings, by outline, with how many schedules were run and whether those were all there are."""

    found: dict[Hashable, Ending] = field(default_factory=dict)
    schedules: int = 0
    complete: bool = False


def outline(ending: Ending) -> tuple[Any, ...]:
    """What two endings have in common that are the same up to the order of printed lines.

    Where an endless schedule is cut off, and what was printed by then, says nothing.
    """
    if ending.kind in ("timed_out", "livelock"):
        return (ending.kind,)
    fates = (_fate(actor) for actor in ending.actors if not _is_any_worker(actor))
    actors = tuple(sorted(fates, key=repr))  # who began first is of no account
    values = tuple((name, _plain(repr(value))) for name, value in sorted(ending.values.items()))
    return (ending.kind, ending.exit_code, tuple(sorted(_plain(ending.stdout).splitlines())), actors, values)


def nameless(ending: Ending) -> Hashable:
    """The same, but for the names of threads: what two endings have in common in which the same was done by others."""
    kind, *rest = outline(ending)
    if not rest:
        return (kind,)
    exit_code, lines, actors, values = rest
    return (kind, exit_code, lines, tuple(sorted(NUMBERED.sub("Thread", repr(actor)) for actor in actors)), values)


def _plain(text: str) -> str:
    return ADDRESS.sub("0x", text)


def _is_any_worker(actor: ActorEnd) -> bool:
    """One of an executor's processes or threads that ended well, or was ended without having done anything: how many there are is
    of no account."""
    if actor.kind == "thread":
        return actor.target == "ThreadPoolExecutor._serve" and actor.status == "finished"
    ended = (actor.status, actor.exit_code) in (("finished", 0), ("killed", -SIGTERM))
    return actor.target == "process_worker" and ended and actor.trouble is None


def _fate(actor: ActorEnd) -> Hashable:
    """What became of an actor. A daemon that had nothing left to do may have ended just before the program or with it."""
    trouble = actor.trouble and (actor.trouble.type, _plain(actor.trouble.message), actor.trouble.frames)
    if actor.daemon and actor.status in ("daemon", "finished", "exception"):
        return (actor.name, "gone", trouble)
    return (actor.name, actor.status, actor.exit_code, trouble, actor.doing)


def every_schedule(
    program: Program,
    target: Script,
    *,
    limit: int,
    output_order: bool = False,
    atomicity: Atomicity = "language",
    timeouts: Timeouts = "last",
) -> Endings:
    """Depth first through all choices, as far as `limit` schedules go."""
    return _run(program, target, Everything(), limit, output_order, Search(atomicity=atomicity, timeouts=timeouts))


def random_schedules(
    program: Program,
    target: Script,
    *,
    count: int,
    seed: int = 0,
    output_order: bool = False,
    atomicity: Atomicity = "language",
) -> Endings:
    """`count` random walks."""
    return _run(program, target, Randomly(seed, count), count, output_order, Search(atomicity=atomicity))


def timed_schedule(program: Program, target: Script) -> Ending:
    """How the one run on a virtual clock ends: sleeps and timeouts order things there, and nowhere else."""
    world = make_world(program, target)
    with world.installed():
        return run_once(world, target, RunToBlock(), Mode(STEPS, pace="timed")).ending


def _run(
    program: Program,
    target: Script,
    strategy: Everything | Randomly,
    limit: int,
    output_order: bool,
    search: Search,
) -> Endings:
    result = Endings()
    world = make_world(program, target, search)
    with world.installed():
        while (chooser := strategy.next()) is not None:
            if result.schedules == limit:
                return result
            finished = run_once(world, target, chooser, Mode(STEPS, output_order=output_order))
            result.found.setdefault(outline(finished.ending), finished.ending)
            result.schedules += 1
            strategy.learn(finished.trace)
    result.complete = True
    return result
