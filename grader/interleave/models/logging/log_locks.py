"""The lock of a log handler: it is taken for each line, and costs a step only where that can matter.

Whoever writes a line holds its handler's lock, and as a rule does nothing in there that another could get in the way of. So to take it
and to give it back are no steps, as long as nobody is about to do anything in there that others can see: in a formatter, a stream, an
`emit` or a `__str__` of the program's, or while what is written to is a thing of the program's. From there on these locks are locks
like any other, whether another came meanwhile or not: it may be held up in an order that has not been tried. The same where another
comes while the lock is held all the same (that order is given up, since it cannot be), or does not wait for as long as it takes.
"""

from __future__ import annotations

from ...actor import Actor, current_actor
from ...instrument.sites import Site
from ...operations import LOCAL, Operation
from ..threading.locks import RLock, count_of, free_r, own_r, owner_of_r, put_count


class HandlerLock(RLock):
    """What `Handler.createLock` makes."""

    __slots__ = ()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take it, once more if it is ours already."""
        actor = current_actor()
        if not blocking or timeout >= 0:  # who does not wait for as long as it takes can tell whether it is held
            actor.run.show(_site(actor))
        if owner_of_r(self) is actor or not _is_quiet(actor):
            return super().acquire(blocking, timeout)
        actor.run.pass_by(actor, Operation("goes on", None, LOCAL))
        if owner_of_r(self) is not None:
            actor.run.show(_site(actor))
            actor.run.stop("pruned", "")
        own_r(self, actor)
        put_count(self, 1)
        actor.holds.append(self)
        actor.unseen = _site(actor)
        return True

    def _release_save(self) -> int:
        actor = current_actor()
        if not _is_quiet(actor):
            return super()._release_save()
        actor.run.pass_by(actor, Operation("goes on", None, LOCAL))
        count = count_of(self)
        free_r(self, actor)
        if not any(type(lock) is HandlerLock for lock in actor.holds):
            actor.unseen = None
        return count

    __enter__ = acquire

    def as_forked(self, _: object) -> HandlerLock:
        """Whoever holds it, in a forked child `logging` has made it anew."""
        return HandlerLock()


HandlerLock.__name__ = HandlerLock.__qualname__ = RLock.__name__
HandlerLock.__module__ = RLock.__module__


def _is_quiet(actor: Actor) -> bool:
    """Whether taking such locks is no step; where every place is one, it is."""
    run = actor.run
    if run.solo or run.muted or run.timed or run.coarse or run.visible is None:
        return False
    return _site(actor) not in run.visible


def _site(actor: Actor) -> Site:
    site: Site = actor.run.world.site_of_a_model("log handlers", "a handler")
    return site
