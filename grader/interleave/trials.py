"""A few schedules that somebody else chose: evidence beside a search, which chooses its own.

Every access is a step, and chance decides at each, from the seeds given. Nothing is learned from one run for the next. So the first,
which began where nothing had run yet, goes the same way once more after all the others, unless the program has kept something
from one run for the next (in a module of the library, say): then it is not what it was searched as.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from .ending import REMEMBERS, FoundEnding, Witness
from .program import Search, Target
from .search.launch import Finished, Mode, run_once
from .strategies.randomly import RandomChooser
from .surroundings.world import World
from .token import Schedule, digest_of, encode

STEPS = 20_000
"""Longer runs are given up: they say nothing."""
Trial = tuple[int, Target]
"""A seed, and what to run under it."""


def tried(world: World, trials: Iterable[Trial], search: Search) -> Iterator[FoundEnding]:
    """Run each once, under chance from its seed; `first` says which of them it was. Without those without an end."""
    began: tuple[Trial, Finished] | None = None
    for number, (seed, target) in enumerate(trials, 1):
        finished = _run(world, seed, target, search)
        if finished.run.over not in ("timed_out", "pruned"):
            began = ((seed, target), finished) if number == 1 else began
            yield _found(world, target, search, finished, number)
    if began is not None:
        (seed, target), first = began
        again = _run(world, seed, target, search)
        if _way(again) != _way(first) and not first.run.hashed:  # where things lie is another matter
            found = _found(world, target, search, first, 1)
            yield replace(found, ending=replace(found.ending, kind="engine_fault", detail=REMEMBERS))


def _run(world: World, seed: int, target: Target, search: Search) -> Finished:
    return run_once(world, target, RandomChooser(seed), Mode(STEPS, output_order=search.output_order))


def _found(world: World, target: Target, search: Search, finished: Finished, number: int) -> FoundEnding:
    token = encode(Schedule(tuple(finished.run.switches), digest_of(world.program, target, search)))
    return FoundEnding(replace(finished.ending, stderr=""), 1, Witness(token, ()), number)


def _way(finished: Finished) -> Hashable:
    """Which way a run went: who was stopped where, after how many steps, and how it ended."""
    return finished.key, finished.run.steps, tuple(finished.run.switches)
