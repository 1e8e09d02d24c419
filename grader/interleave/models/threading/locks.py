"""Lock and RLock."""

from __future__ import annotations

import _thread
import sys
from typing import Any, Final

from ...actor import Actor, current_actor
from ...hidden import hidden
from ...operations import GIVES_ONE_BACK, READ, SYNC, TAKES_AGAIN, WRITE, Locking, Operation, trying
from ...termination.spin import given_back
from ..copying import unlike_any
from ..looks import look, touch
from ..sealed import Builtin, final, sealed


def timeout_of(blocking: bool, timeout: float) -> float | None:
    """What CPython makes of `acquire(blocking, timeout)`: None for ever, else seconds.

    A real lock, which is free and so does not wait, refuses what is neither, in the words of this version.
    """
    if timeout != -1 or type(blocking) is not bool:
        _thread.allocate_lock().acquire(blocking, timeout)
    if timeout == -1:
        return None if blocking else 0.0
    return float(timeout)


class Lock:
    """`threading.Lock()`."""

    __slots__ = ("__weakref__", "_locked", "_owner")

    def __init__(self) -> None:
        own(self, None)
        lock_up(self, False)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock."""
        limit = timeout_of(blocking, timeout)
        actor = current_actor()
        run = actor.run
        if not blocking:
            run.pause(trying(run.number(self), self, lambda: is_locked(self)))
            if run.tried(actor, run.number(self), is_locked(self)):
                return False
        elif not run.pause(
            Locking("acquires", run.number(self), SYNC, lambda: not is_locked(self), run.deadline(limit), self)
        ):
            return False
        own(self, actor)
        lock_up(self, True)
        actor.holds.append(self)
        return True

    def release(self) -> None:
        """Give the lock back, whoever took it."""
        actor = current_actor()
        run = actor.run
        run.pause(Operation("releases", run.number(self), SYNC, subject=self, bars=self._bars))
        if not is_locked(self):
            run.gave_in_vain(actor, run.number(self))
            raise RuntimeError("release unlocked lock")
        owner = owner_of(self)
        if owner is not None and self in owner.holds:
            owner.holds.remove(self)
        own(self, None)
        lock_up(self, False)
        given_back(run, actor)

    def locked(self) -> bool:
        """Whether somebody has it."""
        look(self)
        return is_locked(self)

    def _bars(self) -> tuple[str, ...]:
        return ("acquires",) if owner_of(self) is not None else ()

    def who_blocks(self) -> int | None:
        """Who has it."""
        owner = owner_of(self)
        return None if owner is None else owner.index

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: Any) -> None:
        self.release()

    def __repr__(self) -> str:
        look(self)
        return f"<{'locked' if is_locked(self) else 'unlocked'} _thread.lock object at 0x7f0000000000>"


Lock.__name__ = Lock.__qualname__ = "lock"
Lock.__module__ = "_thread"
owner_of, own = hidden(Lock, "_owner", Actor)
is_locked, lock_up = hidden(Lock, "_locked", bool)
unlike_any(Lock, "_thread.lock")
sealed(Lock, "_thread.lock")
final(Lock, "_thread.lock")
allocate_lock = Builtin("allocate_lock", Lock)
OF_THREADING: Final[Any] = Lock if sys.version_info >= (3, 13) else allocate_lock
"""What `threading.Lock` is."""


CAN_BE_ASKED: Final = sys.version_info >= (3, 14)
"""Whether not only a plain lock says if somebody has it."""


def hold(lock: Lock, actor: Actor | None) -> None:
    """The actor has the lock, or (None) nobody has it any more, as a part of some other act."""
    own(lock, actor)
    lock_up(lock, actor is not None)


class RLock:
    """`threading.RLock()`."""

    __slots__ = ("__weakref__", "_count", "_owner")

    def __init__(self) -> None:
        own_r(self, None)
        put_count(self, 0)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, once more if it is ours already."""
        limit = timeout_of(blocking, timeout)
        actor = current_actor()
        run = actor.run
        if owner_of_r(self) is actor:
            touch(self, "_count", READ, TAKES_AGAIN)
            put_count(self, count_of(self) + 1)
            return True
        if not blocking:
            run.pause(trying(run.number(self), self, lambda: owner_of_r(self) is not None))
            if run.tried(actor, run.number(self), owner_of_r(self) is not None):
                return False
        elif not run.pause(
            Locking("acquires", run.number(self), SYNC, lambda: owner_of_r(self) is None, run.deadline(limit), self)
        ):
            return False
        own_r(self, actor)
        put_count(self, 1)
        actor.holds.append(self)
        return True

    def release(self) -> None:
        """Give it back once."""
        actor = current_actor()
        if owner_of_r(self) is not actor:
            raise RuntimeError("cannot release un-acquired lock")
        if count_of(self) == 1:
            self._release_save()
        else:
            touch(self, "_count", READ, GIVES_ONE_BACK)
            put_count(self, count_of(self) - 1)

    def locked(self) -> bool:
        """Whether somebody has it."""
        look(self)
        return owner_of_r(self) is not None

    def _is_owned(self) -> bool:
        return bool(owner_of_r(self) is current_actor())

    def _release_save(self) -> int:
        actor = current_actor()
        count = count_of(self)
        run = actor.run
        run.pause(Operation("releases", run.number(self), SYNC, subject=self, bars=self._bars))
        free_r(self, actor)
        given_back(run, actor)
        return count

    def _acquire_restore(self, count: int) -> None:
        self.acquire()
        put_count(self, count)

    def _bars(self) -> tuple[str, ...]:
        return ("acquires",) if owner_of_r(self) is not None else ()

    def who_blocks(self) -> int | None:
        """Who has it."""
        owner = owner_of_r(self)
        return None if owner is None else owner.index

    __enter__ = acquire

    def __exit__(self, *_: Any) -> None:
        RLock.release(self)

    def __repr__(self) -> str:
        look(self)
        touch(
            self, "_count", WRITE, "looks at"
        )  # who takes it once more conflicts with this alone, not with others who do
        state = "locked" if count_of(self) else "unlocked"
        return f"<{state} _thread.RLock object owner=0 count={count_of(self)} at 0x7f0000000000>"


RLock.__module__ = "_thread"
if not CAN_BE_ASKED:
    del RLock.locked
owner_of_r, own_r = hidden(RLock, "_owner", Actor)
count_of, put_count = hidden(RLock, "_count", int)
unlike_any(RLock, "_thread.RLock")
sealed(RLock, "_thread.RLock")


def make_rlock(*_: Any, **__: Any) -> RLock:
    """`threading.RLock`: no class in any version."""
    return RLock()


make_rlock.__name__ = make_rlock.__qualname__ = "RLock"


def free_r(lock: RLock, actor: Actor) -> None:
    """Nobody has the lock any more."""
    own_r(lock, None)
    put_count(lock, 0)
    if lock in actor.holds:
        actor.holds.remove(lock)
