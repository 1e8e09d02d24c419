"""A few schedules that somebody else chose: evidence beside a search, which chooses its own.

Every access is a step, and chance decides at each, from the seeds given. Nothing is learned from one run for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .ending import FoundEnding, Witness
from .launch import Mode, run_once
from .program import Search, Target
from .strategies.randomly import RandomChooser
from .token import Schedule, digest_of, encode
from .world import World

STEPS = 20_000
"""Longer runs are given up: they say nothing."""
Trial = tuple[int, Target]
"""A seed, and what to run under it."""


def tried(world: World, trials: Iterable[Trial], search: Search) -> Iterator[FoundEnding]:
    """Run each once, under chance from its seed; `first` says which of them it was. Without those without an end."""
    for number, (seed, target) in enumerate(trials, 1):
        finished = run_once(world, target, RandomChooser(seed), Mode(STEPS, output_order=search.output_order))
        if finished.run.over not in ("timed_out", "pruned"):
            token = encode(Schedule(tuple(finished.run.switches), digest_of(world.program, target, search)))
            yield FoundEnding(replace(finished.ending, stderr=""), 1, Witness(token, ()), number)
