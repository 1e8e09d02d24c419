"""What a call may change of what it is handed. Both sides of the wire count the lists, dicts and sets in it alike, so that each goes by its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from grader.interleave.plainly import class_of, is_dict
from grader.worker import values

SAME = "="
"""The tag of a part that is one of those that were handed over; behind it stands which."""


def changing_in(handed: Iterable[Any]) -> list[Any]:
    """All of it that can be changed, however deep it lies in lists, tuples and dicts."""
    found, waiting = [], list(handed)
    for thing in waiting:  # which grows meanwhile
        kind = class_of(thing)
        if kind in (list, set) or is_dict(kind):
            found.append(thing)
        if kind in (list, tuple):
            waiting += thing
        elif is_dict(kind):
            waiting += dict.values(thing)
    return found


class Watched:
    """What a call is handed here, and what that held before."""

    def __init__(self, handed: Iterable[Any], keep: Callable[[object], int]) -> None:
        self._keep = keep
        self._things = changing_in(handed)
        self._places = {id(thing): place for place, thing in enumerate(self._things)}
        self._before = [self._told(thing) for thing in self._things]

    def changed(self) -> list[list[Any]]:
        """What has changed: its place, as it was and as it is. `repr` tells 1 from 1.0 and from True."""
        told = ([place, was, self._told(self._things[place])] for place, was in enumerate(self._before))
        return [one for one in told if repr(one[1]) != repr(one[2])]

    def _told(self, thing: Any) -> list[Any]:
        """Its parts as they travel; of a dict each key and its value behind it."""
        if is_dict(class_of(thing)):
            parts = [part for key, value in dict.items(thing) for part in (key, self._part(value))]
        else:
            parts = [self._part(part) for part in thing]
        told: list[Any] = values.encode(parts, self._number, _which, values.EXCEPTIONS)
        return told[1:]

    def _part(self, part: Any) -> Any:
        place = self._places.get(id(part))
        return part if place is None else _Same(place)

    def _number(self, thing: object) -> int | None:
        return None if type(thing) is _Same else self._keep(thing)


class _Same:
    """Stands for one of those that were handed over."""

    __slots__ = ("place",)

    def __init__(self, place: int) -> None:
        self.place = place


def _which(part: Any) -> list[Any]:
    return [SAME, part.place]
