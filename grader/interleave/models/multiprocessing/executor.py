"""`concurrent.futures.ProcessPoolExecutor`."""

from __future__ import annotations

import contextlib
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import process as real
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ...actor import current_actor
from ...operations import READ, SYNC, WRITE, Accesses, Operation
from ..executors import Executor
from ..futures import Future, InvalidStateError, put_worker
from ..interpreter import cpu_count
from ..looks import attributes_of, touch
from ..subclassing import apart
from ..threading import roll
from .crew import Crew, owner_of
from .executor_worker import process_worker
from .jobs import NOTHING
from .launch import process_of
from .tasks import Task
from .turns import Turns

if TYPE_CHECKING:
    from .context import BaseContext
    from .launch import Popen

_PENDING: Final = "A process in the process pool was terminated abruptly while the future was running or pending."
_UNUSABLE: Final = "A child process terminated abruptly, the process pool is not usable anymore"


class Call(Task):
    """A task of an executor's: it has a future. Once it is on its way it counts as running, and cannot be cancelled."""

    def __init__(self, call: Any, future: Future, crew: Crew) -> None:
        super().__init__(call, lambda *_: None, lambda _: ())
        self.future = future
        self._crew = crew

    def begin(self) -> bool:
        """Whether it was not cancelled."""
        future = self.future
        if future._state == "CANCELLED":
            future._state = "CANCELLED_AND_NOTIFIED"
        elif future._state == "PENDING":
            future._state = "RUNNING"
        return future._state == "RUNNING"

    def beginning(self) -> Accesses:
        """What that touches: who waits for the result cannot notice, unless it was cancelled."""
        number = owner_of(self._crew).run.number(self.future)
        return ((("start", number), SYNC), *(((number, SYNC),) * (self.future._state == "CANCELLED")))

    def came(self) -> None:
        """A worker has it."""
        if self.future._state == "RUNNING":
            put_worker(self.future, current_actor())

    def lose(self, error: Exception) -> None:
        """It cannot be pickled."""
        self.taken = self.done = True
        self.future.set_exception(error)


class ProcessPoolExecutor(Executor):
    """`concurrent.futures.ProcessPoolExecutor`."""

    def __init__(
        self, max_workers: int | None = None, mp_context: BaseContext | None = None,
        initializer: Callable[..., Any] | None = None, initargs: tuple[Any, ...] = (), *,
        max_tasks_per_child: int | None = None,
    ) -> None:  # fmt: skip
        from .context import CONTEXTS, of  # a circle: contexts need processes

        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = cpu_count() if max_workers is None else max_workers
        if mp_context is None and max_tasks_per_child is not None:
            mp_context = CONTEXTS["spawn"]
        self._mp_context = of(mp_context)
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._check_tasks(max_tasks_per_child)
        self._setting = (initializer, tuple(initargs), max_tasks_per_child)
        self._turns = None if max_tasks_per_child is None else Turns()
        self._crew = Crew(self._max_workers, ahead=self._max_workers + 1, turns=self._turns)
        self._workers: list[Any] = []
        self._broken = False
        self._closed = False
        self._holder: int | None = None
        """Who gives it a task or shuts it down, as an actor is counted: one at a time."""
        self._over = False
        self._forsaken = False

    def _check_tasks(self, most: int | None) -> None:
        if most is None:
            return
        if not isinstance(most, int):
            raise TypeError("max_tasks_per_child must be an integer")
        if most <= 0:
            raise ValueError("max_tasks_per_child must be >= 1")
        if self._mp_context.get_start_method() == "fork":
            raise ValueError(
                "max_tasks_per_child is incompatible with the 'fork' multiprocessing start method;"
                " supply a different mp_context."
            )

    # --- workers -----------------------------------------------------------------------------------------

    def _launch(self) -> None:
        slot = len(self._workers)
        self._crew.caller = self._crew.caller or f"Thread-{roll.number(current_actor(), 'threads')}"
        process = self._mp_context.Process(target=process_worker, args=(self._crew, slot, *self._setting))  # type: ignore[attr-defined]
        process.start()
        process_of(process._popen).actors[0].dealt = True
        self._workers.append(process)

    def _popens(self) -> list[Popen]:
        return [process._popen for process in self._workers]

    def _somebody_died(self) -> bool:
        ready = self._crew.ready
        return not self._broken and any(popen.is_over() and popen.pid not in ready for popen in self._popens())

    def _somebody_left(self) -> bool:
        """The worker that is waited for."""
        turns = self._turns
        return turns is not None and any(p.pid == turns.leaving and p.is_over() for p in self._popens())

    def _notice(self) -> None:
        if self._somebody_died():
            self._break()
        elif self._turns is not None:
            self._replace(self._turns)

    def _replace(self, turns: Turns) -> None:
        """Start another worker, unless one is idle: or was, for nobody counts that back when one takes up what lay there already."""
        run, idle = current_actor().run, self._crew.name("idle")
        run.pause(Operation("looks at", idle, SYNC, lambda: not turns.starting, subject=self))
        if self._forsaken:
            run.escape("a worker that is used up after shutdown(wait=False)")
        turns.starting, turns.leaving = True, 0
        self._grow()
        run.pause(Operation("has looked at", idle, SYNC, subject=self))
        turns.starting = turns.taking_in = False

    def _lives(self) -> Accesses:
        run = owner_of(self._crew).run
        return tuple((run.life_of(process_of(popen)), READ) for popen in self._popens())

    def _break(self) -> None:
        """A worker died: nothing of what is left will be done."""
        self._broken = self._closed = True
        failure = BrokenProcessPool(_PENDING)
        for task in (*self._crew.tasks, *self._waiting()):
            future: Future = task.future
            if not future._over():
                task.taken = True
                with contextlib.suppress(InvalidStateError):  # it was cancelled meanwhile
                    future.set_exception(failure)
        self._crew.give_up(self)
        for popen in self._popens():
            if not popen.is_over():
                popen.terminate()

    # --- tasks -------------------------------------------------------------------------------------------

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        """Have `fn` called in a worker."""
        with self._held():
            return self._submit(fn, args, kwargs)

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """Under the lock that is for both: a step where several threads do."""
        me = current_actor()
        touch(self, "_holder", WRITE)
        if self._holder is not None:
            free: Callable[[], bool] = lambda: self._holder is None  # noqa: E731
            me.run.pause(Operation("looks at", attributes_of(self), SYNC, free, subject=self))
        self._holder = me.index
        try:
            yield
        finally:
            self._holder = None

    def _submit(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Future:
        self._check_usable()
        future = Future()
        first = not self._workers
        if self._turns is not None:
            self._turns.starting = True
        self._grow()
        self._crew.size = max(1, len(self._workers))
        also = (*self._look(), (attributes_of(self), WRITE))
        self._crew.hand_over([Call((fn, args, kwargs or NOTHING), future, self._crew)], self, also)
        if self._turns is not None:
            self._turns.starting = False
        if first:  # as in life, nobody watches them before there is a task that is failed if one has died
            self._watch()
        elif self._broken and sys.version_info >= (3, 12):  # before, it was forgotten if the pool broke meanwhile
            self._break()
        return future

    def _check_usable(self) -> None:
        run = current_actor().run
        if self._workers:
            free: Callable[[], bool] = lambda: self._turns is None or not self._turns.starting  # noqa: E731
            run.pause(Operation("looks at", self._crew.name("watching"), READ, free, subject=self, also=self._look()))
        if self._broken:
            raise BrokenProcessPool(_UNUSABLE)
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")

    def _look(self) -> Accesses:
        """Whether there is a worker to be started depends on who is idle now."""
        growing = self._turns is not None or len(self._workers) < self._max_workers
        return ((self._crew.name("idle"), SYNC),) if growing else ()

    def _grow(self) -> None:
        """All workers at once under fork, else one more unless one is idle."""
        if self._mp_context.get_start_method() == "fork":
            while len(self._workers) < self._max_workers:
                self._launch()
        elif self._crew.idle > 0:
            self._crew.idle -= 1
        elif len(self._workers) - (0 if self._turns is None else len(self._turns.used)) < self._max_workers:
            self._launch()

    def _watch(self) -> None:
        self._crew.watch(lambda: self._somebody_died() or self._somebody_left(), self._notice, self._lives)
        at_exit: list[Callable[[], None]] = owner_of(self._crew).keep("threading.atexit", list)
        at_exit.append(lambda: ProcessPoolExecutor.shutdown(self))

    def map(
        self,
        fn: Callable[..., Any],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
        **more: Any,
    ) -> Iterator[Any]:
        """Results in order; `more`: whatever this Python takes beside."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        items = zip(*iterables, strict=False)
        chunks = iter(lambda: tuple(itertools.islice(items, chunksize)), ())
        answers = super().map(partial(_process_chunk, fn), chunks, timeout=timeout, **more)
        return (answer for chunk in answers for answer in chunk)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """No more tasks; wait for the workers."""
        with self._held():
            first, self._closed = not self._closed, True
        if first:  # without the lock, since what is cancelled calls back: as in life, where another thread does this
            if cancel_futures:
                self._cancel_pending()
            self._crew.close(self)
        self._forsaken = self._forsaken or not wait
        if wait and not self._over:
            self._join_workers()
            self._crew.dismiss()
            self._over = True

    def _join_workers(self) -> None:
        """Wait for them, for those that come in their place, and for every task: if nobody is left to do one, for ever."""
        crew, joined = self._crew, 0
        free: Callable[[], bool] = lambda: joined < len(self._workers) or self._is_settled()  # noqa: E731
        while joined < len(self._workers) or not self._is_settled():
            if joined < len(self._workers):
                self._workers[joined].join()
                joined += 1
                continue
            also = ((crew.name("carrying"), SYNC), (crew.name("watching"), SYNC))
            current_actor().run.pause(
                Operation("waits for the tasks of", crew.name("idle"), SYNC, free, subject=self, also=also)
            )

    def _is_settled(self) -> bool:
        """Whether no worker will come any more."""
        if self._turns is None or self._broken:
            return True
        futures = (task.future for task in self._crew.tasks)  # type: ignore[attr-defined]
        return not self._turns.taking_in and not self._waiting() and all(future._over() for future in futures)

    def _waiting(self) -> list[Any]:
        """Tasks that are not on their way yet."""
        carrier = self._crew.carrier
        return [] if carrier is None else list(carrier.loads)

    def _cancel_pending(self) -> None:
        """What is cancelled so nobody takes up any more, and who waits for some of several is not told."""
        carrier = self._crew.carrier
        for task in () if carrier is None else carrier.drop():
            task.future.cancel()


def _process_chunk(function: Callable[..., Any], chunk: Iterable[tuple[Any, ...]]) -> list[Any]:
    return [function(*args) for args in chunk]


ProcessPoolExecutor.__module__ = "concurrent.futures.process"
apart(ProcessPoolExecutor, real.ProcessPoolExecutor)
