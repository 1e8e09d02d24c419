"""The four queues. `put` and `get` are one step each."""

from __future__ import annotations

import heapq
import queue as real
import sys
from collections import Counter, deque
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

from ..actor import current_actor, is_controlled
from ..instrument.manners import is_ours
from ..operations import READ, SYNC, Accesses, Operation, Returning
from .copying import holding, unlike_any
from .fifo import Fifo, Places, Test, limit_of
from .generic import subscripted_as
from .patch import ModelModule
from .sealed import named
from .subclassing import apart
from .threading.conditions import Condition, wake
from .threading.locks import Lock, hold, is_locked
from .threading.private import must_be_made

Empty, Full = real.Empty, real.Full
ShutDown: type[Exception] = getattr(real, "ShutDown", Full)

WAITS: Final = "waits for the tasks of"


class Queue(Fifo):
    """`queue.Queue`.

    Its own lock is taken and given back within each step. Only while it calls the program back (a comparison of items, a
    `_put` that the program wrote) others can have their turns, and whoever wants the queue waits for the lock.
    """

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self._taken: Counter[int] = Counter()
        """Actor -> how many items it has taken and not said to be dealt with."""
        self._miscounted = False
        """Whether somebody has said so of an item that it had not taken."""
        self._shut = False
        self.mutex = Mutex()
        self.not_empty = Condition(self.mutex)
        self.not_full = Condition(self.mutex)
        self.all_tasks_done = Condition(self.mutex)
        self._says_size = self._has_own("_qsize")
        self._init(maxsize)
        if is_controlled():
            current_actor().run.behind[id(self.queue)] = self
            if self._says_size:
                current_actor().run.escape("a queue of which the program itself says how long it is")
        super().__init__()
        self._calls_back = isinstance(self, PriorityQueue) or self._has_own("_put", "_get")

    def _has_own(self, *names: str) -> bool:
        """Whether one of these methods is the program's."""
        return any(not is_ours(getattr(type(self), name)) for name in names)

    def _keeps_order(self) -> bool:
        kind = type(self)
        return all(getattr(kind, name) is getattr(Queue, name) for name in ("_init", "_qsize", "_put", "_get"))

    def _bars(self) -> tuple[str, ...]:
        if self._shut or not self._whole:
            return ()
        if not self._size():
            return ("gets",)
        return ("puts",) if not self._has_room() else ()

    def _on_the_whole(self, act: Operation) -> bool:
        """Its lock has to be free: also for whoever does not wait any longer."""
        if not (self._calls_back or self._locked):
            return super()._on_the_whole(act)
        run, test = current_actor().run, act.enabled
        guarded = ((run.number(self.mutex), READ),)
        act.also = guarded
        act.enabled = lambda: not is_locked(self.mutex) and (test is None or test())
        granted = run.pause(act)
        if granted or not is_locked(self.mutex):
            return granted
        free: Test = lambda: not is_locked(self.mutex)  # noqa: E731
        run.pause(Operation(act.kind, run.number(self), act.access, free, subject=self, also=guarded))
        return test is None or test()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add an item; wait for room."""
        must_be_made(self, "mutex", "not_full")
        if not block or self.maxsize <= 0:
            self._pause("puts" if self.maxsize <= 0 else "tries to put into", self._putting, makes=self._filled)
        elif not self._pause(
            "puts", self._putting, SYNC, lambda: self._has_room() or self._shut, limit_of(timeout), self._filled
        ):
            raise Full
        if self._shut:
            raise ShutDown
        if not self._has_room():
            raise Full
        self._under_lock(lambda: self._put(item))
        self._pushed += 1
        self.unfinished_tasks += 1
        wake(self.not_empty, 1)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item; wait for one."""
        must_be_made(self, "mutex", "not_empty")
        if not block:
            self._pause("tries to get from", self._taking, makes=self._freed)
            if not self._size():
                self._in_vain()
                raise ShutDown if self._shut else Empty
        elif not self._pause(
            "gets", self._taking, SYNC, lambda: self._has_items() or self._shut, limit_of(timeout), self._freed
        ):
            raise Empty
        if not self._size():
            raise ShutDown
        self._popped += 1
        self._taken[current_actor().index] += 1
        item = self._under_lock(self._get)
        wake(self.not_full, 1)
        return item

    def _size(self) -> int:
        """How many items there are, asked by the one step that looks, or by whoever wants to know who can go on."""
        if not (self._says_size and is_controlled()):
            return self._qsize()
        run = current_actor().run
        before, run.muted = run.muted, True
        try:
            return self._qsize()
        finally:
            run.muted = before

    def _has_items(self) -> bool:
        return bool(self._size())

    def _has_room(self) -> bool:
        return self.maxsize <= 0 or self._size() < self.maxsize

    def _under_lock(self, act: Callable[[], Any]) -> Any:
        """What may call the program back: whatever happens there happens with the queue in hand."""
        if not self._calls_back:
            return act()
        actor = current_actor()
        number = actor.run.number
        before, actor.around = actor.around, (*actor.around, (number(self), SYNC), (number(self.mutex), SYNC))
        hold(self.mutex, actor)
        try:
            return act()
        finally:
            hold(self.mutex, None)
            actor.around = before

    def put_nowait(self, item: Any) -> None:
        """Add an item or fail at once."""
        return self.put(item, block=False)

    def get_nowait(self) -> Any:
        """Take an item or fail at once."""
        return self.get(block=False)

    def task_done(self) -> None:
        """One item that was taken is dealt with."""
        must_be_made(self, "mutex", "all_tasks_done")
        self._finish_one()
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self._taken[current_actor().index] -= 1
        self.unfinished_tasks -= 1
        if not self.unfinished_tasks:
            wake(self.all_tasks_done)

    def _finish_one(self) -> None:
        """Whoever has taken an item cannot be one too many to say so, as long as nobody else was: it is in the way of those
        alone who wait for all."""
        actor, kind = current_actor(), "finishes a task of"
        if self._whole:
            self._pause(kind, lambda: ["tasks"])
            return
        number, owes = actor.run.number(self), self._taken[actor.index] > 0
        tasks, tail = (number, "tasks"), (number, "tail")

        def touched() -> Accesses:
            return () if owes and not self._miscounted else ((tasks, SYNC), (tail, SYNC))

        act = Returning(
            kind, tasks, touched, access=READ, subject=self, bars=lambda: (WAITS,) if self.unfinished_tasks else ()
        )
        actor.run.pause(act)
        self._miscounted = self._miscounted or not owes

    def join(self) -> None:
        """Wait until all that was put is dealt with."""
        must_be_made(self, "mutex", "all_tasks_done")
        places: Places = lambda: ["tasks", "tail"]  # noqa: E731
        self._pause(WAITS, places, SYNC, lambda: self.unfinished_tasks == 0)

    def qsize(self) -> int:
        """How many items there are now."""
        must_be_made(self, "mutex", "mutex")
        self._pause("looks at", lambda: ["head", "tail"], READ)
        return self._size()

    def empty(self) -> bool:
        """Whether there is none now."""
        must_be_made(self, "mutex", "mutex")
        self._pause("looks at", lambda: self._taking()[:2], READ)
        return not self._size()

    def full(self) -> bool:
        """Whether there is no room now."""
        must_be_made(self, "mutex", "mutex")
        self._pause("looks at", lambda: ["tail", ("room", self._pushed - self.maxsize)], READ)
        return 0 < self.maxsize <= self._size()

    def shutdown(self, immediate: bool = False) -> None:
        """No more puts, and no waiting gets. (A program that mentions it works on queues as a whole.)"""
        self._pause("shuts down", lambda: ["head", "tail"])
        self._shut = True
        while immediate and self._size():
            self._under_lock(self._get)
            self.unfinished_tasks = max(0, self.unfinished_tasks - 1)

    def _init(self, maxsize: int) -> None:
        del maxsize
        self.queue: Any = deque()

    def _qsize(self) -> int:
        return len(self.queue)

    def _put(self, item: Any) -> None:
        self.queue.append(item)

    def _get(self) -> Any:
        return self.queue.popleft()


class Mutex(Lock):
    """The lock inside a queue, for whoever takes it: what it does to the queue then is past our steps."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take it."""
        current_actor().run.escape("the lock inside a queue")
        return super().acquire(blocking, timeout)


class LifoQueue(Queue):
    """`queue.LifoQueue`."""

    def _init(self, maxsize: int) -> None:
        del maxsize
        self.queue = []

    def _get(self) -> Any:
        return self.queue.pop()


class PriorityQueue(Queue):
    """`queue.PriorityQueue`."""

    def _init(self, maxsize: int) -> None:
        del maxsize
        self.queue = []

    def _put(self, item: Any) -> None:
        heapq.heappush(self.queue, item)

    def _get(self) -> Any:
        return heapq.heappop(self.queue)


class SimpleQueue(Fifo):
    """`queue.SimpleQueue`."""

    def __init__(self) -> None:
        super().__init__()
        self._items: deque[Any] = deque()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add an item."""
        del block, timeout
        self._pause("puts", self._putting, makes=self._filled)
        self._pushed += 1
        self._items.append(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item; wait for one."""
        if not block:
            self._pause("tries to get from", self._taking, makes=self._freed)
            if not self._items:
                self._in_vain()
                raise Empty
        elif not self._pause("gets", self._taking, SYNC, self._has_items, limit_of(timeout), self._freed):
            raise Empty
        self._popped += 1
        return self._items.popleft()

    def _has_items(self) -> bool:
        return bool(self._items)

    def put_nowait(self, item: Any) -> None:
        """Add an item."""
        self.put(item)

    def get_nowait(self) -> Any:
        """Take an item or fail at once."""
        return self.get(block=False)

    def qsize(self) -> int:
        """How many items there are now."""
        self._pause("looks at", lambda: ["head", "tail"], READ)
        return len(self._items)

    def empty(self) -> bool:
        """Whether there is none now."""
        self._pause("looks at", lambda: self._taking()[:2], READ)
        return not self._items


def _queue(_: ModuleType) -> Mapping[str, Any]:
    return {
        "Queue": Queue, "LifoQueue": LifoQueue, "PriorityQueue": PriorityQueue, "SimpleQueue": SimpleQueue,
        "_PySimpleQueue": SimpleQueue,
    }  # fmt: skip


Mutex.__name__ = Mutex.__qualname__ = Lock.__qualname__
Mutex.__module__ = Lock.__module__
for _class in (Queue, LifoQueue, PriorityQueue, SimpleQueue):
    _class.__module__ = getattr(real, _class.__name__).__module__
if sys.version_info >= (3, 13):
    Queue.is_shutdown = property(lambda queue: queue._shut)  # type: ignore[attr-defined]
else:
    del Queue.shutdown
apart(Queue, real.Queue)
subscripted_as(real.Queue, Queue)
subscripted_as(real.SimpleQueue, SimpleQueue)

holding(Queue, "_thread.lock")
unlike_any(SimpleQueue, "_queue.SimpleQueue")
named(SimpleQueue, "_queue.SimpleQueue")

MODELS = (ModelModule("queue", _queue), ModelModule("_queue", lambda _: {"SimpleQueue": SimpleQueue}))
