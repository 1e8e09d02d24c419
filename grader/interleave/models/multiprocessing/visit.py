"""Doing something in another process's world: how a manager's server serves, and how a pool calls back.

In life a thread of that other process does it. Here the actor that asks for it steps over for the time of the call:
modules and globals are the other process's, time and order stay the actor's own. That is one actor less for each
conversation, and what the calls do to each other is the same.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

from ...actor import SimProcess, current_actor
from ..threads import ME, _DummyThread

SPEAKER: Final = "speaks for"
"""Under this an actor keeps in whose name it acts."""


@contextlib.contextmanager
def inside(process: SimProcess) -> Iterator[None]:
    """Be in another process for a while."""
    actor = current_actor()
    home = actor.process
    if home is process:
        yield
        return
    actor.process = process
    actor.run._turn_to(actor)
    try:
        yield
    finally:
        actor.process = home
        actor.run._turn_to(actor)


@contextlib.contextmanager
def in_the_name_of(thread: str) -> Iterator[None]:
    """Be another thread for a while, to the program that asks which it is, and in stories."""
    local = current_actor().local
    before = {name: local[name] for name in (ME, SPEAKER) if name in local}
    local[ME], local[SPEAKER] = _DummyThread(current_actor(), thread), thread
    try:
        yield
    finally:
        del local[ME], local[SPEAKER]
        local.update(before)
