"""`concurrent.futures`: Future, ThreadPoolExecutor, wait, as_completed."""

from __future__ import annotations

import concurrent.futures as real
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from ..actor import Actor, ActorKilled, current_actor
from ..hidden import hidden
from ..instrument.outside import called
from ..operations import EITHER_WAY, READ, SYNC, Accesses, Evolving, Operation
from ..streams import say
from ..trouble import meant, traceback_text
from ..unnoticed import Unnoticed, unnoticed
from .arrivals import Arrivals, told
from .generic import subscripted_as
from .guess import either
from .looks import look
from .subclassing import apart

CancelledError, TimeoutError_, InvalidStateError = real.CancelledError, real.TimeoutError, real.InvalidStateError
DONE = ("CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED")
WAITING = {
    real.FIRST_COMPLETED: "waits for some of",
    real.FIRST_EXCEPTION: "waits for an error of",
    real.ALL_COMPLETED: "waits for all of",
}


class Future:
    """`concurrent.futures.Future`."""

    __slots__ = ("__dict__", "__weakref__", "_unnoticed", "_worker")

    def __init__(self) -> None:
        self._state = "PENDING"
        self._unnoticed: Unnoticed | None = None
        self._result: Any = None
        self._exception: BaseException | None = None
        self._callbacks: list[Callable[[Any], Any]] = []
        self._arrivals: list[Arrivals] = []
        put_worker(self, None)

    def _pause(
        self, kind: str, access: int = SYNC, test: Callable[[], bool] | None = None, wait: float | None = None,
        also: Accesses = (), value: Callable[[], str] | None = None,
    ) -> bool:  # fmt: skip
        run = current_actor().run
        limit = run.deadline(wait)
        return run.pause(
            Operation(kind, run.number(self), access, test, limit, self, bars=self._bars, also=also, value=value)
        )

    def _starting(self, access: int = SYNC) -> tuple[Hashable, int]:
        """What only those touch to whom it matters whether somebody works on it already."""
        return ("start", current_actor().run.number(self)), access

    def _begins(self) -> None:
        """Declare that a worker takes it: of account to who cancels it or looks whether it runs; if it is cancelled, to all."""
        run = current_actor().run
        number = run.number(self)

        def touched() -> Accesses:
            cancelled = self._state == "CANCELLED"
            return ((number, SYNC), *told(self._arrivals)) if cancelled else ((number, READ),)

        run.pause(Evolving("begins", ("start", number), touched, subject=self))

    def _finishes(self) -> None:
        run = current_actor().run
        run.pause(Evolving("finishes", run.number(self), lambda: told(self._arrivals), subject=self, bars=self._bars))

    def _arrive(self) -> None:
        for arrivals in self._arrivals:
            arrivals.come(self)

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
        too_late: Callable[[], bool] = lambda: self._state in ("RUNNING", "FINISHED")  # noqa: E731
        self._pause("cancels", also=(self._starting(),), value=lambda: "too late" if too_late() else "")
        if too_late():
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
        if self._unnoticed is not None:
            self._unnoticed.asked = True
        if self._state != "FINISHED":
            raise CancelledError

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the result."""
        self._await(timeout)
        if self._exception is not None:
            never_raised = getattr(self._exception, "__traceback__", self) is None
            raise meant(self._exception) if never_raised else self._exception
        return self._result

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait for the exception, if any."""
        self._await(timeout)
        return self._exception

    def _get_snapshot(self) -> tuple[bool, bool, Any, BaseException | None]:
        """What `asyncio` asks of one that is over, which it has been told in a step: no other follows for that."""
        if self._unnoticed is not None:
            self._unnoticed.asked = True
        return self._over(), self._state in DONE[:2], self._result, self._exception

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
            say(f"exception calling callback for {self!r}\n{traceback_text(error)}")

    def _call_back(self) -> None:
        for function in self._callbacks:
            self._one_call(function)

    def set_running_or_notify_cancel(self) -> bool:
        """A worker takes it."""
        self._begins()
        if self._state == "CANCELLED":
            self._state = "CANCELLED_AND_NOTIFIED"
            self._arrive()
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

    def _keep(self, error: BaseException) -> None:
        """Its task has raised this, of which nobody knows."""
        self._unnoticed = unnoticed(current_actor().run, error)

    def _settle(self, result: Any, exception: BaseException | None) -> None:
        self._finishes()
        if self._over():
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result, self._exception, self._state = result, exception, "FINISHED"
        self._arrive()
        self._call_back()

    def __repr__(self) -> str:
        look(self, also=lambda: (self._starting(READ),))
        state = "cancelled" if self._state in DONE[:2] else self._state.lower()
        more = ""
        if self._state == "FINISHED":
            value = self._exception if self._exception is not None else self._result
            more = f" {'raised' if self._exception is not None else 'returned'} {type(value).__name__}"
        return f"<{type(self).__name__} at 0x7f0000000000 state={state}{more}>"


def _distinct(fs: Iterable[Future]) -> list[Future]:
    """Each of them once; what is no future lacks what the library looks for first."""
    futures = list(dict.fromkeys(fs))
    for future in futures:
        if not isinstance(future, Future):
            getattr(future, "_condition")  # noqa: B009
    return futures


def wait(fs: Iterable[Future], timeout: float | None = None, return_when: str = "ALL_COMPLETED") -> Any:
    """`concurrent.futures.wait`."""
    futures = _distinct(fs)
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

    if return_when not in WAITING:  # nobody asks before it comes to waiting
        _look_at("looks at", futures)
        if not enough():
            raise ValueError(f"Invalid return condition: {return_when!r}")
    at_once = enough()
    _look_at("looks at" if at_once else WAITING[return_when], futures, None if at_once else enough, end)
    done = {future for future in futures if future._settled()}
    for future in () if at_once else [future for future in futures if future not in done]:
        # As in life one after the other: what finishes after that is not among the done.
        future._pause("looks at", READ)
        if future._settled():
            done.add(future)
    return real.wait.__globals__["DoneAndNotDoneFutures"](done, set(futures) - done)


def _look_at(
    kind: str, futures: list[Future], test: Callable[[], bool] | None = None, end: float | None = None
) -> None:
    """One look at all of them, as who holds the locks of all has it."""
    if futures:
        run = current_actor().run
        first, *others = map(run.number, futures)
        also = tuple((number, READ) for number in others)
        run.pause(Operation(kind, first, READ, test, end, subject=futures[0], also=also))


def as_completed(fs: Iterable[Future], timeout: float | None = None) -> Iterator[Future]:
    """`concurrent.futures.as_completed`: first what is finished already, out of a set; then what finishes."""
    futures = _distinct(fs)
    left = len(futures)
    run = current_actor().run
    end = run.deadline(timeout)
    _look_at("looks at", futures)
    over = [future for future in futures if future._settled()]
    arrivals = Arrivals([future for future in futures if future not in over])
    for future in futures:
        future._arrivals.append(arrivals)
    ready = _out_of_a_set(over)
    try:
        while left:
            if not ready:
                ready = arrivals.take(end) if end is None or run.clock() <= end else []
            if not ready:
                raise TimeoutError_(f"{left} (of {len(futures)}) futures unfinished")
            left -= 1
            yield ready.pop(0)
    finally:
        for future in futures:
            future._arrivals.remove(arrivals)


def _out_of_a_set(futures: list[Future]) -> list[Future]:
    """What is in a set comes out by where it lies in memory: here in this order or the other way round."""
    if len(futures) < 2:
        return futures
    if len(futures) > 2:
        current_actor().run.assume(EITHER_WAY)
    return futures[::-1] if either() else futures


subscripted_as(real.Future, Future)
Future.__module__ = "concurrent.futures._base"
worker_of, put_worker = hidden(Future, "_worker", Actor)
apart(Future, real.Future)
