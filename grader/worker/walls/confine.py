"""The layers that a worker lays on itself, in the order in which they can be laid."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass

assert sys.platform != "win32"

from grader.worker.walls import identity, landlock, seccomp, syscalls
from grader.worker.walls.layer import WallError, layer

GET_SECCOMP, FILTERED = 21, 2


@dataclass(frozen=True, slots=True)
class Paths:
    """What a worker may touch."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]
    devices: tuple[str, ...]
    lists: tuple[str, ...] = ()
    """Folders whose names may be read, and no more."""


def to_user(user: int | None) -> None:
    """Give up all rights; become `user`, or stay who we are. Then nothing can be regained: whoever had a right to anything
    has done without the bounding set before (`identity.forget_bounding_set`)."""
    with layer("identity"):
        if user is not None:
            identity.become(user)
        identity.give_up_rights()
        identity.be_unreadable()  # else a program that it starts would read the key of its wire
        identity.proven(user)


def to_paths(paths: Paths) -> None:
    """Touch only these, signal only its own kind."""
    with layer("landlock"):
        landlock.confine(reads=paths.reads, writes=paths.writes, devices=paths.devices, lists=paths.lists)
        if "/" not in paths.reads and _can_list("/"):
            raise WallError("landlock: it does not hold")


def to_calls(*, same_user: bool) -> None:
    """Make only harmless system calls."""
    with layer("filter"):
        seccomp.confine(pretend=same_user, connect=not same_user)
        if syscalls.prctl(GET_SECCOMP) != FILTERED:
            raise WallError("filter: it does not hold")


def _can_list(folder: str) -> bool:
    try:
        os.listdir(folder)
    except PermissionError:
        return False
    return True


def reachable(paths: Iterable[str]) -> None:
    """Whether this user can read what a program needs: an interpreter may live in somebody's private folder."""
    for path in (sys.executable, *paths):
        if not os.access(path, os.R_OK):
            raise WallError(f"identity: the worker's user cannot read {path}")
