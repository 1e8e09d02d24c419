"""Identifiers of threads. In CPython they are addresses of stacks: once a thread is over, the next one gets its own.

Where a program does more with them than tell them (`keyed`), a thread that starts takes the lowest of those that are free, so that
it is a step before or after the end of each other. Everywhere else they are all different, and nobody's end is anybody's affair.
"""

from __future__ import annotations

import sys

from ...actor import Actor, current_actor
from ...operations import WRITE, Accesses
from ...twins import told

FIRST = 139_700_000_000_000
SIZE = 4096
AT_ONCE = "a thread that begins has the identifier of one that is over"
"""In CPython it may also get another, most of all where the one before it was over just then."""


def ident_of(actor: Actor) -> int:
    """A number that looks like CPython's, and is the same in every run of the same schedule."""
    told(actor)
    return FIRST + SIZE * (_place(actor) + 1)


def get_ident() -> int:
    """The number of the running thread."""
    return ident_of(current_actor())


def get_native_id() -> int:
    """The operating system's number of the running thread."""
    return native_id_of(current_actor())


def native_id_of(actor: Actor) -> int:
    """The operating system's number of a thread: it counts up. On Linux the first of a process has that one's."""
    told(actor)
    return actor.process.pid if actor.main and sys.platform == "linux" else 2000 + actor.index


def taken(actor: Actor) -> Accesses:
    """What whoever starts a thread touches, where it matters which threads are over."""
    return tuple((target, WRITE) for target, _ in actor.run.freed_by(actor))


def _place(actor: Actor) -> int:
    """Its own, or that of the first thread that was over when it began and whose place nobody else had got by then."""
    run = actor.run
    if not run.freed_by(actor):
        return actor.index
    places: dict[int, int] = actor.process.keep("threading.places", dict)
    for each in actor.process.actors[len(places) :]:
        holders = {place: run.actors[index] for index, place in places.items()}  # the last of each
        free = [place for place, holder in holders.items() if _is_over(holder, each)]
        if free:
            run.assume(AT_ONCE)
        places[each.index] = each.index if each.hidden else min(free, default=each.index)
    return places[actor.index]


def _is_over(holder: Actor, next_one: Actor) -> bool:
    """Whether it was when the next one began. Nobody is told of the helpers of models, and they leave nothing."""
    return not holder.alive and not holder.hidden and holder.left <= next_one.born
