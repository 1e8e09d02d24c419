"""Taking an item out of a queue, which one process at a time may do: whoever waits for an item has the lock meanwhile.

If it is killed there, nobody gives that lock back, and nobody reads the queue any more. In programs that kill nobody, it
makes no difference who of those that wait has the lock; there it costs no step.
"""

from __future__ import annotations

from typing import Any

from ...actor import current_actor
from ...operations import SYNC, Accesses
from ...termination.spin import given_back
from .channel import Channel, More
from .semaphores import Lock


def take_out(
    channel: Channel, lock: Lock, subject: object, *, block: bool = True, timeout: float | None = None, also: More | None = None
) -> Any:  # fmt: skip
    """The next item, pickled; None where none came in time, or somebody else is at it."""
    kind = "gets" if block else "tries to get from"
    actor, counter = current_actor(), lock._counter
    run = actor.run
    if not run.cuts_off():
        return channel.pop(kind, subject, timeout, also, block=block)
    place, limit = run.number(counter), run.deadline(timeout)

    def touched() -> Accesses:
        return ((place, SYNC), *(() if also is None else also()))

    if not block:
        return channel.pop(kind, subject, None, touched, block=False, free=lambda: counter.value > 0)
    if not lock.acquire(timeout=timeout):
        return None
    left = None if limit is None else max(0.0, limit - run.clock())
    item = channel.pop(kind, subject, left, touched)
    counter.give()
    given_back(run, actor, lock, place)
    return item
