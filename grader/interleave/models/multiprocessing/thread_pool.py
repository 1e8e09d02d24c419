"""`ThreadPool`: a pool whose workers are threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ...actor import current_actor
from ...instrument.outside import called
from ...unnoticed import unnoticed
from ..threading.threads import Thread
from .crew import Crew
from .pool import Pool
from .workers import do, finish


class ThreadPool(Pool):
    """`multiprocessing.pool.ThreadPool`: the same with threads, so that nothing is copied."""

    _pickles = False

    def __init__(
        self, processes: int | None = None, initializer: Callable[..., Any] | None = None, initargs: Iterable[Any] = ()
    ) -> None:
        super().__init__(processes, initializer, initargs)

    def _launch(self, slot: int) -> Any:
        thread = Thread(target=_thread_worker, args=(self._crew, slot, *self._setting[:2]), daemon=True)
        thread._name = thread._name.replace("(_thread_worker)", "(worker)")
        thread.start()
        return thread

    def _watch(self) -> None:
        """Threads do not die unnoticed."""

    def _stop_workers(self) -> None:
        self._crew.close(self, drops=True)


def _thread_worker(crew: Crew, slot: int, initializer: Any, initargs: tuple[Any, ...]) -> None:
    """What a worker thread does."""
    if initializer is not None:
        called(initializer, initargs)
    while (task := crew.take(slot)) is not None:
        function, args, kwds = task.parcel
        try:
            success, result = True, do(function, args, kwds)
        except Exception as error:
            success, result = False, error
            task.unnoticed = unnoticed(current_actor().run, error)
        finish(crew, task, success, result)


ThreadPool.__module__ = "multiprocessing.pool"
