"""The four queues. `put` and `get` are one step each."""

from __future__ import annotations

import heapq
import queue as real
from collections import deque
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from ..actor import current_actor, is_controlled
from ..operations import READ, SYNC, Operation
from .locks import Lock
from .patch import ModelModule

Empty, Full = real.Empty, real.Full
ShutDown: type[Exception] = getattr(real, "ShutDown", Full)


def _limit(timeout: float | None) -> float | None:
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return timeout


class Queue:
    """`queue.Queue`."""

    _unshared = True

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.is_shutdown = False
        self._init(maxsize)
        if is_controlled():
            current_actor().run.behind[id(self.queue)] = self

    def _pause(
        self, kind: str, access: int = SYNC, test: Callable[[], bool] | None = None, wait: float | None = None
    ) -> bool:
        run = current_actor().run
        limit = run.deadline(wait)
        return run.pause(Operation(kind, run.number(self), access, test, limit, self, bars=self._bars))

    def _in_vain(self, *, timed: bool = False) -> None:
        actor = current_actor()
        actor.run.in_vain(actor, actor.run.number(self), timed=timed)

    def _bars(self) -> tuple[str, ...]:
        if self.is_shutdown:
            return ()
        if not self._qsize():
            return ("gets",)
        return ("puts",) if not self._room() else ()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add an item; wait for room."""
        if not block or self.maxsize <= 0:
            self._pause("puts" if self.maxsize <= 0 else "tries to put into")
        elif not self._pause("puts", SYNC, lambda: self._room() or self.is_shutdown, _limit(timeout)):
            raise Full
        if self.is_shutdown:
            raise ShutDown
        if not self._room():
            raise Full
        self._changed(lambda: self._put(item))
        self.unfinished_tasks += 1

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item; wait for one."""
        if not block:
            self._pause("tries to get from")
            if not self._qsize():
                self._in_vain()
                raise ShutDown if self.is_shutdown else Empty
        elif not self._pause("gets", SYNC, lambda: bool(self._qsize()) or self.is_shutdown, _limit(timeout)):
            self._in_vain(timed=True)
            raise Empty
        if not self._qsize():
            raise ShutDown
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
        self._pause("finishes a task of")
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self) -> None:
        """Wait until all that was put is dealt with."""
        self._pause("waits for the tasks of", SYNC, lambda: self.unfinished_tasks == 0)

    @property
    def mutex(self) -> Any:
        """The lock of the real queue; here its methods are steps and need none."""
        current_actor().run.escape("the lock inside a queue")
        return self.__dict__.setdefault("_mutex", Lock())

    def qsize(self) -> int:
        """How many items there are now."""
        self._pause("looks at", READ)
        return self._qsize()

    def empty(self) -> bool:
        """Whether there is none now."""
        self._pause("looks at", READ)
        return not self._qsize()

    def full(self) -> bool:
        """Whether there is no room now."""
        self._pause("looks at", READ)
        return 0 < self.maxsize <= self._qsize()

    def shutdown(self, immediate: bool = False) -> None:
        """No more puts, and no waiting gets."""
        self._pause("shuts down")
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


class SimpleQueue:
    """`queue.SimpleQueue`."""

    _unshared = True

    def __init__(self) -> None:
        self._items: deque[Any] = deque()

    def _pause(
        self, kind: str, access: int = SYNC, test: Callable[[], bool] | None = None, wait: float | None = None
    ) -> bool:
        run = current_actor().run
        limit = run.deadline(wait)
        return run.pause(Operation(kind, run.number(self), access, test, limit, self, bars=self._bars))

    def _in_vain(self, *, timed: bool = False) -> None:
        actor = current_actor()
        actor.run.in_vain(actor, actor.run.number(self), timed=timed)

    def _bars(self) -> tuple[str, ...]:
        return () if self._items else ("gets",)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add an item."""
        del block, timeout
        self._pause("puts")
        self._items.append(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item; wait for one."""
        if not block:
            self._pause("tries to get from")
            if not self._items:
                self._in_vain()
                raise Empty
        elif not self._pause("gets", SYNC, lambda: bool(self._items), _limit(timeout)):
            self._in_vain(timed=True)
            raise Empty
        return self._items.popleft()

    def put_nowait(self, item: Any) -> None:
        """Add an item."""
        self.put(item)

    def get_nowait(self) -> Any:
        """Take an item or fail at once."""
        return self.get(block=False)

    def qsize(self) -> int:
        """How many items there are now."""
        self._pause("looks at", READ)
        return len(self._items)

    def empty(self) -> bool:
        """Whether there is none now."""
        self._pause("looks at", READ)
        return not self._items


def _queue(_: ModuleType) -> Mapping[str, Any]:
    return {
        "Queue": Queue, "LifoQueue": LifoQueue, "PriorityQueue": PriorityQueue, "SimpleQueue": SimpleQueue,
        "_PySimpleQueue": SimpleQueue,
    }  # fmt: skip


for _class in (Queue, LifoQueue, PriorityQueue, SimpleQueue):
    _class.__module__ = "queue"

MODELS = (ModelModule("queue", _queue),)
