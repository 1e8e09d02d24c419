"""Where not every order can be tried: the runs that find most bugs fast, and what they show of the others.

Interruptions where races were seen first, then each actor held back once before each of its steps, then chance.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from ..strategies.directed import Directed
from ..strategies.pct import Pct
from ..strategies.randomly import Randomly
from ..strategies.sweep import LAST, Glimpse, Straight, Sweep
from ..strategies.trace import Trace
from .explorer import Explorer
from .launch import Finished
from .locksets import kept_apart
from .races import races, torn

LONG: Final = 4_000
"""Steps of a run beyond which nobody can go through every order."""
STRETCH: Final = 2_000
"""Turns that somebody has in a row in a long run that is left to chance, about."""
BEGINNING: Final = 2_000
"""Steps of an order that goes on for ever that are looked at."""
BEGINNINGS: Final = 100
"""Such orders."""
GLIMPSE: Final = 40_000
"""Steps of a long run that show what races in it."""


def search_long(explorer: Explorer, straight: Finished, seed: int) -> None:
    """Few runs are to be had: first those that show one interruption each, then chance, then what that has shown."""
    in_sight = straight.run.steps <= GLIMPSE
    # Where every step is looked at, no short work is made of loops.
    explorer.brisk = 0 if in_sight else straight.run.steps
    if straight.run.grown or (in_sight and straight.run.brisk):
        straight = _glimpsed(explorer, Straight if in_sight else partial(Glimpse, GLIMPSE))
    see_whether_locks_do(explorer, straight)
    explorer.brisk = straight.run.steps
    torn_apart = [(race.first, race.second) for race in torn(straight.trace)]
    explorer.go_through(Directed(torn_apart, straight.trace), 2)
    explorer.go_through(_directed(straight.trace), 4)
    explorer.go_through(Sweep(straight=straight.trace), 3)
    explorer.go_through(Randomly(seed, 1, stretch=STRETCH))
    if explorer.seen.hashes and explorer.left() > 0:
        explorer.run(Straight(), "as filled")
    look_into(explorer, straight, share=30)


def search_beginnings(explorer: Explorer, seed: int) -> None:
    """The program goes on for ever: does some order get stuck soon, or fail?"""
    explorer.look_at_beginnings(BEGINNING, BEGINNINGS)
    straight = _glimpsed(explorer, Straight)
    share = BEGINNINGS // 5
    explorer.go_through(Randomly(seed, share))
    look_into(explorer, straight, share=share)


def see_whether_locks_do(explorer: Explorer, straight: Finished) -> None:
    """Whether locks keep the actors apart, if every step of the run is known."""
    run = straight.run
    explorer.kept_apart = run.over is None and not (run.brisk or run.grown) and kept_apart(straight.trace)


def _glimpsed(explorer: Explorer, straight: Callable[[], Straight]) -> Finished:
    """How such a run begins, once it is known what is shared."""
    for _ in range(3):
        seen = explorer.run(straight())
        if not seen.run.grown:
            break
    return seen


def torn_at_first(explorer: Explorer) -> str:
    """What is read and then written while another may change it, as far as that shows in the beginning of a run that is too
    long: its name and line; else empty."""
    trace = _glimpsed(explorer, partial(Glimpse, GLIMPSE)).trace
    sites = [trace.steps[race.second][1].site for race in torn(trace, most_locks=0)]
    return next((f"{site.name} (line {site.line})" for site in sites if site is not None and site.file), "")


def look_into(explorer: Explorer, straight: Finished, *, share: int) -> None:
    """What finds most bugs fast: interrupt where races were seen, then everywhere once, then by chance."""
    explorer.go_through(_directed(straight.trace), share)
    explorer.go_through(Sweep(), share)
    explorer.go_through(Sweep(LAST), share)
    explorer.go_through(Pct(explorer.search.seed, share))


def _directed(trace: Trace) -> Directed:
    pairs = [pair for race in races(trace) for pair in ((race.second, race.first), (race.first, race.second))]
    return Directed(pairs, trace)
