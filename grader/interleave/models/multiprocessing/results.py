"""What a pool gives for tasks under way: results to wait for, and iterators over results."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import pool as real
from multiprocessing.context import TimeoutError as TimeoutError_
from typing import TYPE_CHECKING, Any

from ...actor import current_actor
from ...instrument.outside import called
from ...operations import READ, SYNC, Accesses, Evolving, Operation
from ...trouble import meant
from ..generic import subscripted_as
from .crew import Crew, owner_of
from .pickling import Parcel
from .tasks import Task
from .visit import Inside

if TYPE_CHECKING:
    from .pool import Pool


def opened(answer: Any) -> Any:
    """An answer as the owner sees it."""
    return answer.open() if isinstance(answer, Parcel) else answer


def _taken_in(answer: Any) -> Any:
    """The same in a pool, whose thread takes it in as soon as it comes. What cannot be put together again that thread dies of in
    life; where nobody knew before (`crew.Crew.give`), that is not followed, and said."""
    try:
        return opened(answer)
    except Exception:
        current_actor().run.escape("an answer that cannot be put together again")
        raise


class ApplyResult:
    """`multiprocessing.pool.ApplyResult`, and of maps as well: tasks whose answers together are the result."""

    def __init__(
        self, pool: Pool, count: int, join: Callable[[list[Any]], Any],
        callback: Callable[[Any], Any] | None = None, error_callback: Callable[[Any], Any] | None = None,
    ) -> None:  # fmt: skip
        self._crew: Crew = pool._crew
        self._pool = pool
        self._count = count
        self._join = join
        self._callback, self._error_callback = callback, error_callback
        self._tasks: list[Task] = []
        self._left = count
        self._failed: Task | None = None
        self._ready = count == 0
        self._kept: tuple[bool, Any] | None = None
        self._complete = True
        """There will be no more tasks than there are."""

    # --- for the crew ------------------------------------------------------------------------------------

    def _name(self) -> tuple[str, int]:
        return ("result", owner_of(self._crew).run.number(self))

    def _making(self) -> tuple[str, int]:
        return self._name()

    def _gist(self, success: bool) -> Accesses:
        """The last answer makes the result; the first failure is the one that is told."""
        return ((self._name(), SYNC),) if self._left == 1 or not success else ()

    def _settle(self, task: Task, success: bool) -> None:
        self._left -= 1
        if not success and self._failed is None:
            self._failed = task
        if not self._left and not self._has_callback():
            self._ready = True

    def _has_callback(self) -> bool:
        return (self._callback if self._failed is None else self._error_callback) is not None

    def _after(self) -> None:
        """What whoever gave the last answer does next."""
        if self._left or self._ready or not self._has_callback():
            return
        self._left = -1
        function = self._callback if self._failed is None else self._error_callback
        assert function is not None
        self._notice()
        self._crew.call_back(lambda: called(function, (self._value()[1],)), self._now_ready, ((self._name(), SYNC),))

    def _notice(self) -> None:
        for task in self._tasks:
            task.notice()

    def _now_ready(self) -> None:
        self._ready = True

    def _fail(self, error: BaseException) -> None:
        """It could not even be sent."""
        with Inside(owner_of(self._crew)):
            self._kept, self._ready = (False, error), True
            if self._error_callback is not None:
                self._error_callback(error)

    def _value(self) -> tuple[bool, Any]:
        if self._kept is None:
            if self._failed is not None:
                self._kept = (False, _taken_in(self._failed.answer))
            else:
                self._kept = (True, self._join([_taken_in(task.answer) for task in self._tasks]))
        return self._kept

    # --- for the program ---------------------------------------------------------------------------------

    def wait(self, timeout: float | None = None) -> None:
        """Wait until it is there."""
        run = current_actor().run
        limit = run.deadline(timeout)
        waits = Operation(
            "waits for the results of", self._name(), READ, lambda: self._ready, limit, subject=self._pool
        )
        if not run.pause(waits):
            self._pool.gave_up()

    def ready(self) -> bool:
        """Whether it is there."""
        run = current_actor().run
        run.pause(Operation("looks at", self._name(), READ, subject=self))
        return self._ready

    def successful(self) -> bool:
        """Whether it is no exception."""
        if not self.ready():
            raise ValueError(f"{self!r} not ready")
        self._notice()
        return self._value()[0]

    def get(self, timeout: float | None = None) -> Any:
        """Wait for it, and have it."""
        self.wait(timeout)
        if not self._ready:
            raise TimeoutError_
        self._notice()
        success, value = self._value()
        if success:
            return value
        raise meant(value)

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__qualname__} object at 0x7f0000000000>"


class MapResult(ApplyResult):
    """`multiprocessing.pool.MapResult`."""


class IMapIterator:
    """`multiprocessing.pool.IMapIterator`: answers one by one, in the order of the tasks."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._crew: Crew = pool._crew
        self._tasks: list[Task] = []
        self._came: list[Task] = []
        self._failed: set[int] = set()
        self._given = 0
        self._complete = True
        """There will be no more tasks than there are."""
        self._broken: BaseException | None = None
        """What came instead of a further task: the program's iterable failed, or could not be sent."""

    def _order(self) -> tuple[str, int]:
        return ("order", owner_of(self._crew).run.number(self))

    def _gist(self, success: bool) -> Accesses:
        del success
        return ()

    def _settle(self, task: Task, success: bool) -> None:
        self._came.append(task)
        if not success:
            self._failed.add(id(task))

    def _after(self) -> None:
        """Nobody is called back."""

    def _due(self) -> Task | None:
        """The next task to hand out, if its answer is there."""
        task = self._tasks[self._given] if self._given < len(self._tasks) else None
        return task if task in self._came else None

    def _making(self) -> tuple[str, int]:
        return ("made", owner_of(self._crew).run.number(self))

    def _fail(self, error: BaseException) -> None:
        """There is this in the place of a further answer."""
        self._broken = error

    def _waiting_on(self) -> Accesses:
        """What the next answer depends on."""
        if self._given < len(self._tasks) and self._tasks[self._given].number >= 0:
            return ((self._crew.task_name(self._tasks[self._given].number), READ),)
        return ((self._making(), READ),)

    def _is_over(self) -> bool:
        """Whether no further answer will come."""
        return self._complete and self._given == len(self._tasks)

    def __iter__(self) -> IMapIterator:
        return self

    def next(self, timeout: float | None = None) -> Any:
        """The next answer; wait for it."""
        if not self._is_over():
            self._await(timeout)
        if self._is_over():
            broken, self._broken = self._broken, None
            if broken is not None:
                raise meant(broken)
            raise StopIteration
        task = self._due()
        assert task is not None
        self._given += 1
        task.notice()
        value = _taken_in(task.answer)
        if id(task) in self._failed:
            raise meant(value)
        return value

    def _await(self, timeout: float | None) -> None:
        run = current_actor().run
        limit = run.deadline(timeout)
        ready = lambda: self._due() is not None or self._is_over()  # noqa: E731
        act = Evolving(
            "waits for the results of", None, self._waiting_on, enabled=ready, deadline=limit, subject=self._pool
        )
        if not run.pause(act):
            self._pool.gave_up()
            raise TimeoutError_

    __next__ = next


class IMapUnorderedIterator(IMapIterator):
    """`multiprocessing.pool.IMapUnorderedIterator`: answers as they come."""

    def _gist(self, success: bool) -> Accesses:
        del success
        return ((self._order(), SYNC),)

    def _due(self) -> Task | None:
        return self._came[self._given] if len(self._came) > self._given else None

    def _waiting_on(self) -> Accesses:
        return ((self._order(), READ), (self._making(), READ))


for _class in (ApplyResult, MapResult, IMapIterator, IMapUnorderedIterator):
    _class.__module__ = "multiprocessing.pool"
subscripted_as(real.ApplyResult, ApplyResult)
subscripted_as(real.IMapIterator, IMapIterator)
