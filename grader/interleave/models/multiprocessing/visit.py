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
from ..threading.threads import ME, _DummyThread

SPEAKER: Final = "speaks for"
"""Under this an actor keeps in whose name it acts."""


class Inside:
    """To be in another process for a while. (No generator: a manager's server is visited at each call.)"""

    __slots__ = ("_actor", "_home", "_process")

    def __init__(self, process: SimProcess) -> None:
        self._actor = current_actor()
        self._home, self._process = self._actor.process, process

    def __enter__(self) -> None:
        self._move(self._process)

    def __exit__(self, *_: object) -> None:
        self._move(self._home)

    def _move(self, process: SimProcess) -> None:
        if self._home is not self._process:
            self._actor.process = process
            self._actor.run._turn_to(self._actor)


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
