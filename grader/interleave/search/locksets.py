"""Whether what several share is always touched under one and the same lock (Savage et al., Eraser, 1997).

Of a run that is too long for all its orders to be tried this is what can be seen in one of them. It proves nothing of the
others, which may touch other things; but in those that touch the same, no two accesses can meet.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from ..operations import READ, WRITE
from ..strategies.trace import Trace
from .races import MOST_ACTORS, Clocks, joined, torn

_ABOUT_AN_END: Final = ("ends", "joins")
_Place = tuple[Hashable, Hashable]
_Meeting = tuple[frozenset[Hashable], frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class _Access:
    actor: int
    writes: bool
    locks: frozenset[Hashable]


def kept_apart(trace: Trace) -> bool:
    """Whether something is shared, and whatever actors may touch at the same time, one of them changing it, all of them
    touch under one lock; and nobody lets go of it between reading something and writing it. It is not said of more than
    `MOST_ACTORS`."""
    if len(trace.homes) > MOST_ACTORS:
        return False
    met = _meetings(trace)
    return bool(met) and all(mine & others for mine, others in met) and not torn(trace, most_locks=0)


def _meetings(trace: Trace) -> set[_Meeting]:
    """The locks held at each two accesses to one thing, one of them a change, that neither a start nor a wait for
    somebody's end puts in order."""
    clocks = Clocks(trace)
    ends: dict[Hashable, list[int]] = {}
    held: dict[int, set[Hashable]] = {}
    before: dict[_Place, dict[_Access, int]] = {}
    met: set[_Meeting] = set()
    for position, (actor, operation, _) in enumerate(trace.steps):
        mine, locks = clocks.before(position, actor), held.setdefault(actor, set())
        if position in trace.timeouts:
            pass  # it got nothing, and learned nothing
        elif operation.excludes:
            locks.add(operation.target)
        elif operation.kind == "releases":
            locks.discard(operation.target)
        elif operation.kind in _ABOUT_AN_END:
            end = ends.setdefault(operation.target, clocks.nothing())
            joined(mine, end)
            joined(end, mine)
        for target, access, part in operation.accesses():
            if access in (READ, WRITE):
                now = _Access(actor, access == WRITE, frozenset(locks))
                others = before.setdefault((target, part), {})
                met |= {(then.locks, now.locks) for then, at in others.items() if _can_meet(then, now, at, mine)}
                others[now] = position
        mine[actor] = position
    return met


def _can_meet(then: _Access, now: _Access, at: int, clock: list[int]) -> bool:
    return then.actor != now.actor and (then.writes or now.writes) and clock[then.actor] < at
