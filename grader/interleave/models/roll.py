"""The roll of a process's threads: who is on it, and who notices that somebody is put on it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from ..actor import Actor, SimProcess
from ..operations import WRITE, Accesses

COUNTING: Final = frozenset(("enumerate", "active_count", "activeCount"))
"""Functions of `threading` that call it."""


def registry(process: SimProcess) -> dict[int, Any]:
    """Thread objects of a process by actor index, main thread first."""
    return process.keep("threading.registry", dict)


def of_all(actor: Actor) -> Hashable:
    """What stands for the whole roll of a process."""
    return ("threads", actor.process.pid)


def called_out(actor: Actor) -> Accesses:
    """What the start of a thread touches beside the thread: the roll, where anybody calls it."""
    world = actor.run.world
    if world is None or world.mentions.isdisjoint(COUNTING):
        return ()
    return ((of_all(actor), WRITE),)
