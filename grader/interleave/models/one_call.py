"""An open file that several actors use: one call at a time is inside it.

In life its buffer has a lock, so who calls it while somebody else's call is at the disk waits until that is over. Python
knows whose the lock is by the thread of the system, of which all actors share one, and would tell the second that it calls
itself. So the second waits here, before it calls. A layer of text has no lock of its own: two who read through one lose
lines or have them twice, which nobody can follow, and that is said.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOBase
from typing import Final

from ..actor import Actor
from ..operations import SYNC, Operation
from .files import Disk

READ_TOGETHER: Final = "one file of text for two readers at once"


@contextmanager
def one_call(actor: Actor, disk: Disk, handles: Sequence[Hashable]) -> Iterator[None]:
    """The actor's call is inside these open files, once nobody else's is."""
    inside, entered = disk.inside, []
    try:
        for handle in handles:
            if inside.get(handle, actor) is not actor:
                _wait(actor, disk, handle)
            if handle not in inside:
                inside[handle] = actor
                entered.append(handle)
        yield
    finally:
        for handle in entered:
            del inside[handle]


def _wait(actor: Actor, disk: Disk, handle: Hashable) -> None:
    file = disk.file_of(handle)
    if isinstance(file, TextIOBase) and not file.closed and file.readable():
        actor.run.escape(READ_TOGETHER)
    actor.run.pause(Operation("goes on", handle, SYNC, lambda: handle not in disk.inside))
