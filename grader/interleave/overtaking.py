"""Items that overtake each other: what a process puts into a queue a thread of its own carries there, at its leisure.

A story tells of putting and getting. Where items come out in another order than they were put in, it has to tell as well when each of
them got there; no line of the program's says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .naming import half
from .operations import FEEDS, FEEDS_AT_LAST
from .recorder import Moment


def overtaking(moments: Sequence[Moment]) -> set[int]:
    """The moments (by their ids) at which items get into a queue that were put in another order, by other processes."""
    put, carried = defaultdict[int, list[Moment]](list), defaultdict[int, list[Moment]](list)
    for moment in moments:
        if moment.operation.kind == "puts" and not moment.waits and not moment.late:
            put[id(half(moment.subject))].append(moment)
        elif moment.operation.kind in (FEEDS, FEEDS_AT_LAST) and not moment.waits:
            _note(carried[id(half(moment.subject))], moment)
    return {
        id(moment)
        for queue, ones in carried.items()
        if any(one.actor.process is not other.actor.process for one, other in zip(ones, put[queue], strict=False))
        for moment in ones
    }


def _note(carried: list[Moment], moment: Moment) -> None:
    """What is carried in two acts is there after the second."""
    if moment.operation.kind == FEEDS_AT_LAST:
        first = next(number for number in reversed(range(len(carried))) if carried[number].actor is moment.actor)
        del carried[first]
    carried.append(moment)
