"""What a call changed of what it was handed: a list that is sorted in place is sorted here, too, as where suite and program share one.

A suite's lists outlive a check, and the next submission is judged with the same: so all of it is put back when the check is over. A part that
did not change stays the very object that was handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from grader.worker.changing import SAME, changing_in

Made = Callable[[Any], Any]
"""From what arrived of a part to the part."""


class ChangedTwice(Exception):
    """The program has a copy for each place where the same thing was handed over, and has changed two of them, each in its way."""


class HandedBack:
    """What was changed of the suite's own things, and what they held before."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[Any, Any]] = {}

    def take(self, handed: Sequence[Any], changes: Sequence[Sequence[Any]], made: Made) -> None:
        """Change what was handed over as the call did: for each the place, and what was told of its parts before the call and after."""
        things = changing_in(handed)
        done: dict[int, str] = {}
        for place, before, after in changes:
            thing = things[place]
            if id(thing) not in done:
                self._before.setdefault(id(thing), (thing, thing.copy()))
                _fill(thing, _parts(thing, things, before, after, made))
            if done.setdefault(id(thing), repr(after)) != repr(after):
                raise ChangedTwice

    def put_back(self) -> None:
        """Let everything hold what it held."""
        for thing, held in self._before.values():
            _fill(thing, held)
        self._before.clear()


def _parts(thing: Any, things: Sequence[Any], before: list[Any], after: list[Any], made: Made) -> Any:
    """What it holds now: what was handed over, what it held before, and what is new."""
    is_dict = isinstance(thing, dict)
    told = before[1::2] if is_dict else before
    held = {repr(part): one for part, one in zip(told, thing.values() if is_dict else thing, strict=False)}

    def part(now: Any) -> Any:
        if type(now) is list and now[0] == SAME:
            return things[now[1]]
        if not isinstance(thing, set) and repr(now) in held:
            return held[repr(now)]
        return made(now)

    if is_dict:
        return {made(key): part(value) for key, value in zip(after[::2], after[1::2], strict=True)}
    return [part(now) for now in after]


def _fill(thing: Any, held: Any) -> None:
    if isinstance(thing, list):
        thing[:] = held
    else:
        thing.clear()
        thing.update(held)
