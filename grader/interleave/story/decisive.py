"""Which step of a story matters, and why: the write that loses another, the look that came too soon, what raises an error."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from ..instrument.contents import ContentSite
from ..instrument.sites import Access
from ..operations import APPENDS, OPENS, READ, WRITE
from .naming import half
from .raising import Source, by_actor, came_through, last_act
from .recorder import Moment

Place = Hashable


def decisive(moments: Sequence[Moment], source: Source) -> dict[int, str]:
    """Number of a step -> what makes it decisive, in words."""
    marks = _lost_updates(moments)
    raised = _raised(moments, source)
    if not marks and not any(moment.waits for moment in moments):
        marks = _too_soon(moments)
        if raised:
            marks = {number: note for number, note in marks.items() if _leads_to(moments, number, raised)}
    both = {number: f"{raised[number]}: {note}" for number, note in marks.items() if number in raised}
    return {**raised, **marks, **both}


def _raised(moments: Sequence[Moment], source: Source) -> dict[int, str]:
    """The last steps of those who were ended by an exception, where these steps stand in a line that it came through."""
    numbers = {id(moment): number for number, moment in enumerate(moments)}
    marks = {}
    for actor, own in by_actor([moment for moment in moments if not moment.waits]).items():
        if actor.trouble is not None:
            last = last_act(own, actor.trouble, source)
            if came_through(actor.trouble, last):
                marks[numbers[id(last)]] = f"raises {actor.trouble.type}"
    return marks


def _leads_to(moments: Sequence[Moment], look: int, raised: Mapping[int, str]) -> bool:
    """Whether the one who looked did nothing but look until the error came."""
    actor = moments[look].actor
    error = next((number for number in raised if moments[number].actor is actor), -1)
    return error >= look and all(
        moment.operation.kind == "reads" for moment in moments[look:error] if moment.actor is actor
    )


def _accesses(moment: Moment) -> list[tuple[Place, int]]:
    if moment.waits or moment.operation.access not in (READ, WRITE):
        return []
    return [((moment.operation.target, moment.operation.part), moment.operation.access)]


def _lost_updates(moments: Sequence[Moment]) -> dict[int, str]:
    """A write over what another has written since the writer last looked."""
    looked: dict[tuple[int, Place], int] = {}
    written: dict[Place, int] = {}
    marks: dict[int, str] = {}
    for number, moment in enumerate(moments):
        for place, access in _accesses(moment):
            mine = (moment.actor.index, place)
            if access == WRITE:
                before, last = looked.get(mine), written.get(place)
                if before is not None and last is not None and last > before:
                    other = moments[last]
                    if other.actor is not moment.actor and moment.operation.kind not in (APPENDS, OPENS):
                        marks[number] = _words(moment, other)
                written[place] = number
            looked[mine] = number
    return marks


def _words(moment: Moment, other: Moment) -> str:
    operation = moment.operation
    if isinstance(operation, Access) and isinstance(operation.site, ContentSite):
        return f"{other.name} has changed it meanwhile"
    value = f" {other.value}" if other.value is not None else " value"
    return f"overwrites {other.name}'s{value}"


def _too_soon(moments: Sequence[Moment]) -> dict[int, str]:
    """The last look at something that another still changes, by one who never touches it again: who changes it itself
    afterwards has looked in order to do so, and that nothing got lost by it is known already. Who looks under a lock under which it
    is changed, too, has taken care, and is told where there is no other."""
    last_look: dict[tuple[int, Place], int] = {}
    last_write: dict[Place, int] = {}
    for number, moment in enumerate(moments):
        for place, access in _accesses(moment):
            if access == WRITE:
                last_write[place] = number
                last_look.pop((moment.actor.index, place), None)
            else:
                last_look[moment.actor.index, place] = number
    best: tuple[bool, int, str] | None = None
    for (actor, place), number in last_look.items():
        write = last_write.get(place, -1)
        if write > number and moments[write].actor.index != actor:
            bare = _locks(moments[number]).isdisjoint(_locks(moments[write]))
            best = max(best or (False, -1, ""), (bare, number, f"{moments[write].name} changes it only afterwards"))
    return {} if best is None else {best[1]: best[2]}


def _locks(moment: Moment) -> set[int]:
    return {id(half(lock)) for lock in moment.holds}
