"""Lock and RLock."""

from __future__ import annotations

from typing import Any

from ..actor import Actor, current_actor
from ..operations import READ, SYNC, Operation


def timeout_of(blocking: bool, timeout: float | None) -> float | None:
    """What CPython makes of `acquire(blocking, timeout)`: None for ever, else seconds."""
    if not blocking:
        if timeout is not None and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return 0.0
    if timeout is None or timeout == -1:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    return float(timeout)


class Lock:
    """`threading.Lock()`."""

    _unshared = True

    def __init__(self) -> None:
        self._owner: Actor | None = None
        self._locked = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock."""
        limit = timeout_of(blocking, timeout)
        actor = current_actor()
        run = actor.run
        if not blocking:
            run.pause(Operation("tries", run.number(self), SYNC, subject=self))
            if self._locked:
                run.in_vain(actor, run.number(self))
                return False
        elif not run.pause(
            Operation("acquires", run.number(self), SYNC, lambda: not self._locked, run.deadline(limit), self)
        ):
            run.in_vain(actor, run.number(self), timed=True)
            return False
        self._owner, self._locked = actor, True
        actor.holds.append(self)
        return True

    def release(self) -> None:
        """Give the lock back, whoever took it."""
        actor = current_actor()
        run = actor.run
        run.pause(Operation("releases", run.number(self), SYNC, subject=self, bars=self._bars))
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        if self._owner is not None and self in self._owner.holds:
            self._owner.holds.remove(self)
        self._owner, self._locked = None, False

    def locked(self) -> bool:
        """Whether somebody has it."""
        run = current_actor().run
        run.pause(Operation("looks at", run.number(self), READ, subject=self))
        return self._locked

    def _bars(self) -> tuple[str, ...]:
        return ("acquires",) if self._owner is not None else ()

    def who_blocks(self) -> Actor | None:
        """Who has it."""
        return self._owner

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: Any) -> None:
        self.release()

    def __repr__(self) -> str:
        return f"<{'locked' if self._locked else 'unlocked'} _thread.lock object at 0x7f0000000000>"


Lock.__name__ = Lock.__qualname__ = "lock"
Lock.__module__ = "_thread"


class RLock:
    """`threading.RLock()`."""

    _unshared = True

    def __init__(self) -> None:
        self._owner: Actor | None = None
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, once more if it is ours already."""
        limit = timeout_of(blocking, timeout)
        actor = current_actor()
        run = actor.run
        if self._owner is actor:
            self._count += 1
            return True
        if not blocking:
            run.pause(Operation("tries", run.number(self), SYNC, subject=self))
            if self._owner is not None:
                run.in_vain(actor, run.number(self))
                return False
        elif not run.pause(
            Operation("acquires", run.number(self), SYNC, lambda: self._owner is None, run.deadline(limit), self)
        ):
            run.in_vain(actor, run.number(self), timed=True)
            return False
        self._owner, self._count = actor, 1
        actor.holds.append(self)
        return True

    def release(self) -> None:
        """Give it back once."""
        actor = current_actor()
        if self._owner is not actor:
            raise RuntimeError("cannot release un-acquired lock")
        if self._count == 1:
            run = actor.run
            run.pause(Operation("releases", run.number(self), SYNC, subject=self, bars=self._bars))
            self._free(actor)
        else:
            self._count -= 1

    def _free(self, actor: Actor) -> None:
        self._owner, self._count = None, 0
        if self in actor.holds:
            actor.holds.remove(self)

    def _is_owned(self) -> bool:
        return self._owner is current_actor()

    def _release_save(self) -> int:
        actor = current_actor()
        count = self._count
        run = actor.run
        run.pause(Operation("releases", run.number(self), SYNC, subject=self, bars=self._bars))
        self._free(actor)
        return count

    def _acquire_restore(self, count: int) -> None:
        self.acquire()
        self._count = count

    def _bars(self) -> tuple[str, ...]:
        return ("acquires",) if self._owner is not None else ()

    def who_blocks(self) -> Actor | None:
        """Who has it."""
        return self._owner

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: Any) -> None:
        self.release()

    def __repr__(self) -> str:
        state = "locked" if self._count else "unlocked"
        return f"<{state} _thread.RLock object owner=0 count={self._count} at 0x7f0000000000>"


RLock.__module__ = "_thread"
