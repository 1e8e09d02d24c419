"""Lists, dicts and sets that suite and program both have, as the suite's side sees them.

Those of the suite outlive a check, and the next submission is judged with the same: so all that a program has changed of them is put back when the check is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

from grader.worker.shared import MOST, SHARED, Shared, fill
from grader.worker.values import TooLarge
from grader.worker.values.bounds import DEPTH, NODES


class SharedHere(Shared):
    """What both sides have."""

    def __init__(self, *args: Any) -> None:
        super().__init__(1, *args)
        self._before: dict[int, tuple[Any, Any]] = {}
        self._copies: list[int] = []
        """What holds more than can be sent back: from then on there are two."""
        self._may_be_too_much = False

    def number_of(self, thing: Any) -> tuple[int | None, bool]:
        """TooLarge for what would travel by copy: what the program changes of it, nobody would see."""
        found = super().number_of(thing)
        if found[0] is None and self._meets:
            raise TooLarge(f"more than {MOST} parts, with what the program has been handed and has given back before")
        return found

    def let_go(self) -> list[int]:
        """And what became two."""
        gone, self._copies = [*super().let_go(), *self._copies], []
        return gone

    def must_be_bounded(self) -> None:
        """TooLarge where somebody who looks at all that one of them holds would not come to an end: with few parts, each in two of the next, it is more than
        any machine can compare or write down."""
        if self._may_be_too_much:
            _Unfolded(self._told).must_be_bounded()
        self._may_be_too_much = False

    def put_back(self) -> None:
        """Let everything of the suite's hold what it held."""
        for thing, held in self._before.values():
            fill(thing, held)
        self._before.clear()

    def _know(self, number: int) -> None:
        self._may_be_too_much = True
        try:
            super()._know(number)
        except TooLarge:
            self._copies.append(number)
            self.forget([number])

    def _fill(self, thing: Any, held: Any) -> None:
        if self._numbers[id(thing)] % 2:
            self._before.setdefault(id(thing), (thing, thing.copy()))
        super()._fill(thing, held)


class _Unfolded:
    """How much it is for who goes through it and meets again what stands in it twice; a ring, once round."""

    def __init__(self, told: dict[int, list[Any]]) -> None:
        self._held = {number: [*_numbers_in(parts)] for number, parts in told.items()}
        self._own = {number: 1 + len(parts) for number, parts in told.items()}
        self._sizes: dict[int, int] = {}
        """At most."""
        self._left = NODES

    def must_be_bounded(self) -> None:
        """TooLarge where one is too much."""
        for number in self._held:
            self._size(number, {})

    def _size(self, number: int, path: dict[int, int]) -> tuple[int, float]:
        """And how far up the path it leads back."""
        if number in path:
            return 1, path[number]
        if number in self._sizes or number not in self._held:
            return self._sizes.get(number, 1), inf
        self._left -= 1
        size, depth, highest = self._own[number], len(path), inf
        for held in self._held[number]:
            more, high = self._size(held, path | {number: depth})
            size, highest = size + more, min(highest, high)
            if size > NODES or self._left < 0 or depth > DEPTH:
                raise TooLarge("nested too deeply" if depth > DEPTH else f"more than {NODES} parts")
        if highest >= depth:
            self._sizes[number] = size
        return size, highest if highest < depth else inf


def _numbers_in(told: list[Any]) -> Iterator[int]:
    for part in told:
        if type(part) is list and part[:1] == [SHARED]:
            yield part[1]
        elif type(part) is list:
            yield from _numbers_in(part)
