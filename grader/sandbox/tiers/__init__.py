"""The isolation ladder: what keeps the student's code in, strongest first.

Which rungs there are, and of which layers, says `grader.worker.walls.layers`, for both sides; here is what is said of them.

Which of them this machine can show is tried on the other side, in the very process that will make the workers
(`grader.worker.walls.probe`), while the judge is still starting. `open_launcher` asks for one by name, or for the
strongest; what was asked for and cannot be had is an error, never less.
"""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.sandbox.tiers.landlock import LANDLOCK
from grader.sandbox.tiers.landlock_uid import LANDLOCK_UID
from grader.sandbox.tiers.namespaces import NAMESPACES
from grader.sandbox.tiers.process import PROCESS
from grader.sandbox.tiers.tier import Tier
from grader.sandbox.tiers.uid import UID
from grader.worker.walls import layers, processor

if TYPE_CHECKING:
    from grader.sandbox.starting.launch import Launcher

__all__ = ["LADDER", "LANDLOCK_UID", "PROCESS", "Tier", "elsewhere", "named", "open_launcher", "possible"]

_SAID = {tier.name: tier for tier in (NAMESPACES, LANDLOCK_UID, LANDLOCK, UID, PROCESS)}
LADDER: tuple[Tier, ...] = tuple(_SAID[name] for name in layers.LADDER)


def named(name: str) -> Tier:
    """The tier of that name."""
    for tier in LADDER:
        if tier.name == name:
            return tier
    known = ", ".join(tier.name for tier in LADDER)
    raise UsageError(f"there is no isolation tier {name!r}", hint=f"There are: {known}.")


def forks() -> bool:
    """Whether our processes are forked here, and given descriptors in messages: on Linux. macOS has the calls, but may end a
    fork of a process in which one of its libraries has started a thread, and loses descriptors whose sender closes them first."""
    return sys.platform == "linux" and hasattr(socket, "send_fds")


def possible() -> tuple[Tier, ...]:
    """The tiers worth trying on this system."""
    return LADDER if forks() and processor.column() is not None else (PROCESS,)


def elsewhere() -> str:
    """Where more than the lowest rung is to be had, when it is all that is possible here."""
    if forks():
        return f"There are walls for a 64-bit Python on {' and '.join(processor.COLUMNS)}; this is {processor.told()}."
    return "Linux has one: on Windows in WSL 2, on a Mac in a container."


def open_launcher(*isolation: str, python: str = sys.executable) -> Launcher:
    """Start what makes workers behind the first of the named tiers that holds, of all if none is named; returns at
    once. `python`: the interpreter that they run on."""
    wanted = tuple(map(named, isolation)) or possible()
    if sys.platform != "win32" and forks():
        from grader.sandbox.starting import zygote

        return zygote.ZygoteLauncher([tier.name for tier in wanted], python)
    if wanted != (PROCESS,):
        raise UsageError(
            f"isolation {' or '.join(isolation)} does not exist on this system", hint="Only `process` does."
        )
    from grader.sandbox.starting import fresh

    return fresh.FreshLauncher(python)
