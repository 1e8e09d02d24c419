"""The four queues. `put` and `get` are one step each."""

from __future__ import annotations

import heapq
import queue as real
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from types import ModuleType
from typing import Any, Final

from ..actor import current_actor, is_controlled
from ..operations import READ, SYNC, Accesses, Evolving, Operation
from .copying import holding, unlike_any
from .generic import subscripted_as
from .locks import Lock
from .patch import ModelModule

Empty, Full = real.Empty, real.Full
ShutDown: type[Exception] = getattr(real, "ShutDown", Full)


_BEHIND: Final = frozenset(("queue", "mutex", "unfinished_tasks", "shutdown", "_qsize", "_items"))
"""Attributes by which a program works on a queue as a whole."""
Places = Callable[[], list[Hashable]]
Test = Callable[[], bool]


def _limit(timeout: float | None) -> float | None:
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return timeout


class Fifo:
    """What the acts on a queue touch, first in first out.

    Putting the n-th item in and taking the m-th out change places freely unless n = m: only the order among those who
    put and among those who get counts. So an act names the end it works on, the *slot* of its item, and where room is
    bounded the slot that must have become free. Where a program looks behind the queue, or decides itself how items
    are kept, an act is on the queue as a whole.
    """

    maxsize = 0

    def __init__(self) -> None:
        self._pushed = self._popped = 0
        world = current_actor().run.world if is_controlled() else None
        self._whole = world is None or not self._keeps_order() or not world.attributes.isdisjoint(_BEHIND)
        self._counted = ["tasks"] if world is not None and "task_done" in world.attributes else []
        """Where `join` counts: nobody looks as long as nobody says that a task is done."""

    def _keeps_order(self) -> bool:
        """Whether items come out in the order in which they went in."""
        return True

    def _pause(
        self, kind: str, places: Places, access: int = SYNC, test: Test | None = None, wait: float | None = None
    ) -> bool:
        """Declare an act. `places`: what it touches, the first of all things an end; who waits for a slot or room that
        it makes cannot have come before."""
        actor = current_actor()
        run = actor.run
        number, limit = run.number(self), run.deadline(wait)
        if self._whole:
            return run.pause(Operation(kind, number, access, test, limit, self, bars=self._bars))
        first, *_ = places()
        act = Evolving(
            kind, (number, first), lambda: tuple(((number, place), access) for place in places()[1:]),
            access=access, enabled=test, deadline=limit, subject=self,
            bars=lambda: tuple((number, place) for place in places()[1:]) if access != READ else (),
        )  # fmt: skip
        granted = run.pause(act)
        act.settle()
        return granted

    def _in_vain(self) -> None:
        actor = current_actor()
        number = actor.run.number(self)
        targets: list[Any] = [number] if self._whole else [(number, place) for place in self._taking()]
        actor.run.in_vain(actor, *targets)

    def _bars(self) -> tuple[str, ...]:
        return ()

    def _putting(self) -> list[Hashable]:
        places: list[Hashable] = ["tail", ("slot", self._pushed)]
        return [*places, ("room", self._pushed - self.maxsize)] if self.maxsize > 0 else places

    def _taking(self) -> list[Hashable]:
        places: list[Hashable] = ["head", ("slot", self._popped)]
        return [*places, ("room", self._popped)] if self.maxsize > 0 else places


class Queue(Fifo):
    """`queue.Queue`."""

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.is_shutdown = False
        self._init(maxsize)
        if is_controlled():
            current_actor().run.behind[id(self.queue)] = self
        super().__init__()

    def _keeps_order(self) -> bool:
        kind = type(self)
        return all(getattr(kind, name) is getattr(Queue, name) for name in ("_init", "_qsize", "_put", "_get"))

    def _bars(self) -> tuple[str, ...]:
        if self.is_shutdown or not self._whole:
            return ()
        if not self._qsize():
            return ("gets",)
        return ("puts",) if not self._room() else ()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add an item; wait for room."""
        places: Places = lambda: [*self._putting(), *self._counted]  # noqa: E731
        if not block or self.maxsize <= 0:
            self._pause("puts" if self.maxsize <= 0 else "tries to put into", places)
        elif not self._pause("puts", places, SYNC, lambda: self._room() or self.is_shutdown, _limit(timeout)):
            raise Full
        if self.is_shutdown:
            raise ShutDown
        if not self._room():
            raise Full
        self._changed(lambda: self._put(item))
        self._pushed += 1
        self.unfinished_tasks += 1

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item; wait for one."""
        if not block:
            self._pause("tries to get from", self._taking)
            if not self._qsize():
                self._in_vain()
                raise ShutDown if self.is_shutdown else Empty
        elif not self._pause(
            "gets", self._taking, SYNC, lambda: bool(self._qsize()) or self.is_shutdown, _limit(timeout)
        ):
            raise Empty
        if not self._qsize():
            raise ShutDown
        self._popped += 1
        return self._changed(self._get)

    def _room(self) -> bool:
        return self.maxsize <= 0 or self._qsize() < self.maxsize

    def _changed(self, act: Callable[[], Any]) -> Any:
        """Comparisons of the program's own items are part of this one step."""
        run = current_actor().run
        before, run.muted = run.muted, True
        try:
            return act()
        finally:
            run.muted = before

    def put_nowait(self, item: Any) -> None:
        """Add an item or fail at once."""
        return self.put(item, block=False)

    def get_nowait(self) -> Any:
        """Take an item or fail at once."""
        return self.get(block=False)

    def task_done(self) -> None:
        """One item that was taken is dealt with."""
        self._pause("finishes a task of", lambda: ["tasks"])
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self) -> None:
        """Wait until all that was put is dealt with."""
        places: Places = lambda: ["tasks", "tail"]  # noqa: E731
        self._pause("waits for the tasks of", places, SYNC, lambda: self.unfinished_tasks == 0)

    @property
    def mutex(self) -> Any:
        """The lock of the real queue; here its methods are steps and need none."""
        return self.__dict__.setdefault("_mutex", _Mutex())

    def qsize(self) -> int:
        """How many items there are now."""
        self._pause("looks at", lambda: ["head", "tail"], READ)
        return self._qsize()

    def empty(self) -> bool:
        """Whether there is none now."""
        self._pause("looks at", lambda: self._taking()[:2], READ)
        return not self._qsize()

    def full(self) -> bool:
        """Whether there is no room now."""
        self._pause("looks at", lambda: ["tail", ("room", self._pushed - self.maxsize)], READ)
        return 0 < self.maxsize <= self._qsize()

    def shutdown(self, immediate: bool = False) -> None:
        """No more puts, and no waiting gets. (A program that mentions it works on queues as a whole.)"""
        self._pause("shuts down", lambda: ["head", "tail"])
        self.is_shutdown = True
        while immediate and self._qsize():
            self._get()
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


class _Mutex(Lock):
    """The lock inside a queue, for whoever takes it."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take it; the queue's own methods do not."""
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
        self._pause("puts", self._putting)
        self._pushed += 1
        self._items.append(item)

    def added(self, items: int, number: int) -> Accesses:
        """What it touches to add so many items, as a part of some other act, to the queue of this `number`; `add` does it."""
        if self._whole:
            return ((number, SYNC),)
        slots = [("slot", self._pushed + further) for further in range(items)]
        return tuple(((number, place), SYNC) for place in ("tail", *slots))

    def add(self, items: list[Any]) -> None:
        """Add items, within an act that was declared to touch what `added` says."""
        self._pushed += len(items)
        self._items.extend(items)

    def draining(self) -> Accesses:
        """What it touches to take out all there is, as a part of some other act; `drain` does it."""
        number = current_actor().run.number(self)
        if self._whole:
            return ((number, SYNC),)
        slots = [("slot", self._popped + further) for further in range(len(self._items) + 1)]
        return tuple(((number, place), SYNC) for place in ("head", *slots))

    def drain(self) -> list[Any]:
        """Take out all there is, within an act that was declared to touch what `draining` says."""
        items = list(self._items)
        self._popped += len(items)
        self._items.clear()
        return items

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item; wait for one."""
        if not block:
            self._pause("tries to get from", self._taking)
            if not self._items:
                self._in_vain()
                raise Empty
        elif not self._pause("gets", self._taking, SYNC, lambda: bool(self._items), _limit(timeout)):
            raise Empty
        self._popped += 1
        return self._items.popleft()

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


for _class in (Queue, LifoQueue, PriorityQueue, SimpleQueue):
    _class.__module__ = "queue"
subscripted_as(real.Queue, Queue)
subscripted_as(real.SimpleQueue, SimpleQueue)

holding(Queue, "_thread.lock")
unlike_any(SimpleQueue, "_queue.SimpleQueue")

MODELS = (ModelModule("queue", _queue),)
