"""`concurrent.futures`: Future, ThreadPoolExecutor, wait, as_completed."""

from __future__ import annotations

import concurrent.futures as real
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from ..actor import Actor, ActorKilled, current_actor
from ..hidden import hidden
from ..instrument.classes import steady_hash
from ..instrument.outside import called
from ..operations import EITHER_WAY, READ, SYNC, Accesses, Operation
from ..trouble import traceback_text
from .generic import subscripted_as
from .guess import either
from .looks import look
from .private import private
from .subclassing import apart

CancelledError, TimeoutError_, InvalidStateError = real.CancelledError, real.TimeoutError, real.InvalidStateError
DONE = ("CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED")


class Future:
    """`concurrent.futures.Future`."""

    __slots__ = ("__dict__", "__weakref__", "_worker")

    def __init__(self) -> None:
        self._state = "PENDING"
        self._result: Any = None
        self._exception: BaseException | None = None
        self._callbacks: list[Callable[[Any], Any]] = []
        put_worker(self, None)

    def _pause(
        self, kind: str, access: int = SYNC, test: Callable[[], bool] | None = None, wait: float | None = None,
        also: Accesses = (),
    ) -> bool:  # fmt: skip
        run = current_actor().run
        limit = run.deadline(wait)
        return run.pause(Operation(kind, run.number(self), access, test, limit, self, bars=self._bars, also=also))

    def _starting(self, access: int = SYNC) -> tuple[Hashable, int]:
        """What only those touch to whom it matters whether somebody works on it already."""
        return ("start", current_actor().run.number(self)), access

    def _bars(self) -> tuple[str, ...]:
        return () if self._over() else ("waits for",)

    def who_blocks(self) -> int | None:
        """Who works on it."""
        worker = worker_of(self)
        return None if worker is None else worker.index

    def _over(self) -> bool:
        return self._state in DONE

    def _settled(self) -> bool:
        """Whether those who wait for some of several are told: not yet where it is cancelled and no worker has found that."""
        return self._state in DONE[1:]

    def cancel(self) -> bool:
        """Cancel it unless it runs already."""
        self._pause("cancels", also=(self._starting(),))
        if self._state in ("RUNNING", "FINISHED"):
            return False
        if self._state == "PENDING":
            self._state = "CANCELLED"
            self._call_back()
        return True

    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        self._pause("looks at", READ)
        return self._state in DONE[:2]

    def running(self) -> bool:
        """Whether somebody works on it now."""
        self._pause("looks at", READ, also=(self._starting(READ),))
        return self._state == "RUNNING"

    def done(self) -> bool:
        """Whether it is over."""
        self._pause("looks at", READ)
        return self._over()

    def _await(self, timeout: float | None) -> None:
        if not self._pause("waits for", READ, self._over, timeout):
            raise TimeoutError_
        if self._state != "FINISHED":
            raise CancelledError

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the result."""
        self._await(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait for the exception, if any."""
        self._await(timeout)
        return self._exception

    def add_done_callback(self, function: Callable[[Any], Any]) -> None:
        """Call `function` when it is over."""
        self._pause("adds a callback to")
        if not self._over():
            self._callbacks.append(function)
            return
        self._one_call(function)

    def _one_call(self, function: Callable[[Any], Any]) -> None:
        try:
            called(function, (self,))
        except ActorKilled:
            raise
        except Exception as error:
            sys.stderr.write(f"exception calling callback for {self!r}\n{traceback_text(error)}")

    def _call_back(self) -> None:
        for function in self._callbacks:
            self._one_call(function)

    def set_running_or_notify_cancel(self) -> bool:
        """A worker takes it."""
        self._pause("begins")
        if self._state == "CANCELLED":
            self._state = "CANCELLED_AND_NOTIFIED"
            return False
        if self._state == "PENDING":
            self._state = "RUNNING"
            put_worker(self, current_actor())
            return True
        raise RuntimeError("Future in unexpected state")

    def set_result(self, result: Any) -> None:
        """It succeeded."""
        self._settle(result, None)

    def set_exception(self, exception: BaseException) -> None:
        """It failed."""
        self._settle(None, exception)

    def _settle(self, result: Any, exception: BaseException | None) -> None:
        self._pause("finishes")
        if self._over():
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result, self._exception, self._state = result, exception, "FINISHED"
        self._call_back()

    def __repr__(self) -> str:
        look(self)
        state = "cancelled" if self._state in DONE[:2] else self._state.lower()
        more = ""
        if self._state == "FINISHED":
            value = self._exception if self._exception is not None else self._result
            more = f" {'raised' if self._exception is not None else 'returned'} {type(value).__name__}"
        return f"<Future at 0x7f0000000000 state={state}{more}>"


def wait(fs: Iterable[Future], timeout: float | None = None, return_when: str = "ALL_COMPLETED") -> Any:
    """`concurrent.futures.wait`."""
    futures = list(dict.fromkeys(fs))
    run = current_actor().run
    end = run.deadline(timeout)

    def failed(future: Future) -> bool:
        return future._settled() and future._exception is not None

    def enough() -> bool:
        if return_when == "FIRST_COMPLETED":
            return any(f._settled() for f in futures)
        if return_when == "FIRST_EXCEPTION" and any(failed(f) for f in futures):
            return True
        return all(f._settled() for f in futures)

    over = _look_at_all(futures, enough, end)
    done = {f for f in futures if f in over}
    return real.wait.__globals__["DoneAndNotDoneFutures"](done, set(futures) - done)


def _look_at_all(futures: list[Future], enough: Callable[[], bool], end: float | None) -> list[Future]:
    """Wait until `enough`, then read every future: each read is a step, and tells whether that future was over."""
    run = current_actor().run
    if futures and not enough():
        run.pause(Operation("waits for some of", run.number(futures[0]), READ, enough, end, subject=futures[0]))
    over = []
    for future in futures:
        future._pause("looks at", READ)
        if future._settled():
            over.append(future)
    return over


def as_completed(fs: Iterable[Future], timeout: float | None = None) -> Iterator[Future]:
    """`concurrent.futures.as_completed`: first what is finished already, out of a set; then what finishes."""
    left = list(dict.fromkeys(fs))
    total = len(left)
    end = current_actor().run.deadline(timeout)
    ready = _out_of_a_set(_look_at_all(left, lambda: True, end))
    while left:
        ready = ready or _look_at_all(left, lambda: any(f._settled() for f in left), end)[:1]
        if not ready:
            raise TimeoutError_(f"{len(left)} (of {total}) futures unfinished")
        left.remove(ready[0])
        yield ready.pop(0)


def _out_of_a_set(futures: list[Future]) -> list[Future]:
    """What is in a set comes out by where it lies in memory: here in this order or the other way round."""
    if len(futures) < 2:
        return futures
    if len(futures) > 2:
        current_actor().run.assume(EITHER_WAY)
    return futures[::-1] if either() else futures


subscripted_as(real.Future, Future)
Future.__hash__ = steady_hash  # type: ignore[method-assign,assignment]
Future.__module__ = "concurrent.futures._base"
worker_of, put_worker = hidden(Future, "_worker", Actor)
apart(Future, real.Future)
private(Future, "_Future__get_result _condition _done_callbacks _invoke_callbacks _waiters")
