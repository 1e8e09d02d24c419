"""`multiprocessing.dummy`: the face of `multiprocessing` on threads."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ...operations import READ
from .. import queues
from ..threading import barriers, conditions, locks, present, threads
from .managers import Array, Namespace
from .thread_pool import ThreadPool


class DummyProcess(threads.Thread):
    """A thread that looks like a process."""

    def __init__(
        self, group: None = None, target: Any = None, name: str | None = None, args: Any = (), kwargs: Any = None
    ) -> None:
        super().__init__(group, target, name, args, kwargs or {})
        self._pid = None
        self._parent = present.current_thread()

    def start(self) -> None:
        """Begin."""
        if self._parent is not present.current_thread():
            raise RuntimeError("Parent is not current_process()")
        children: dict[Any, None] = self._parent.__dict__.setdefault("_children", {})
        children[self] = None
        super().start()

    @property
    def exitcode(self) -> int | None:
        """0 once it has ended."""
        return 0 if threads.actor_of(self) is not None and not self.is_alive() else None


class Value:
    """A value with the face of a shared one."""

    def __init__(self, typecode: Any, value: Any, lock: bool = True) -> None:
        del lock
        self._typecode = typecode
        self.value = value

    def __repr__(self) -> str:
        return f"<{type(self).__name__}({self._typecode!r}, {self.value!r})>"


class Connection:
    """One end of a pipe between threads: two queues, and nothing is copied."""

    def __init__(self, incoming: queues.Queue, outgoing: queues.Queue) -> None:
        self._in, self._out = incoming, outgoing
        self.send = self.send_bytes = outgoing.put
        self.recv = self.recv_bytes = incoming.get

    def poll(self, timeout: float | None = 0.0) -> bool:
        """Whether there is something to receive."""
        if self._in.qsize() > 0:
            return True
        if timeout is not None and timeout <= 0.0:
            return False
        return self._in._pause(
            "waits for", lambda: self._in._taking()[:2], READ, lambda: bool(self._in._qsize()), timeout
        )

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


def Pipe(duplex: bool = True) -> tuple[Connection, Connection]:
    """Two connected ends."""
    del duplex
    there, back = queues.Queue(), queues.Queue()
    return Connection(there, back), Connection(back, there)


def active_children() -> list[Any]:
    """The threads that the running one has started and that still run."""
    children: dict[Any, None] = present.current_thread().__dict__.setdefault("_children", {})
    for child in list(children):
        if not child.is_alive():
            children.pop(child, None)
    return list(children)


def Pool(processes: int | None = None, initializer: Any = None, initargs: Any = ()) -> ThreadPool:
    """A pool of threads."""
    return ThreadPool(processes, initializer, initargs)


def Manager() -> Any:
    """The module itself makes what a manager would."""
    return sys.modules["multiprocessing.dummy"]


def names(_: ModuleType) -> Mapping[str, Any]:
    """What the stand-in shows."""
    return {
        "Process": DummyProcess, "DummyProcess": DummyProcess, "current_process": present.current_thread,
        "active_children": active_children, "freeze_support": lambda: None, "Lock": locks.OF_THREADING, "RLock": locks.make_rlock,
        "Semaphore": conditions.Semaphore, "BoundedSemaphore": conditions.BoundedSemaphore,
        "Condition": conditions.Condition, "Event": conditions.Event, "Barrier": barriers.Barrier,
        "Queue": queues.Queue, "JoinableQueue": queues.Queue, "Pipe": Pipe, "Pool": Pool, "Value": Value, "Array": Array,
        "Manager": Manager, "Namespace": Namespace, "dict": dict, "list": list, "shutdown": lambda: None,
    }  # fmt: skip


for _class in (DummyProcess, Value):
    _class.__module__ = "multiprocessing.dummy"
