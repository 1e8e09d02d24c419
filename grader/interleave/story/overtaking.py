"""Items that overtake each other: what a process puts into a queue a thread of its own carries there, at its leisure.

A story tells of putting and getting. Where items come out in another order than they were put in, it has to tell as well when each of
them got there; no line of the program's says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..operations import FEEDS, FEEDS_AT_LAST
from .naming import half
from .recorder import Moment

PUTS = frozenset({"puts"})
CARRIES = frozenset({FEEDS, FEEDS_AT_LAST})


def overtaking(moments: Sequence[Moment]) -> set[int]:
    """The moments (by their ids) at which items get into a queue that were put in another order, by other processes."""
    put, carried = (_by_queue(moments[: _first_gap(moments, kinds)], kinds) for kinds in (PUTS, CARRIES))
    late = {
        queue
        for queue, ones in carried.items()
        if any(one.actor.process is not other.actor.process for one, other in zip(ones, put[queue], strict=False))
    }
    return {id(moment) for queue, ones in _by_queue(moments, CARRIES).items() if queue in late for moment in ones}


def _first_gap(moments: Sequence[Moment], kinds: frozenset[str]) -> int:
    """From where on nobody knows which item is which, since not all was kept that was done by those who do this."""
    actors = {moment.actor for moment in moments if moment.operation.kind in kinds}
    gaps = (number for number, moment in enumerate(moments) if moment.unheard and moment.actor in actors)
    return next(gaps, len(moments))


def _by_queue(moments: Sequence[Moment], kinds: frozenset[str]) -> dict[int, list[Moment]]:
    """Where it was done, one for each item."""
    found = defaultdict[int, list[Moment]](list)
    for moment in moments:
        if moment.operation.kind in kinds and not moment.waits and not moment.late:
            _note(found[id(half(moment.subject))], moment)
    return found


def _note(carried: list[Moment], moment: Moment) -> None:
    """What is carried in two acts is there after the second."""
    if moment.operation.kind == FEEDS_AT_LAST:
        first = next(number for number in reversed(range(len(carried))) if carried[number].actor is moment.actor)
        del carried[first]
    carried.append(moment)
