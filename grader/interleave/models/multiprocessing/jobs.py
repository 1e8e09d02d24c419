"""What becomes of a call of a pool's: tasks, made of what the program has given."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ...actor import ActorKilled
from ...instrument.containers import CONTAINERS
from .changeable import Found, changeable
from .results import ApplyResult, IMapIterator
from .tasks import Task

Calls = Callable[[Any], Iterator[Any]]
"""What makes calls of what an iterable gives."""
NOTHING: Final = ()
"""No arguments by name."""


class Job(Task):
    """A task of a pool's: part of a result."""

    def __init__(self, call: Any, job: ApplyResult | IMapIterator) -> None:
        super().__init__(call, job._settle, job._gist)
        self.job = job
        job._tasks.append(self)

    def lose(self, error: Exception) -> None:
        """It cannot be pickled."""
        super().lose(error)
        self.job._after()


class Jobs:
    """Tasks that are made of what the program's iterable gives."""

    def __init__(self, job: ApplyResult | IMapIterator, iterable: Any, calls: Calls) -> None:
        self._job, self._iterable, self._calls = job, iterable, calls

    def tasks(self) -> Iterator[Task]:
        """One by one; an iterable that fails says so in the place of the next answer."""
        try:
            for call in self._calls(self._iterable):
                yield Job(call, self._job)
        except ActorKilled:
            raise
        except Exception as error:
            self._job._fail(error)

    def read(self) -> Found:
        """A container of the program's is read before."""
        return changeable(self._iterable)[:1] if isinstance(self._iterable, CONTAINERS) else []

    def place(self) -> Any:
        """The result gets one part more."""
        return self._job._making()

    def complete(self) -> None:
        """The result will have no more parts."""
        self._job._complete = True


def chunked(how: Any, function: Any, items: Iterable[Any], size: int) -> Iterator[Any]:
    """Calls that do `how` with a function and so many items each."""
    left = iter(items)
    return ((how, (function, chunk), NOTHING) for chunk in iter(lambda: tuple(itertools.islice(left, size)), ()))
