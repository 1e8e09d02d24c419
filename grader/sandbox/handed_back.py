"""What a call changed of what it was handed: a list that is sorted in place is sorted here, too, as where suite and program share one.

A suite's lists outlive a check, and the next submission is judged with the same: so all of it is put back when the check is over. A part that
did not change stays the very object that was handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Made = Callable[[Any], Any]
"""From what arrived of a part to the part."""


class HandedBack:
    """What was changed of the suite's own things, and what they held before."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[Any, Any]] = {}

    def take(self, handed: Sequence[Any], changes: Sequence[Sequence[Any]], made: Made) -> None:
        """Change what was handed over as the call did: for each the place, and what was told of it before the call and after."""
        for place, before, after in changes:
            self._become(handed[place], before, after, made)

    def put_back(self) -> None:
        """Let everything hold what it held."""
        for thing, held in self._before.values():
            _fill(thing, held)
        self._before.clear()

    def _become(self, thing: Any, before: list[Any], after: list[Any], made: Made) -> None:
        self._before.setdefault(id(thing), (thing, thing.copy()))
        if isinstance(thing, dict):
            _fill(thing, self._pairs(dict(thing), before[1:], after[1:], made))
        elif isinstance(thing, list):
            _fill(thing, self._parts(list(thing), before[1:], after[1:], made))
        else:
            _fill(thing, {made(part) for part in after[1:]})

    def _parts(self, held: list[Any], before: list[Any], after: list[Any], made: Made) -> list[Any]:
        theirs = {part[1]: one for part, one in zip(before, held, strict=True) if _stays(part)}
        return [
            theirs[part[1]]
            if _stays(part) and part[1] in theirs
            else self._part(held[at], before[at], part, made)
            if at < len(before)
            else made(part)
            for at, part in enumerate(after)
        ]

    def _pairs(self, held: dict[Any, Any], before: list[Any], after: list[Any], made: Made) -> dict[Any, Any]:
        was = dict(zip(held, (value for _, value in before), strict=True))
        found = ((made(key), value) for key, value in after)
        return {
            key: self._part(held[key], was[key], value, made) if key in held else made(value) for key, value in found
        }

    def _part(self, one: Any, before: Any, after: Any, made: Made) -> Any:
        if before == after:
            return one
        if not isinstance(one, (list, dict, set)) or after[:1] != before[:1]:
            return made(after)
        self._become(one, before, after, made)
        return one


def _fill(thing: Any, held: Any) -> None:
    if isinstance(thing, list):
        thing[:] = held
    else:
        thing.clear()
        thing.update(held)


def _stays(part: Any) -> bool:
    return type(part) is list and part[0] == "h"
