"""Lock, RLock, Semaphore, BoundedSemaphore: handles on one counter that all processes share."""

from __future__ import annotations

import multiprocessing.synchronize as real
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from ...actor import Actor, can_be_noticed, current_actor
from ...hidden import hidden
from ...operations import READ, SYNC, Locking, Operation, trying
from ...run.virtual_time import FAR, seconds_of
from ...termination.spin import given_back
from ..subclassing import apart
from ..threading.locks import CAN_BE_ASKED
from ..threading.present import current_thread
from . import process
from .pickling import assert_spawning
from .state import Shared, state

if TYPE_CHECKING:
    from .context import BaseContext

SEM_VALUE_MAX: Final = 2**31 - 1
_FROM_FORK: Final = (
    "A SemLock created in a fork context is being shared with a process in a spawn context. This is not supported. "
    "Please use the same context to create multiprocessing objects and Process."
)


class Counter(Shared):
    """The semaphore itself. A lock is one that counts to one, and remembers who took it."""

    __slots__ = ("_owner",)

    def __init__(self, value: int, most: int, *, recursive: bool, for_fork: bool) -> None:
        self.value = value
        self.most = most
        self.recursive = recursive
        self.for_fork = for_fork
        """Made for forked children: nobody needs to find it by name."""
        self.linked = True
        """It can still be found by name, which a spawned child must. Its maker removes the name when it forgets it."""
        own(self, None)
        self.depth = 0
        self.handle: Any = None
        """The handle by which its owner holds it."""

    def is_free_for(self, actor: Actor) -> bool:
        """Whether `actor` would get it now."""
        return self.value > 0 or (self.recursive and owner_of(self) is actor)

    def is_held_by(self, actor: Actor) -> bool:
        """Whether `actor` took it last and has not given it back."""
        return owner_of(self) is actor and self.depth > 0

    def take(self, actor: Actor, handle: Any) -> None:
        """`actor` gets it."""
        if self.recursive and owner_of(self) is actor and self.depth:
            self.depth += 1
            return
        self.value -= 1
        self.depth = self.depth + 1 if owner_of(self) is actor else 1
        own(self, actor)
        if self.most == 1:
            self.handle = handle
            actor.holds.append(handle)

    def give(self) -> None:
        """It is given back, by whomever."""
        self.value += 1
        self.depth = max(0, self.depth - 1)
        if self.most == 1:
            owner = owner_of(self)
            if owner is not None and self.handle in owner.holds:
                owner.holds.remove(self.handle)
            own(self, None)
            self.depth, self.handle = 0, None


owner_of, own = hidden(Counter, "_owner", Actor)


def until(timeout: float | None) -> float | None:
    """When a wait for one of them is over: the system's wait as long as anybody says."""
    return current_actor().run.deadline(None if timeout is None else min(seconds_of(timeout), FAR))


def _is_near(counter: Counter, actor: Actor) -> bool:
    """Whether a thread of the same process has it."""
    owner = owner_of(counter)
    return owner is not None and owner.process is actor.process


class SemLock:
    """`multiprocessing.synchronize.SemLock`: a handle."""

    _recursive = False

    def __init__(self, value: int, most: int, *, ctx: BaseContext | None) -> None:
        from .context import of  # a circle: contexts make locks

        if value < 0:
            raise OSError(22, "Invalid argument")
        method = of(ctx).get_start_method()
        self._counter = Counter(value, most, recursive=self._recursive, for_fork=method == "fork")
        self._is_maker = True
        if method != "fork":
            state().named.append(self._counter)

    def __del__(self) -> None:
        if not self.__dict__.get("_is_maker") or self._counter.for_fork or not self._counter.linked:
            return
        if can_be_noticed():
            forget_names([self._counter], noticed=True)
        self._counter.linked = False

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Take it; wait for it."""
        actor = current_actor()
        run, counter = actor.run, self._counter
        if counter.recursive and counter.is_held_by(actor):
            counter.take(actor, self)
            return True
        if not block:
            run.pause(trying(run.number(counter), self, lambda: not counter.is_free_for(actor)))
            if not counter.is_free_for(actor):
                run.in_vain(actor, run.number(counter))
                return False
        else:
            free: Callable[[], bool] = lambda: counter.value > 0  # noqa: E731
            taking = Locking if counter.most == 1 else Operation
            if not run.pause(taking("acquires", run.number(counter), SYNC, free, until(timeout), self)):
                return False
        counter.take(actor, self)
        return True

    def release(self) -> None:
        """Give it back."""
        actor = current_actor()
        run, counter = actor.run, self._counter
        if counter.recursive:
            if not counter.is_held_by(actor):
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if counter.depth > 1:
                counter.depth -= 1
                return
        bars: Callable[[], tuple[str, ...]] = lambda: () if counter.value > 0 else ("acquires",)  # noqa: E731
        run.pause(Operation("releases", run.number(counter), SYNC, subject=self, bars=bars))
        if counter.value >= counter.most:
            run.gave_in_vain(actor, run.number(counter))
            raise ValueError("semaphore or lock released too many times")
        counter.give()
        given_back(run, actor)

    def shared_half(self) -> Counter:
        """The same for all handles on it."""
        return self._counter

    def who_blocks(self) -> int | None:
        """Who has it."""
        owner = owner_of(self._counter) if self._counter.most == 1 else None
        return None if owner is None else owner.index

    def __enter__(self) -> bool:
        return SemLock.acquire(self)

    def __exit__(self, *_: Any) -> None:
        SemLock.release(self)

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(self)
        if self._counter.for_fork:
            raise RuntimeError(_FROM_FORK)
        return _handle, (type(self), self._counter)

    def as_forked(self, copy: Callable[[Any], Any]) -> SemLock:
        """The child has the same semaphore."""
        del copy
        return self

    def _value(self) -> int:
        run = current_actor().run
        run.pause(Operation("looks at", run.number(self._counter), READ, subject=self))
        return self._counter.value

    def locked(self) -> bool:
        """Whether nobody could take it now."""
        return self._value() == 0

    def _holder(self) -> str:
        """Who has it, as `repr` says it."""
        counter, actor = self._counter, current_actor()
        if counter.is_held_by(actor):
            thread = "" if actor.main else f"|{current_thread().name}"
            return process.current_process().name + thread
        if self._value() > 0:
            return "None"
        return "SomeOtherThread" if _is_near(counter, actor) else "SomeOtherProcess"


def open_by_name(shared: Iterable[Shared]) -> None:
    """What a spawned child does with the semaphores it was sent; it fails if their maker has removed a name."""
    counters = [half for half in shared if isinstance(half, Counter) and not half.for_fork]
    if not counters:
        return
    run = current_actor().run
    run.pause(Operation("opens", None, READ, also=tuple((("semaphore", run.number(c)), READ) for c in counters)))
    if not all(counter.linked for counter in counters):
        raise FileNotFoundError(2, "No such file or directory")


def forget_names(counters: Iterable[Any], *, noticed: bool) -> None:
    """What their maker does when it ends, or drops them: who has not opened them by now never will."""
    named = [counter for counter in counters if counter.linked]
    run = current_actor().run
    if named and noticed:
        run.pause(Operation("unlinks", None, SYNC, also=tuple((("semaphore", run.number(c)), SYNC) for c in named)))
    for counter in named:
        counter.linked = False


def _handle(kind: type[SemLock], counter: Counter) -> SemLock:
    """A handle on a semaphore that came from another process."""
    made = kind.__new__(kind)
    made._counter = counter
    return made


class Lock(SemLock):
    """`multiprocessing.Lock()`."""

    def __init__(self, *, ctx: BaseContext | None = None) -> None:
        super().__init__(1, 1, ctx=ctx)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}(owner={self._holder()})>"


class RLock(SemLock):
    """`multiprocessing.RLock()`."""

    _recursive = True

    def __init__(self, *, ctx: BaseContext | None = None) -> None:
        super().__init__(1, 1, ctx=ctx)

    def __repr__(self) -> str:
        holder = self._holder()
        count: object = "nonzero"
        if holder == "None":
            count = 0
        elif self._counter.is_held_by(current_actor()):
            count = self._counter.depth
        return f"<{type(self).__name__}({holder}, {count})>"


class Semaphore(SemLock):
    """`multiprocessing.Semaphore(value)`."""

    def __init__(self, value: int = 1, *, ctx: BaseContext | None = None) -> None:
        super().__init__(value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self) -> int:
        """How often it can be taken now."""
        return self._value()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}(value={self._value()})>"


class BoundedSemaphore(Semaphore):
    """`multiprocessing.BoundedSemaphore(value)`."""

    def __init__(self, value: int = 1, *, ctx: BaseContext | None = None) -> None:
        SemLock.__init__(self, value, value, ctx=ctx)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}(value={self._value()}, maxvalue={self._counter.most})>"


if not CAN_BE_ASKED:
    del SemLock.locked
for _class in (SemLock, Lock, RLock, Semaphore, BoundedSemaphore):
    _class.__module__ = "multiprocessing.synchronize"
    apart(_class, getattr(real, _class.__name__))
