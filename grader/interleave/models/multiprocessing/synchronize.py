"""Condition, Event and Barrier across processes."""

from __future__ import annotations

import multiprocessing.synchronize as real
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...actor import Actor, current_actor
from ...operations import READ, SYNC, WAITS_FOR_A_NOTIFY, Evolving, Operation
from ...termination.spin import given_back
from ..looks import look
from ..subclassing import apart
from ..threading import barriers
from ..threading.predicates import wait_for
from .channel import More
from .pickling import assert_spawning
from .semaphores import Lock, RLock, until
from .sleeping import Sleepers
from .state import Shared

if TYPE_CHECKING:
    from .context import BaseContext


class Handle:
    """An object of which all processes share one half, `_shared`."""

    _shared: Any

    def _act(self, kind: str, access: int = SYNC, also: tuple[tuple[Any, int], ...] = ()) -> Actor:
        """One act that never waits."""
        actor = current_actor()
        run = actor.run
        run.pause(Operation(kind, run.number(self._shared), access, subject=self, also=also))
        return actor

    def _wait(self, kind: str, test: Callable[[], bool], timeout: float | None, access: int = SYNC) -> bool:
        """One act that waits until it can be done; False when the timeout came first."""
        run = current_actor().run
        return run.pause(Operation(kind, run.number(self._shared), access, test, until(timeout), self))

    def shared_half(self) -> Any:
        """The same for all handles on it."""
        return self._shared

    def as_forked(self, copy: Callable[[Any], Any]) -> Any:
        """The child has the same."""
        del copy
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(self)
        return _handle, (type(self), dict(self.__dict__))


def _handle(kind: type[Any], attributes: dict[str, Any]) -> Any:
    """A handle on something that came from another process."""
    made = object.__new__(kind)
    made.__dict__.update(attributes)
    return made


# --- Condition -------------------------------------------------------------------------------------------


class _Waiters(Shared):
    """Who waits on a condition."""

    def __init__(self) -> None:
        self.asleep: list[Actor] = []
        self.tokens = 0
        """How many of them may wake up; whoever is first takes one."""


class Condition(Handle):
    """`multiprocessing.Condition(lock)`. `notify` goes on when those that it woke have woken."""

    def __init__(self, lock: Any = None, *, ctx: BaseContext | None = None) -> None:
        self._lock = lock or RLock(ctx=ctx)
        self._shared = _Waiters()

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Take the lock."""
        return bool(self._lock.acquire(block, timeout))

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def __enter__(self) -> Any:
        return self._lock.__enter__()

    def __exit__(self, *details: Any) -> Any:
        return self._lock.__exit__(*details)

    def __repr__(self) -> str:
        look(self, self._shared)
        return f"<{type(self).__name__}({self._lock!r}, {len(self._shared.asleep)})>"

    def wait(self, timeout: float | None = None) -> bool:
        """Let the lock go and sleep until notified; with the lock again afterwards."""
        counter, sleepers = self._lock._counter, self._shared
        actor = current_actor()
        assert counter.is_held_by(actor), "must acquire() condition before using wait()"
        depth, before = counter.depth, actor.effects
        self._act("begins to wait on", also=((actor.run.number(counter), SYNC),))
        sleepers.asleep.append(actor)
        counter.give()
        given_back(actor.run, actor, self._lock, actor.run.number(counter))
        woken = self._wait(WAITS_FOR_A_NOTIFY, lambda: sleepers.tokens > 0, timeout)
        sleepers.asleep.remove(actor)
        if woken:
            sleepers.tokens -= 1
        else:
            actor.run.in_vain(actor, actor.run.number(sleepers), since=before)
        self._lock.acquire()
        counter.depth = depth
        return woken

    def notify(self, n: int = 1) -> None:
        """Wake n sleepers."""
        actor, sleepers = current_actor(), self._shared
        assert self._lock._counter.is_held_by(actor), "lock is not owned"
        self._act("notifies")
        sleepers.tokens = min(n, len(sleepers.asleep))
        if sleepers.tokens:  # a sleeper that was killed never wakes: then this waits for ever, as in life
            self._wait("waits for the sleepers of", lambda: not sleepers.tokens, None)

    def notify_all(self) -> None:
        """Wake all sleepers."""
        self.notify(sys.maxsize)

    wait_for = wait_for


# --- Event -----------------------------------------------------------------------------------------------


class _Flag(Sleepers, Shared):
    """Whether something happened, and how often."""

    def __init__(self) -> None:
        super().__init__()
        self.up = False
        self.times = 0


class Event(Handle):
    """`multiprocessing.Event()`. Whoever is woken looks again: `set` and `clear` in a row may leave it with False."""

    def __init__(self, *, ctx: BaseContext | None = None) -> None:
        self._lock = Lock(ctx=ctx)  # never taken; it belongs to a start method, as in life
        self._shared = _Flag()

    def is_set(self) -> bool:
        """Whether it happened."""
        self._under_its_lock("looks at", READ)
        return bool(self._shared.up)

    def set(self) -> None:
        """Let it happen."""
        self._under_its_lock("sets", also=self._shared.lives)
        self._shared.up = True
        self._shared.times += 1
        self._shared.wake(self)

    def clear(self) -> None:
        """Undo it."""
        self._under_its_lock("clears")
        self._shared.up = False

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it happens."""
        flag = self._shared
        self._under_its_lock("begins to wait for", READ)
        if flag.up:
            return True
        before = flag.times
        flag.asleep.append(current_actor())
        woken = self._wait("waits for", lambda: flag.times != before and not flag.stuck, timeout, READ)
        flag.wakes()
        if not woken and flag.stuck:
            self._under_its_lock("goes on", READ)
        return bool(flag.up)

    def _under_its_lock(self, kind: str, access: int = SYNC, also: More | None = None) -> None:
        """One act that waits for nobody, unless whoever was at it last is not through."""
        run, flag = current_actor().run, self._shared
        free = (lambda: not flag.stuck) if run.cuts_off() else None
        run.pause(Evolving(kind, run.number(flag), also or tuple, access=access, enabled=free, subject=self))

    def __repr__(self) -> str:
        look(self, self._shared)
        return f"<{type(self).__qualname__} at 0x7f0000000000 {'set' if self._shared.up else 'unset'}>"


# --- Barrier ---------------------------------------------------------------------------------------------


class _Gate(Sleepers, barriers.Gate, Shared):
    """One that all processes share."""

    def is_free(self) -> bool:
        """Whether its lock can be had."""
        return super().is_free() and not self.stuck

    def is_open(self) -> bool:
        """Whether somebody can come in, be it to hear that it is broken."""
        return super().is_open() and not self.stuck

    def lets_go(self) -> bool:
        """Whether those who wait go on."""
        return super().lets_go() and not self.stuck


class Barrier(Handle, barriers.Barrier):
    """`multiprocessing.Barrier(parties, action, timeout)`."""

    def __init__(
        self,
        parties: int,
        action: Callable[[], Any] | None = None,
        timeout: float | None = None,
        *,
        ctx: BaseContext | None = None,
    ) -> None:
        barriers.Barrier.__init__(self, parties, action, timeout)
        self._lock = Lock(ctx=ctx)
        self._shared = _Gate()

    def _stay(self, gate: Any, timeout: float | None) -> None:
        gate.asleep.append(current_actor())
        super()._stay(gate, timeout)

    def _pause(
        self, kind: str, access: int = SYNC, test: Callable[[], bool] | None = None, timeout: float | None = None
    ) -> bool:
        run, gate = current_actor().run, self._shared
        limit = until(timeout)
        act = Evolving(kind, run.number(gate), gate.lives, access=access, enabled=test, deadline=limit, subject=self)
        return run.pause(act)

    def _wake(self) -> None:
        self._shared.wake(self)

    def _is_never_held(self) -> bool:
        return super()._is_never_held() and not current_actor().run.cuts_off()

    def as_forked(self, copy: Callable[[Any], Any]) -> Any:
        """The same barrier; the action is the child's."""
        made = _handle(type(self), dict(self.__dict__))
        made._action = copy(self._action)
        return made


for _class in (Condition, Event, Barrier):
    _class.__module__ = "multiprocessing.synchronize"
    apart(_class, getattr(real, _class.__name__))
