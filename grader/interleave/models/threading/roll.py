"""The roll of a process's threads: who is on it, who notices that somebody is put on it, and what the unnamed are called."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from ...actor import Actor, SimProcess
from ...operations import WRITE, Accesses

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


def number(actor: Actor, kind: str) -> int:
    """The next number, from one on, of what a program gives no name (threads, pools, processes, tasks)."""
    makers: list[int] = actor.process.keep(f"{kind} without a name", list)
    makers.append(actor.index)
    if makers[0] != actor.index:  # who comes first is no step
        actor.run.assume(f"{kind} without a name are numbered in one order")
    return len(makers)
