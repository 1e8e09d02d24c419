"""What the acts on a queue touch, first in first out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable
from typing import Any, Final

from ..actor import current_actor, is_controlled
from ..operations import SYNC, Evolving, Operation

_BEHIND: Final = frozenset(
    ("queue", "mutex", "not_empty", "not_full", "all_tasks_done", "unfinished_tasks", "shutdown", "_qsize", "_items")
)
"""Attributes by which a program works on a queue as a whole."""
_LOCKED: Final = frozenset(("mutex", "not_empty", "not_full", "all_tasks_done"))
"""Those by which it takes the queue's own lock."""
Places = Callable[[], list[Hashable]]
Test = Callable[[], bool]


def limit_of(timeout: float | None) -> float | None:
    """A timeout that the queues of the library accept."""
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return timeout


class Fifo:
    """A queue, by what is done to it.

    Putting the n-th item in and taking the m-th out change places freely unless n = m: only the order among those who
    put and among those who get counts. So an act names the end it works on, the *slot* of its item, and where room is
    bounded the slot that must have become free. Where a program looks behind the queue, or decides itself how items
    are kept, an act is on the queue as a whole.
    """

    maxsize = 0

    def __init__(self) -> None:
        self._pushed = self._popped = 0
        world = current_actor().run.world if is_controlled() else None
        self._whole = world is None or not self._keeps_order() or not world.attributes.isdisjoint(_BEHIND)
        self._locked = world is not None and not world.attributes.isdisjoint(_LOCKED)
        """Whether the program may hold the queue's own lock."""

    def _keeps_order(self) -> bool:
        """Whether items come out in the order in which they went in."""
        return True

    def _pause(
        self, kind: str, places: Places, access: int = SYNC, test: Test | None = None, wait: float | None = None,
        makes: Places | None = None,
    ) -> bool:  # fmt: skip
        """Declare an act. `places`: what it touches, the first of all things an end. `makes`: the slot or the room that there
        is by this act, so that who waits for it cannot have come before; what is done in vain makes nothing."""
        actor = current_actor()
        run = actor.run
        number, limit = run.number(self), run.deadline(wait)
        if self._whole:
            return self._on_the_whole(Operation(kind, number, access, test, limit, self, bars=self._bars))
        first, *_ = places()
        act = Evolving(
            kind, (number, first), lambda: tuple(((number, place), access) for place in places()[1:]),
            access=access, enabled=test, deadline=limit, subject=self,
            bars=None if makes is None else lambda: tuple((number, place) for place in makes()),
        )  # fmt: skip
        return run.pause(act)

    def _on_the_whole(self, act: Operation) -> bool:
        """Declare an act on the queue as a whole."""
        return current_actor().run.pause(act)

    def _in_vain(self) -> None:
        actor = current_actor()
        number = actor.run.number(self)
        targets: list[Any] = [number] if self._whole else [(number, place) for place in self._taking()]
        actor.run.in_vain(actor, *targets)

    def _bars(self) -> tuple[str, ...]:
        return ()

    def _filled(self) -> list[Hashable]:
        return [("slot", self._pushed)] if self._has_room() else []

    def _freed(self) -> list[Hashable]:
        return [("room", self._popped)] if self._has_items() else []

    @abstractmethod
    def _has_items(self) -> bool:
        """Whether there is something to take."""

    def _has_room(self) -> bool:
        """Whether something more may be put."""
        return True

    def _putting(self) -> list[Hashable]:
        places: list[Hashable] = ["tail", ("slot", self._pushed)]
        return [*places, ("room", self._pushed - self.maxsize)] if self.maxsize > 0 else places

    def _taking(self) -> list[Hashable]:
        places: list[Hashable] = ["head", ("slot", self._popped)]
        return [*places, ("room", self._popped)] if self.maxsize > 0 else places
