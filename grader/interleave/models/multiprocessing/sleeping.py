"""Sleeping until somebody wakes all, as whoever waits for an event or at a barrier of several processes does.

Whoever wakes them waits, with the lock, until each has woken: for ever, if one was killed in its sleep. Then nobody gets
that lock any more, be it to look or because its own wait is over.
"""

from __future__ import annotations

from ...actor import Actor, current_actor
from ...operations import READ, SYNC, Accesses, Operation


class Sleepers:
    """Who sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep: list[Actor] = []
        self.stuck = False
        """Somebody waits for one to wake who never will."""

    def lives(self) -> Accesses:
        """What waking them depends on."""
        return tuple((actor.run.life_of(actor.process), READ) for actor in self.asleep if actor.run.cuts_off())

    def wake(self, subject: object) -> None:
        """Wake them, and wait until they have woken."""
        if all(actor.alive for actor in self.asleep):
            self.asleep.clear()
            return
        self.stuck = True
        run = current_actor().run
        run.pause(Operation("waits for the sleepers of", run.number(self), SYNC, lambda: False, subject=subject))

    def wakes(self) -> None:
        """The running actor sleeps no more."""
        if current_actor() in self.asleep:
            self.asleep.remove(current_actor())
