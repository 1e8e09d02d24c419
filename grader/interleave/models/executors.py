"""`concurrent.futures`: ThreadPoolExecutor, and the names of the package."""

from __future__ import annotations

import contextlib
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import thread as real
from concurrent.futures.thread import BrokenThreadPool
from itertools import islice
from types import ModuleType
from typing import Any, Final, Literal
from weakref import ref

from ..actor import Actor, ActorKilled, current_actor
from ..instrument.outside import called
from ..operations import READ, SYNC, Accesses, Evolving, Operation
from ..streams import say
from ..trouble import traceback_text
from .futures import Future, TimeoutError_, as_completed, wait
from .interpreter import beyond, cpu_count
from .patch import ModelModule
from .subclassing import apart
from .threading import roll
from .threading.private import must_be_made
from .threading.threads import Thread, actor_of
from .work_queues import WorkQueue

_INTERPRETERS: Final = sys.version_info >= (3, 14)
"""Each is a world of its own in the same process, which nobody can follow."""
BROKEN: Final = "A thread initializer failed, the thread pool is not usable anymore"

_COUNTING: Final = frozenset(
    ("active_count", "activeCount", "current_thread", "currentThread", "get_ident", "local", "_threads", "_work_queue")
)
"""Names by which a program may see how many workers there are; `threading.enumerate`, too."""


_NAMING: Final = frozenset(("get_native_id", "gettid", "_current_frames", "current_process"))
"""Further names by which it may see which of them it is; a log tells that, too."""


def _counts_workers(world: Any) -> bool:
    return world is None or "enumerate" in world.attributes or not world.mentions.isdisjoint(_COUNTING)


def _names_workers(world: Any) -> bool:
    return _counts_workers(world) or "logging" in world.imported or not world.mentions.isdisjoint(_NAMING)


class _Work:
    def __init__(self, future: Future, function: Callable[..., Any], args: Any, kwargs: Any) -> None:
        self.future, self.fn, self.args, self.kwargs = future, function, args, kwargs

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        current_actor().job += 1
        try:
            result = called(self.fn, self.args, self.kwargs)
        except ActorKilled:
            raise
        except BaseException as error:
            self.future._keep(error)
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Executor:
    """`concurrent.futures.Executor`."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        """Have `fn` called by a worker: what each kind of executor does in its own way."""
        raise NotImplementedError

    if sys.version_info >= (3, 14):

        def map(
            self,
            fn: Callable[..., Any],
            *iterables: Iterable[Any],
            timeout: float | None = None,
            chunksize: int = 1,
            buffersize: int | None = None,
        ) -> Iterator[Any]:
            """Results in order; `buffersize`: at most so many are ahead of whoever takes them."""
            del chunksize
            if buffersize is not None and not isinstance(buffersize, int):
                raise TypeError("buffersize must be an integer or None")
            if buffersize is not None and buffersize < 1:
                raise ValueError("buffersize must be None or > 0")
            return _results(self, fn, zip(*iterables, strict=False), timeout, buffersize)
    else:

        def map(
            self, fn: Callable[..., Any], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
        ) -> Iterator[Any]:
            """Results in order."""
            del chunksize
            return _results(self, fn, zip(*iterables, strict=False), timeout)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """No more work."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> Literal[False]:
        self.shutdown(wait=True)
        return False


def _results(
    executor: Executor,
    fn: Callable[..., Any],
    tasks: Iterator[tuple[Any, ...]],
    timeout: float | None,
    most: int | None = None,
) -> Iterator[Any]:
    """What comes of the tasks, in their order. `most` of them are handed over at once, the others as results are taken."""
    end = current_actor().run.deadline(timeout)
    left = deque(executor.submit(fn, *args) for args in islice(tasks, most))
    whose = ref(executor)

    def results() -> Iterator[Any]:
        try:
            while left:
                owner = None if most is None else whose()
                if owner is not None and (more := next(tasks, None)) is not None:
                    left.append(owner.submit(fn, *more))
                yield _result_or_cancel(left.popleft(), end)
        finally:  # the last first, while workers may come to the others
            for future in reversed(left):
                future.cancel()

    return results()


def _result_or_cancel(future: Future, end: float | None) -> Any:
    """The result, if it comes by then; else nobody needs it any more."""
    try:
        return future.result(None if end is None else max(0.0, end - current_actor().run.clock()))
    except TimeoutError_:
        future.cancel()
        raise


class ThreadPoolExecutor(Executor):
    """`concurrent.futures.ThreadPoolExecutor`."""

    def __init__(
        self,
        max_workers: int | None = None,
        thread_name_prefix: str = "",
        initializer: Callable[..., Any] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> None:
        if max_workers is None:
            max_workers = min(32, cpu_count() + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        actor = current_actor()
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{roll.number(actor, 'pools') - 1}"
        self._max_workers = max_workers
        self._work_queue = WorkQueue()
        self._threads: list[Thread] = []
        self._shutdown = self._late = self._broken = False
        self._emptied_by: set[Actor] = set()
        """Who takes out all the work, and holds the pool's lock meanwhile: what is called back then cannot take it again."""
        self._idle = 0
        """Workers that wait for work, where anybody can see how many there are."""
        self._begun = 0
        """How many workers had something to do."""
        self._counted = initializer is not None or _counts_workers(actor.run.world)
        self._named = initializer is not None or _names_workers(actor.run.world)
        """Whether it may make a difference which of several idle workers it is that begins."""
        self._initializer, self._initargs = initializer, initargs
        last: list[Callable[[], None]] = actor.process.keep("threading.atexit", list)
        last.append(self._leave)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        """Have `fn` called by a worker, a new one while there may be more.

        Nobody else submits or shuts down meanwhile: the real one holds a lock. And it starts none while another is idle.
        Who neither looks at threads nor has initializers cannot see the difference, and the search has less to go through.
        """
        must_be_made(self, "_work_queue", "_shutdown_lock")
        self._act("submits to", lambda: 1)
        if self._broken:
            raise BrokenThreadPool(BROKEN)
        if self._shutdown:
            raise RuntimeError(f"cannot schedule new futures after {'interpreter ' if self._late else ''}shutdown")
        future = Future()
        self._work_queue.add([_Work(future, fn, args, kwargs)])
        if self._idle:
            self._idle -= 1
        elif len(self._threads) < self._max_workers:
            place = len(self._threads)
            thread = Thread(target=self._serve, args=(place,), name=f"{self._thread_name_prefix}_{place}")
            thread._daemonic = False
            self._threads.append(thread)
            thread.start()
            worker = actor_of(thread)
            assert worker is not None
            worker.dealt = True
        return future

    def _act(self, kind: str, adding: Callable[[], int], *, draining: bool = False) -> None:
        """One act on the pool that adds so many pieces of work, and may take out all there are."""
        actor = current_actor()
        run = actor.run
        if actor in self._emptied_by:
            run.pause(Operation("waits for the lock of", ("lock", run.number(self)), SYNC, lambda: False, subject=self))
        work = run.number(self._work_queue)
        touched: Callable[[], Accesses] = lambda: (  # noqa: E731
            *self._work_queue.added(adding(), work),
            *(self._work_queue.draining(work) if draining else ()),
        )
        run.pause(Evolving(kind, run.number(self), touched, subject=self))

    def _serve(self, place: int) -> None:
        if self._initializer is not None:
            try:
                called(self._initializer, self._initargs)
            except ActorKilled:
                raise
            except BaseException as error:
                say(f"Exception in initializer:\n{traceback_text(error)}")
                self._fail()
                return
        while True:
            work = self._next(place)
            if work is None:
                return
            work.run()
            del work  # while it waits for more, nobody holds what was done
            if self._counted:
                run = current_actor().run
                run.pause(Operation("is idle in", run.number(self), SYNC, subject=self))
                self._idle += 1

    def _next(self, place: int) -> _Work | None:
        """The next piece of work, or None for who shall go. Workers that have had none yet are told apart by their names
        alone: where nobody asks for these, the first takes some first. And it is all one who is told first to go."""
        run, queue = current_actor().run, self._work_queue
        number = run.number(queue)

        def touched() -> Accesses:
            return queue.taken(number, READ if queue._items and queue._items[0] is None else SYNC)

        def ready() -> bool:
            return bool(queue._items) and (self._named or place <= self._begun or queue._items[0] is None)

        run.pause(Evolving("gets", None, touched, enabled=ready, subject=queue))
        work: _Work | None = queue.take()
        if work is not None:
            self._begun = max(self._begun, place + 1)
        return work

    def _fail(self) -> None:
        self._broken = True
        with self._emptied():
            while self._work_queue._items:
                work = self._work_queue.get()
                if work is not None:
                    work.future.set_exception(BrokenThreadPool(BROKEN))

    @contextlib.contextmanager
    def _emptied(self) -> Iterator[None]:
        """Under the pool's lock, while the work is taken out."""
        me = current_actor()
        self._emptied_by.add(me)
        try:
            yield
        finally:
            self._emptied_by.discard(me)

    def _leave(self) -> None:
        """The program's text has come to its end."""
        self._late = not self._shutdown
        ThreadPoolExecutor.shutdown(self)  # not what a subclass has in its place

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """No more work; wait for the workers."""
        must_be_made(self, "_work_queue", "_shutdown_lock")
        self._act("shuts down", lambda: len(self._threads), draining=cancel_futures)
        first, self._shutdown = not self._shutdown, True
        with self._emptied():
            for work in self._work_queue.drain() if cancel_futures else ():
                if work is not None:
                    work.future.cancel()  # no worker will ever find that, so who waits for some of several is not told
        if first or cancel_futures:  # which took out as well what tells workers to go
            self._work_queue.add([None] * len(self._threads))
        if wait:
            for thread in self._threads:
                _begun(thread)
                thread.join()


def _begun(thread: Thread) -> None:
    """Wait until somebody who submits has started it, too."""
    if actor_of(thread) is None:
        run = current_actor().run
        started = lambda: actor_of(thread) is not None  # noqa: E731
        run.pause(Operation("waits for", ("start", run.number(thread)), SYNC, started, subject=thread))


def _base(_: ModuleType) -> Mapping[str, Any]:
    return {"Future": Future, "Executor": Executor, "wait": wait, "as_completed": as_completed}


def _futures(module: ModuleType) -> Mapping[str, Any]:
    return {
        "ThreadPoolExecutor": ThreadPoolExecutor, **_base(module), **({"InterpreterPoolExecutor": beyond("InterpreterPoolExecutor")} if _INTERPRETERS else {}),
    }  # fmt: skip


def _thread(_: ModuleType) -> Mapping[str, Any]:
    return {"ThreadPoolExecutor": ThreadPoolExecutor}


for _class in (Future, Executor, ThreadPoolExecutor):
    _class.__module__ = "concurrent.futures.thread" if _class is ThreadPoolExecutor else "concurrent.futures._base"
apart(ThreadPoolExecutor, real.ThreadPoolExecutor)

MODELS = (
    ModelModule("concurrent.futures", _futures),
    ModelModule("concurrent.futures._base", _base),
    ModelModule("concurrent.futures.thread", _thread),
)
