"""An open file that several actors use: one of them at a time is at the disk for it.

In life its buffer has a lock, so who calls it while somebody else's call is at the disk waits until that is over. Python
knows whose the lock is by the thread of the system, of which all actors share one, and would tell the second that it calls
itself. So the second waits here, before it calls. What the program itself does within a call (an iterator whose lines are
written, a `__str__` that is printed) it does without that lock, here as in life. A layer of text has no lock of its own: two
who read through one lose lines or have them twice, which nobody can follow, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from io import TextIOBase
from typing import Any, Final

from ...actor import Actor
from ...operations import SYNC, Operation
from .disk import Disk

READ_TOGETHER: Final = "one file of text for two readers at once"
WITHIN_ANOTHERS: Final = "one open file, which two use from within its calls"
_TWICE: Final = "reentrant call"


def one_call(actor: Actor, disk: Disk, handles: Sequence[Hashable], act: Callable[[], Any]) -> Any:
    """The actor calls these open files, once nobody else is at the disk for one of them."""
    for handle in handles:
        if disk.is_busy(handle, actor):
            _wait(actor, disk, handle)
    try:
        return act()
    except RuntimeError as odd:  # it came back from what the program does within the call, while another was there
        if _TWICE in str(odd):
            actor.run.escape(WITHIN_ANOTHERS)
        raise


def _wait(actor: Actor, disk: Disk, handle: Hashable) -> None:
    file = disk.file_of(handle)
    if isinstance(file, TextIOBase) and not file.closed and file.readable():
        actor.run.escape(READ_TOGETHER)
    actor.run.pause(Operation("goes on", handle, SYNC, lambda: not disk.is_busy(handle, actor)))
