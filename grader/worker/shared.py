"""Lists, dicts and sets that suite and program both have, as where they share one process.

Each side has one of its own for each, by the same number: the program's are even, the suite's odd. With every question the suite's side tells what it has
changed since, with every answer the program's does, and the other does the same. What one side alone has any more is shared no longer.
"""

from __future__ import annotations

import operator
import sys
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from grader.interleave.plainly import class_of, is_dict, items_of
from grader.worker.wire import WireError

SHARED = "="
"""The tag of one that is shared, by its number; where it is new, with what it holds behind it."""
MOST = 200_000
"""Parts of all that is shared: as many as one value may have (`values.bounds`), so that none is too much by itself."""
DICTS: dict[str, Callable[[], Any]] = {"d": dict, "C": Counter, "o": OrderedDict, "m": defaultdict}
EMPTY: dict[str, Callable[[], Any]] = {"l": list, "S": set, **DICTS}
"""By tag, what is made of one that arrives."""
Change = Sequence[Any]
"""The number, what it held and what it holds."""


class Shared:
    """What both sides have, as one of them sees it. `encode`: what a tuple of parts travels as; `decode`: the way back."""

    def __init__(self, first: int, encode: Callable[[Any], Any], decode: Callable[[Any], Any]) -> None:
        self._next, self._encode, self._decode = first, encode, decode
        self._meets = True
        """Whether what is told may be new to the other side."""
        self._size = 0
        """How much it is, about: each of them, and its parts."""
        self._things: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        """By `id`: all of them are alive."""
        self._told: dict[int, list[Any]] = {}
        """What both sides know it to hold."""
        self._parts: dict[int, tuple[Any, ...]] = {}
        """The very parts that were told so, where none of them changes: while it holds them still, nothing need be told to see that."""

    # -- while values travel

    def number_of(self, thing: Any) -> tuple[int | None, bool]:
        """Its number, and whether the other side hears it for the first time; None for what is too much to be shared."""
        number = self._numbers.get(id(thing))
        if number is not None:
            return number, False
        if not self._meets or self._size + len(thing) >= MOST:
            return None, False
        self._size += 1 + len(thing)
        number, self._next = self._next, self._next + 2
        self._keep(number, thing)
        return number, True

    def known(self, number: Any) -> Any:
        """The one of this number."""
        return self._things[number]

    def begin(self, number: Any, tag: Any) -> Any:
        """An empty one, which the other side calls so."""
        if type(number) is not int or number < 0 or number in self._things or number % 2 == self._next % 2:
            raise WireError("what is shared arrived under no number of its own")
        thing = EMPTY[tag]()
        self._keep(number, thing)
        return thing

    # -- between question and answer

    @property
    def mark(self) -> int:
        """What to go back to where nothing can be told of what is met from here on."""
        return self._next

    def go_back(self, mark: int) -> None:
        """Nothing was told of what was met since."""
        self.forget([number for number in self._things if number >= mark and (number - mark) % 2 == 0])
        self._next = mark

    def changes(self) -> list[Change]:
        """What this side has changed. `repr` tells 1 from 1.0 and from True. Threads that are real go on meanwhile: what both sides
        know from here on is what is told."""
        held = {
            number: parts for number in self._told if not self._holds_still(number, parts := self._parts_of(number))
        }
        changed = [number for number, parts in held.items() if repr(self._told[number]) != repr(self._as_known(parts))]
        told: list[Change] = [(number, self._told[number], self._encoded(held[number])) for number in changed]
        # By now what is new among the parts has a number, too.
        self._told |= {number: self._as_known(held[number]) for number in changed}
        for number, parts in held.items():
            self._look_at(number, parts)
        return told

    def take(self, changes: Iterable[Change]) -> None:
        """Do what the other side has done. A part that was there stays the very object."""
        for number, before, after in changes:
            thing = self._things[number]
            is_dict = isinstance(thing, dict)
            held = (
                {}
                if isinstance(thing, set)
                else {repr(told): part for told, part in zip(before, _parts(thing), strict=False)}
            )
            parts = [held[repr(told)] if repr(told) in held else self._decode(told) for told in after]
            self._fill(thing, dict(zip(parts[::2], parts[1::2], strict=True)) if is_dict else parts)
            self._unlearn(number)

    def settle(self) -> None:
        """Know what all of it holds now, as the other side does."""
        for number in sorted(self._things.keys() - self._told.keys()):
            self._know(number)
        self._size = sum(1 + len(told) for told in self._told.values())

    def let_go(self) -> list[int]:
        """Share no longer what nobody on this side has any more; which. What holds others was met before them, as a rule, and lets them go first."""
        gone = []
        for number in [*self._things]:
            if _references(self._things, number) == _ALONE:
                self.forget([number])
                gone.append(number)
        return gone

    def forget(self, numbers: Iterable[int]) -> None:
        """The other side has them no longer."""
        for number in numbers:
            thing = self._things.pop(number, None)
            self._numbers.pop(id(thing), None)
            self._unlearn(number)

    def _keep(self, number: int, thing: Any) -> None:
        self._things[number] = thing
        self._numbers[id(thing)] = number

    def _know(self, number: int) -> None:
        parts = self._parts_of(number)
        self._told[number] = self._as_known(parts)
        self._look_at(number, parts)

    def _look_at(self, number: int, parts: tuple[Any, ...]) -> None:
        """Keep the parts that were told, where none of them changes."""
        self._parts.pop(number, None)
        if all(map(_never_changes, self._told[number])):
            self._parts[number] = parts

    def _unlearn(self, number: int) -> None:
        self._told.pop(number, None)
        self._parts.pop(number, None)

    def _parts_of(self, number: int) -> tuple[Any, ...]:
        return tuple(_parts(self._things[number]))

    def _holds_still(self, number: int, parts: tuple[Any, ...]) -> bool:
        known = self._parts.get(number)
        return known is not None and len(parts) == len(known) and all(map(operator.is_, parts, known))

    def _as_known(self, parts: tuple[Any, ...]) -> list[Any]:
        self._meets = False
        try:
            return self._encoded(parts)
        finally:
            self._meets = True

    def _encoded(self, parts: tuple[Any, ...]) -> list[Any]:
        told: list[Any] = self._encode(parts)
        return told[1:]

    def _fill(self, thing: Any, held: Any) -> None:
        fill(thing, held)


def fill(thing: Any, held: Any) -> None:
    """Have it hold this."""
    if isinstance(thing, list):
        thing[:] = held
    elif isinstance(thing, set):
        thing.clear()
        thing.update(held)
    else:
        own = OrderedDict if type(thing) is OrderedDict else dict  # a Counter's would add
        own.clear(thing)
        own.update(thing, held)


def can_be_shared(kind: type) -> bool:
    """Whether its objects change, and differ in what they hold alone."""
    return kind in (list, set) or is_dict(kind)


def _parts(thing: Any) -> Iterable[Any]:
    """Of a dict each key and its value behind it."""
    return (part for pair in items_of(thing) for part in pair) if is_dict(class_of(thing)) else thing


_CHANGING = {*EMPTY, "O", "R", "E", "K"}
"""Tags of what is told by what it holds, and may hold something else the next time."""


def _never_changes(told: Any) -> bool:
    return type(told) is not list or (told[0] not in _CHANGING and all(map(_never_changes, told)))


def _references(things: dict[int, Any], number: int) -> int:
    return sys.getrefcount(things[number])


_ALONE = _references({0: []}, 0)
"""Of what is in the table and nowhere else."""
