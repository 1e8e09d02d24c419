"""Condition, Event, Semaphore, BoundedSemaphore."""

from __future__ import annotations

import threading as real
from collections.abc import Callable
from typing import Any

from ...actor import Actor, current_actor
from ...instrument.outside import called
from ...operations import READ, SYNC, WAITS_FOR_A_NOTIFY, Accesses, Operation, Returning
from ...plainly import class_of
from ..copying import holding
from ..looks import look, named_at
from ..subclassing import apart
from .locks import CAN_BE_ASKED, Lock, RLock, is_locked, owner_of
from .predicates import wait_for
from .private import must_be_made

Bars = Callable[[], tuple[str, ...]]


def _act(kind: str, subject: Any, access: int = SYNC, also: Accesses = ()) -> Actor:
    """One act that never waits."""
    actor = current_actor()
    run = actor.run
    run.pause(Operation(kind, run.number(subject), access, subject=subject, also=also))
    return actor


def _wait(kind: str, subject: Any, test: Callable[[], bool], limit: float | None, access: int = SYNC) -> bool:
    run = current_actor().run
    return run.pause(Operation(kind, run.number(subject), access, test, limit, subject))


class Condition:
    """`threading.Condition`: waiters are woken in the order in which they came, as CPython does."""

    def __init__(self, lock: Any = None) -> None:
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        if CAN_BE_ASKED:
            self.locked = self._lock.locked
        self._waiters: list[object] = []

    def __enter__(self) -> Any:
        return self._lock.__enter__()

    def __exit__(self, *details: Any) -> Any:
        return self._lock.__exit__(*details)

    def __repr__(self) -> str:
        look(self)
        return f"<Condition({self._lock!r}, {len(self._waiters)})>"

    def named_parts(self) -> dict[str, Any]:
        """What a story calls its lock: by its own name."""
        return {"": self._lock}

    def _is_owned(self) -> bool:
        if hasattr(self._lock, "_is_owned"):
            return bool(self._lock._is_owned())
        if called(self._lock.acquire, (False,)):  # as CPython asks a lock that does not say whose it is
            called(self._lock.release)
            return False
        return True

    def _with_lock(self, kind: str, refusal: str) -> Actor:
        """An act that is for those who have its lock. A `Lock` that is ours in any case is looked at within the act: somebody else
        may have given it back."""
        lock, me = self._lock, current_actor()
        ours = isinstance(lock, Lock) and owner_of(lock) is me
        if ours:
            _act(kind, self, also=((me.run.number(lock), READ),))
        if not (is_locked(lock) if ours else self._is_owned()):
            raise RuntimeError(refusal)
        return me if ours else _act(kind, self)

    def wait(self, timeout: float | None = None) -> bool:
        """Let the lock go and wait to be notified; with the lock again afterwards."""
        before = current_actor().effects
        actor = self._with_lock("begins to wait on", "cannot wait on un-acquired lock")
        waiter, limit = object(), actor.run.deadline(timeout)
        self._waiters.append(waiter)
        again = hasattr(self._lock, "_release_save")
        kept: Any = self._lock._release_save() if again else self._lock.release()
        bearable = actor.run.is_bearable(limit)
        notified = bearable and _wait(WAITS_FOR_A_NOTIFY, self, lambda: waiter not in self._waiters, limit)
        if not notified:
            actor.run.in_vain(actor, actor.run.number(self), since=before)
        if again:
            self._lock._acquire_restore(kept)
        else:
            self._lock.acquire()
        if not notified and waiter in self._waiters:  # until it has the lock, a notification is spent on it, in vain
            self._waiters.remove(waiter)
        if not bearable:
            actor.run.refuse(limit)
        return notified

    wait_for = wait_for

    def notify(self, n: int = 1) -> None:
        """Wake the n that wait longest."""
        self._with_lock("notifies", "cannot notify on un-acquired lock")
        del self._waiters[: max(0, n)]

    def notify_all(self) -> None:
        """Wake all."""
        self.notify(len(self._waiters))

    def notifyAll(self) -> None:
        """Old name."""
        self.notify_all()


def wake(condition: Condition, most: int | None = None) -> None:
    """Wake those that wait longest, as a part of some other act."""
    del condition._waiters[:most]


class Event:
    """`threading.Event`. Whom `set` finds waiting has been woken, however soon `clear` follows: where a program clears
    anything, to begin to wait is an act of its own."""

    def __init__(self) -> None:
        self._flag = False
        self._waiters: list[object] = []
        self._woken = 0
        """How many of those that were woken have not gone on yet."""

    def is_set(self) -> bool:
        """Whether it happened."""
        _act("looks at", self, READ)
        return self._flag

    def isSet(self) -> bool:
        """Old name."""
        return self.is_set()

    def set(self) -> None:
        """Let it happen."""
        must_be_made(self, "_waiters", "_cond")
        self.happen("sets", self)

    def happen(self, kind: str, told: Any) -> None:
        """It happens; `kind` and `told`: how a story tells that."""
        run, bars = current_actor().run, lambda: () if self._flag or self._woken else ("waits for",)
        run.pause(Operation(kind, run.number(self), SYNC, subject=told, bars=bars))
        self._flag = True
        self._woken += len(self._waiters)
        self._waiters.clear()

    def clear(self) -> None:
        """Undo it."""
        must_be_made(self, "_waiters", "_cond")
        _act("clears", self)
        self._flag = False

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it happens."""
        must_be_made(self, "_waiters", "_cond")
        limit = current_actor().run.deadline(timeout)
        if not _may_clear():
            return _wait("waits for", self, lambda: self._flag, limit, READ)
        _act("begins to wait for", self, READ)
        if self._flag:
            return True
        run = current_actor().run
        if not run.is_bearable(limit):
            run.refuse(limit)
        waiter = object()
        self._waiters.append(waiter)
        if _wait("waits for", self, lambda: waiter not in self._waiters, limit, READ):
            self._woken -= 1
            return True
        self._waiters.remove(waiter)
        return False

    def __repr__(self) -> str:
        look(self)
        return f"{named_at(self)}: {'set' if self._flag else 'unset'}>"


def _may_clear() -> bool:
    """Whether some line of the program may clear an event; else one act is as good as two."""
    world = current_actor().run.world
    return world is None or world.facts.dynamic or "clear" in world.mentions


class Semaphore:
    """`threading.Semaphore`. Those who give back do not conflict with each other: the count is the same either way."""

    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take one."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        must_be_made(self, "_value", "_cond")
        if not blocking:
            actor = _act("tries", self)
            if self._value <= 0:
                actor.run.in_vain(actor, actor.run.number(self))
                return False
        elif not _wait("acquires", self, lambda: self._value > 0, current_actor().run.deadline(timeout)):
            return False
        self._take()
        return True

    def release(self, n: int = 1) -> None:
        """Give n back."""
        if n < 1:
            raise ValueError("n must be one or more")
        must_be_made(self, "_value", "_cond")
        actor = current_actor()
        run, number = actor.run, actor.run.number(self)

        def touched() -> Accesses:
            return () if self._is_due(actor.index, n) else ((number, SYNC),)

        bars: Bars = lambda: () if self._value > 0 else ("acquires",)  # noqa: E731
        run.pause(Returning("releases", number, touched, access=READ, subject=self, bars=bars))
        self._give(n)

    def _is_due(self, index: int, n: int) -> bool:
        """Whether it makes no difference when this actor gives so many back, and when others do."""
        del index, n
        return True

    def _take(self) -> None:
        self._value -= 1

    def _give(self, n: int) -> None:
        self._value += n

    __enter__ = (
        acquire  # this one: a subclass that takes otherwise is not asked, while one that gives back otherwise is
    )

    def __exit__(self, *_: Any) -> None:
        self.release()

    def __repr__(self) -> str:
        look(self)
        return f"{named_at(self)}: value={self._told()}>"

    def _told(self) -> str:
        return f"{self._value}"


class BoundedSemaphore(Semaphore):
    """`threading.BoundedSemaphore`.

    As long as everybody only gives back what they took, there is never too much, whatever the order. Once somebody
    gave back what another took, the order counts: some later one will be refused.
    """

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._initial_value = value
        self._taken: dict[int, int] = {}
        self._mixed = False

    def _is_due(self, index: int, n: int) -> bool:
        return not self._mixed and self._taken.get(index, 0) >= n

    def _take(self) -> None:
        super()._take()
        mine = current_actor().index
        self._taken[mine] = self._taken.get(mine, 0) + 1

    def _give(self, n: int) -> None:
        actor = current_actor()
        mine = actor.index
        if self._value + n > self._initial_value:
            actor.run.gave_in_vain(actor, actor.run.number(self))
            raise ValueError("Semaphore released too many times")
        self._mixed = not self._is_due(mine, n)
        self._taken[mine] = self._taken.get(mine, 0) - n
        super()._give(n)

    def _told(self) -> str:
        return f"{self._value}/{self._initial_value}"


def _lock_of(condition: Any) -> str | None:
    """Which lock of the library's it holds."""
    words: dict[type, str] = {Lock: "_thread.lock", RLock: "_thread.RLock"}
    return words.get(class_of(condition._lock))


for _class in (Condition, Event, Semaphore, BoundedSemaphore):
    _class.__module__ = "threading"
holding(Condition, _lock_of)
for _class in (Event, Semaphore):
    holding(_class, "_thread.lock")
for _class in (Condition, Event, Semaphore, BoundedSemaphore):
    apart(_class, getattr(real, _class.__name__))
