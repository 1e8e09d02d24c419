"""The queue of a pool of threads: what goes in and comes out does so as a part of the pool's own acts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from ..operations import SYNC, Accesses
from .queues import SimpleQueue


class WorkQueue(SimpleQueue):
    """A `queue.SimpleQueue` that says what an act touches which adds to it or takes out; `number`: its own in the run."""

    def added(self, items: int, number: int) -> Accesses:
        """What it touches to add so many items; `add` does it."""
        return self._parts(number, ("tail", *self._slots(self._pushed, items)))

    def add(self, items: list[Any]) -> None:
        """Add items, within an act that was declared to touch what `added` says."""
        self._pushed += len(items)
        self._items.extend(items)

    def taken(self, number: int, access: int) -> Accesses:
        """What it touches to take the next item out; `take` does it."""
        return self._parts(number, self._taking(), access)

    def take(self) -> Any:
        """Take an item out, within an act that was declared to touch what `taken` says."""
        self._popped += 1
        return self._items.popleft()

    def draining(self, number: int) -> Accesses:
        """What it touches to take out all there is; `drain` does it."""
        return self._parts(number, ("head", *self._slots(self._popped, len(self._items) + 1)))

    def drain(self) -> list[Any]:
        """Take out all there is, within an act that was declared to touch what `draining` says."""
        items = list(self._items)
        self._popped += len(items)
        self._items.clear()
        return items

    @staticmethod
    def _slots(first: int, many: int) -> list[Hashable]:
        return [("slot", first + further) for further in range(many)]

    def _parts(self, number: int, places: Iterable[Hashable], access: int = SYNC) -> Accesses:
        return ((number, SYNC),) if self._whole else tuple(((number, place), access) for place in places)


WorkQueue.__name__ = WorkQueue.__qualname__ = SimpleQueue.__qualname__
WorkQueue.__module__ = SimpleQueue.__module__
