"""A pool of judges on this machine that survives the loss of any of them.

`concurrent.futures` has a pool that breaks whole when one process is killed, `multiprocessing` one that loses the task
for ever. A submission that brings its judge down is normal here: its order is heard once more by a new judge, and
then given up with a reason. One thread waits on each slot; a slot has one order at a time, so a lost slot costs one.
"""

from __future__ import annotations

import contextlib
import queue
import select
import sys
import tempfile
import threading
from collections.abc import Mapping
from concurrent.futures import Future, InvalidStateError
from functools import cached_property
from pathlib import Path
from typing import Self

import msgspec

from grader.batch import bench, frames
from grader.batch.key import Ground, ground
from grader.batch.nursery import Channel, Nursery
from grader.batch.order import Answer, Brief, Order
from grader.batch.slot import Hello
from grader.errors import GraderError, UsageError, WorkerError
from grader.sandbox.starting.folders import POOL, hold, let_go
from grader.sandbox.starting.groups import end_group, ended_after

TRIES = 2
GREETING_S = 300.0
"""More than its judge waits for the other side (`grader.worker.walls.layers`)."""
PATIENCE_S = 900.0

Item = tuple[Order, "Future[Answer]"]


class Pool:
    """Judges in processes of their own. A context manager; made before any thread of this process is."""

    def __init__(
        self,
        briefs: Mapping[str, Brief],
        *,
        jobs: int,
        isolation: str | None = None,
        patience_s: float = PATIENCE_S,
        fork: bool = True,
    ) -> None:
        """`patience_s`: the net below all limits, after which a judge that does not answer is ended. `fork`: this process
        has one thread, so that judges may be forked from it."""
        self.jobs = jobs
        self._briefs = tuple(briefs.values())
        self._folder = tempfile.TemporaryDirectory(prefix=POOL, ignore_cleanup_errors=True)
        self._held = hold(self._folder.name)
        for name, brief in briefs.items():
            bench.lay_out(Path(self._folder.name), name, brief)
        self._nursery = Nursery(Path(self._folder.name), isolation, fork=fork)
        self._patience_s = patience_s
        self._queue: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._slots: dict[threading.Thread, Channel] = {}
        self._hello: Future[Hello] = Future()
        self._threads = [threading.Thread(target=self._tend, name=f"judge {n + 1}", daemon=True) for n in range(jobs)]
        for thread in self._threads:
            thread.start()

    @property
    def isolation(self) -> str:
        """The tier behind which the judges' workers run; waits for the first judge to say. WorkerError: none can be."""
        return self._hello.result().isolation

    @cached_property
    def ground(self) -> Ground:
        """What all of its judges stand on."""
        return ground(self.isolation, self._briefs)

    @property
    def caution(self) -> str:
        """What to tell whoever grades behind that tier; '' for nothing."""
        return self._hello.result().caution

    def submit(self, order: Order) -> Future[Answer]:
        """Have an order heard. The future always gets an answer, unless it is cancelled before a judge takes it."""
        future: Future[Answer] = Future()
        self._queue.put((order, future))
        return future

    def stop(self) -> None:
        """Cancel the orders that nobody hears yet."""
        with contextlib.suppress(queue.Empty):
            while (item := self._queue.get_nowait()) is not None:
                item[1].cancel()

    def close(self, *, at_once: bool = False) -> None:
        """Wait for what is being heard, or end it; forget what is waiting."""
        self.stop()
        for _ in self._threads:
            self._queue.put(None)
        if at_once:
            self._patience_s = 0.0
            self._nursery.shut(unready=not (self._slots or self._hello.done()))
            for channel in list(self._slots.values()):
                end_group(channel.pid)
        for thread in self._threads:
            thread.join()
        self._nursery.close()
        let_go(self._held)
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(at_once=kind is not None)

    def pids(self) -> list[int]:
        """The slots' processes."""
        return [channel.pid for channel in self._slots.values()]

    @property
    def nursery_pid(self) -> int:
        """The process that forks slots; 0 where there is none."""
        return self._nursery.pid

    # -- one thread for each slot

    def _tend(self) -> None:
        here = threading.current_thread()
        self._greet(here)
        while (item := self._queue.get()) is not None:
            order, future = item
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(self._heard(here, order))
                except Exception as fault:  # nobody foresaw it, and somebody waits
                    future.set_exception(fault)
        self._part(here)

    def _greet(self, here: threading.Thread) -> None:
        """Have a slot at once. That one is lost while it greets is no reason to grade nothing: another one is tried."""
        trouble: Exception | None = None
        for _ in range(TRIES):
            try:
                self._open(here)
                return
            except frames.Closed as lost:
                trouble = WorkerError(f"a judge could not be started: {lost}")
            except Exception as fault:
                trouble = fault
                break
        assert trouble is not None
        self._settle(trouble)  # told by `isolation`; whatever is ordered all the same is answered by another try

    def _heard(self, here: threading.Thread, order: Order) -> Answer:
        reason = ""
        for _ in range(TRIES):
            try:
                channel = self._slots.get(here) or self._open(here)
                frames.send(channel.writing, msgspec.msgpack.encode(order))
                return msgspec.msgpack.decode(self._answer(channel), type=Answer)
            except (frames.Closed, GraderError) as lost:
                reason = str(lost)
                self._part(here)
        return Answer(key=order.key, kind="failed", reason=f"{TRIES} judges were lost over it ({reason})")

    def _open(self, here: threading.Thread) -> Channel:
        channel = self._slots[here] = self._nursery.open()
        try:
            hello = msgspec.json.decode(self._answer(channel, GREETING_S), type=Hello)
            if hello.trouble:
                raise (UsageError if hello.refused else WorkerError)(hello.trouble, hint=hello.hint)
            self._settle(hello)
            if hello.isolation != self.isolation:
                raise WorkerError(f"isolation changed from {self.isolation} to {hello.isolation} while grading")
        except BaseException:
            self._part(here)
            raise
        return channel

    def _part(self, here: threading.Thread) -> None:
        if here in self._slots:
            self._slots.pop(here).close()

    def _settle(self, known: Hello | Exception) -> None:
        """The first slot to know tells the tier."""
        with contextlib.suppress(InvalidStateError):
            if isinstance(known, Hello):
                self._hello.set_result(known)
            else:
                self._hello.set_exception(known)

    def _answer(self, channel: Channel, patience_s: float | None = None) -> bytes:
        patience = self._patience_s if patience_s is None else patience_s
        if sys.platform == "win32":
            return received(channel, patience)
        if not _says_something(channel.reading, patience):
            end_group(channel.pid)
            raise frames.Closed(f"no answer within {patience:g} s")
        return frames.receive(channel.reading)


def received(channel: Channel, patience_s: float) -> bytes:
    """The next message, where nobody can be asked whether there is one: a timer ends who says nothing by then."""
    with ended_after(patience_s, channel.pid) as late:
        try:
            return frames.receive(channel.reading)
        except frames.Closed:
            if late.is_set():
                raise frames.Closed(f"no answer within {patience_s:g} s") from None
            raise


def _says_something(descriptor: int, patience_s: float) -> bool:
    """Whether there is something to read by then. (`select` takes no descriptor above 1,023.)"""
    if sys.platform == "win32":
        return True  # nobody can tell of a pipe: whoever asks waits for it
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)
    return bool(waiting.poll(patience_s * 1000))
