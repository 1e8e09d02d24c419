"""`Pool`: worker processes that call functions."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from multiprocessing.pool import Pool as RealPool
from typing import TYPE_CHECKING, Any, Final

from ...actor import ActorKilled, current_actor
from ...operations import READ, WRITE, Accesses, Operation
from ...plainly import class_of
from ..interpreter import cpu_count
from ..looks import attributes_of, touch
from ..subclassing import apart
from ..threading import roll
from .changeable import changeable
from .crew import Crew, owner_of
from .jobs import NOTHING, Calls, Jobs, chunked
from .launch import process_of
from .memory.data import copy_instance
from .results import ApplyResult, IMapIterator, IMapUnorderedIterator, MapResult
from .state import state
from .workers import map_chunk, starmap_chunk, worker

if TYPE_CHECKING:
    from .context import BaseContext
    from .launch import Popen
    from .memory import MemoryCopy

_FIXED: Final = (tuple, range, str, bytes, frozenset)
"""Kinds of iterables that nobody can change."""
_TERMINATE: Final = 15
"""The priority at which a process ends its pools when it ends."""
_HELPERS: Final = 3
_HOPELESS: Final = 2
"""So many lives each worker may lose before it ever works."""


def _name_of_helpers() -> str:
    """In life a pool has three threads, one of which calls back."""
    numbers = [roll.number(current_actor(), "threads") for _ in range(_HELPERS)]
    return f"Thread-{numbers[-1]} (_handle_results)"


def _is_alone() -> bool:
    """Whether nobody else is there who could change what the caller has given, who waits."""
    actor = current_actor()
    return all(other is actor or other.hidden or not other.alive for other in actor.process.actors)


class Pool:
    """`multiprocessing.pool.Pool`."""

    _pickles = True

    def __init__(
        self, processes: int | None = None, initializer: Callable[..., Any] | None = None,
        initargs: Iterable[Any] = (), maxtasksperchild: int | None = None, context: BaseContext | None = None,
    ) -> None:  # fmt: skip
        from .context import of  # a circle: contexts make pools

        self._ctx = of(context)
        count = cpu_count() if processes is None else processes
        if count < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = count
        self._setting = (initializer, tuple(initargs), maxtasksperchild)
        self._state = "RUN"
        self._crew = Crew(count, pickles=self._pickles)
        self._lost = 0
        self._early = False
        """Somebody did not wait for a result any longer, although it may have been under way."""
        self._pool: list[Any] = []
        for slot in range(count):
            self._pool.append(self._launch(slot))
        self._crew.caller = _name_of_helpers()
        self._watch()
        state().finalize(_TERMINATE, self.terminate)

    # --- workers -----------------------------------------------------------------------------------------

    def _launch(self, slot: int) -> Any:
        process = self._ctx.Process(target=worker, args=(self._crew, slot, *self._setting))  # type: ignore[attr-defined]
        process.name = process.name.replace("Process", "PoolWorker")
        process.daemon = True
        process.start()
        process_of(process._popen).actors[0].dealt = True
        return process

    def _watch(self) -> None:
        self._crew.watch(self._somebody_died, self._replace, self._lives)

    def _popens(self) -> list[Popen]:
        return [process._popen for process in self._pool]

    def _somebody_died(self) -> bool:
        """A worker in the middle of its work; those that never got to work are replaced when all are dead."""
        if self._state == "TERMINATE" or (self._state == "CLOSE" and not self._crew.is_at_work()):
            return False
        popens = [popen for popen in self._popens() if popen.pid not in self._crew.left]
        fresh = [popen for popen in popens if popen.pid not in self._crew.ready]
        worked = (popen for popen in popens if popen.pid in self._crew.ready)
        if any(popen.is_over() for popen in worked):
            return True
        return bool(fresh) and all(popen.is_over() for popen in fresh) and not self._goes_unnoticed()

    def _goes_unnoticed(self) -> bool:
        """Whether new workers fail as all before them did, and somebody else can go on, or waits until a certain time."""
        run = owner_of(self._crew).run
        return self._is_hopeless() and any(
            run.pending[index].deadline is not None or run.pending[index].is_possible()
            for index in run.living
            if not run.actors[index].hidden
        )

    def _lives(self) -> Accesses:
        run = owner_of(self._crew).run
        return tuple((run.life_of(process_of(popen)), READ) for popen in self._popens())

    def _replace(self) -> None:
        """Start a new worker for each that died; a pool in which none ever works would go on so for ever."""
        run, hopeless = current_actor().run, self._is_hopeless()
        for slot, popen in enumerate(self._popens()):
            if not popen.is_over() or popen.pid in self._crew.left:
                continue
            if popen.pid not in self._crew.ready:
                if hopeless:
                    run.stop(
                        "livelock",
                        "every worker of the pool fails before it can work, and the pool starts new ones for ever",
                    )
                self._lost += 1
            self._pool[slot] = self._launch(slot)

    def _is_hopeless(self) -> bool:
        """Whether so many have failed before they could work that the next is one too many."""
        return self._lost >= (_HOPELESS - 1) * self._processes

    # --- tasks -------------------------------------------------------------------------------------------

    def _check_running(self) -> None:
        actor = current_actor()
        if actor.process is not owner_of(self._crew):
            actor.run.escape("a pool that belongs to another process")
        touch(self, "_state", READ)
        if self._state != "RUN":
            raise ValueError("Pool not running")

    def _send(self, job: Any, iterable: Any, calls: Calls, *, waits: bool = False) -> None:
        """Give a job's calls to the workers. Where another thread has closed it meanwhile, its workers may be gone or not."""
        self._give(job, iterable, calls, waits=waits)
        if self._state != "RUN":
            current_actor().run.escape("a task for a pool that another thread closes")

    def _give(self, job: Any, iterable: Any, calls: Calls, *, waits: bool) -> None:
        """At once where nobody can tell, else by the thread that passes them on."""
        crew, open_still = self._crew, ((attributes_of(self), READ),)
        safe = waits and not crew.is_at_work() and _is_alone()
        source = Jobs(job, iterable, calls)
        if not (safe or class_of(iterable) in _FIXED):
            job._complete = False
            crew.hand_over([source], self, open_still)
            return
        tasks = list(source.tasks())
        if crew.carrier is not None or not (safe or not crew.pickles or not any(changeable(t.call) for t in tasks)):
            crew.hand_over(tasks, self, open_still)
            return
        try:
            for task in tasks:
                task.parcel = crew.packed(task.call)
        except ActorKilled:
            raise
        except Exception:  # whoever passes them on finds that, too, and it is the answer
            crew.hand_over(tasks, self, open_still)
        else:
            crew.add(tasks, self, open_still)

    def apply(self, func: Any, args: Any = (), kwds: Any = {}) -> Any:  # noqa: B006
        """Call a function in a worker and wait for the result."""
        return self._apply(func, args, kwds, waits=True).get()

    def apply_async(
        self, func: Any, args: Any = (), kwds: Any = {}, callback: Any = None, error_callback: Any = None  # noqa: B006
    ) -> ApplyResult:  # fmt: skip
        """Call a function in a worker."""
        return self._apply(func, args, kwds, callback, error_callback)

    def _apply(
        self, func: Any, args: Any, kwds: Any, callback: Any = None, error_callback: Any = None, *, waits: bool = False
    ) -> ApplyResult:
        self._check_running()
        result = ApplyResult(self, 1, lambda answers: answers[0], callback, error_callback)
        call = (func, args, NOTHING if type(kwds) is dict and not kwds else kwds)
        self._send(result, (call,), iter, waits=waits)
        return result

    def _map_async(
        self, how: Any, func: Any, iterable: Any, chunksize: int | None, callback: Any, error_callback: Any,
        *, waits: bool = False,
    ) -> MapResult:  # fmt: skip
        self._check_running()
        items = iterable if hasattr(iterable, "__len__") else tuple(iterable)
        if chunksize is not None and chunksize <= 0:  # nothing is sent, and life answers so
            return MapResult(self, 0, lambda _: [None] * len(items), callback, error_callback)
        if chunksize is None:
            chunksize, extra = divmod(len(items), self._processes * 4)
            chunksize += bool(extra)
        join: Callable[[list[Any]], Any] = lambda answers: list(itertools.chain(*answers))  # noqa: E731
        result = MapResult(self, -(-len(items) // max(1, chunksize)), join, callback, error_callback)
        if len(items):
            self._send(result, items, lambda items: chunked(how, func, items, chunksize), waits=waits)
        return result

    def map(self, func: Any, iterable: Iterable[Any], chunksize: int | None = None) -> Any:
        """Call a function with each item, in order."""
        return self._map_async(map_chunk, func, iterable, chunksize, None, None, waits=True).get()

    def map_async(
        self, func: Any, iterable: Iterable[Any], chunksize: int | None = None, callback: Any = None, error_callback: Any = None
    ) -> MapResult:  # fmt: skip
        """The same, without waiting."""
        return self._map_async(map_chunk, func, iterable, chunksize, callback, error_callback)

    def starmap(self, func: Any, iterable: Iterable[Any], chunksize: int | None = None) -> Any:
        """Call a function with the items of each item."""
        return self._map_async(starmap_chunk, func, iterable, chunksize, None, None, waits=True).get()

    def starmap_async(
        self, func: Any, iterable: Iterable[Any], chunksize: int | None = None, callback: Any = None, error_callback: Any = None
    ) -> MapResult:  # fmt: skip
        """The same, without waiting."""
        return self._map_async(starmap_chunk, func, iterable, chunksize, callback, error_callback)

    def _imap(self, kind: type[IMapIterator], func: Any, iterable: Iterable[Any], chunksize: int) -> Any:
        self._check_running()
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {chunksize:n}")
        result = kind(self)
        if chunksize == 1:
            self._send(result, iterable, lambda items: ((func, (item,), NOTHING) for item in items))
            return result
        self._send(result, iterable, lambda items: chunked(map_chunk, func, items, chunksize))
        return (item for chunk in result for item in chunk)

    def imap(self, func: Any, iterable: Iterable[Any], chunksize: int = 1) -> Any:
        """Answers one by one, in order."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func: Any, iterable: Iterable[Any], chunksize: int = 1) -> Any:
        """Answers one by one, as they come."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    # --- the end -----------------------------------------------------------------------------------------

    def close(self) -> None:
        """No more tasks."""
        touch(self, "_state", WRITE)
        if self._state == "RUN":
            self._state = "CLOSE"
            self._crew.close(self)

    def gave_up(self) -> None:
        """A limited wait for a result was over before it came. If others could still go on (that is tried after the search), the
        run counts only if they do go on and the result does not come: so not if the pool is ended meanwhile."""
        run = current_actor().run
        self._early = self._early or (run.impatient and bool(run.early))

    def terminate(self) -> None:
        """End the workers where they stand."""
        touch(self, "_state", WRITE)
        if self._state == "TERMINATE":
            return
        self._state = "TERMINATE"
        if self._early and self._crew.is_at_work():
            current_actor().run.stop("pruned", "")
        self._crew.dismiss()
        self._stop_workers()

    def _stop_workers(self) -> None:
        for process in self._pool:
            process._popen.terminate()
        for process in self._pool:
            process._popen.wait(subject=process)
            state().children.pop(id(process), None)

    def join(self) -> None:
        """Wait until the workers have ended."""
        touch(self, "_state", READ)
        if self._state == "RUN":
            raise ValueError("Pool is still running")
        if self._state == "CLOSE":
            self._join_workers()
        self._crew.dismiss()

    def waiting_within(self) -> list[str]:
        """Why whoever waits for it may wait for ever, beside those who are waited for."""
        return [self._crew.deaf] if self._crew.deaf else []

    def _join_workers(self) -> None:
        """Wait for them, for those that come in their place, and for every task: one that was lost, for ever."""
        joined: list[Any] = []
        crew = self._crew
        others: Callable[[], list[Any]] = lambda: [process for process in self._pool if process not in joined]  # noqa: E731
        while others() or crew.is_at_work() or crew.acting:
            for process in others():
                process.join()
                joined.append(process)
            crew.finish_acting()
            if crew.is_at_work() and not others():
                free: Callable[[], bool] = lambda: not crew.is_at_work() or bool(others())  # noqa: E731
                current_actor().run.pause(
                    Operation("waits for the tasks of", crew.name("closing"), READ, free, subject=self)
                )

    def __enter__(self) -> Any:
        self._check_running()
        return self

    def __exit__(self, *_: Any) -> None:
        self.terminate()

    def as_forked(self, copy: MemoryCopy) -> Any:
        """In a child the pool is still its parent's."""
        return copy_instance(copy, self, copy(type(self)))

    __reduce__ = RealPool.__reduce__  # says that it cannot be

    def __repr__(self) -> str:
        kind = f"{type(self).__module__}.{type(self).__qualname__}"
        return f"<{kind} state={self._state} pool_size={len(self._pool)}>"


Pool.__module__ = "multiprocessing.pool"
apart(Pool, RealPool)
