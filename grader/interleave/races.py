"""Races by happens-before: which accesses of one run nothing orders, however long the run.

Vector clocks (Lamport; Mattern) over synchronisation only: start and end of actors, and whatever goes through locks,
queues and the like. Two accesses of different actors to the same thing, one of them a write, that are not ordered so,
are a race. A race is no verdict (a flag that is waited for busily is one); it tells the search where to interrupt.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from .operations import READ, SYNC, WRITE, Operation
from .strategies.trace import Trace


@dataclass(frozen=True, slots=True)
class Race:
    """Two unordered accesses: positions in the run."""

    first: int
    second: int


def races(trace: Trace, limit: int = 64) -> list[Race]:
    """The first race for each pair of places in the text."""
    actors = len(trace.homes)
    clocks: list[list[int]] = [[-1] * actors for _ in range(actors)]
    started: set[int] = set()
    channels: dict[Hashable, list[int]] = {}
    accesses: dict[tuple[Hashable, Hashable], list[tuple[int, int, Operation]]] = {}
    found: dict[tuple[object, object], Race] = {}
    for position, (actor, operation, _) in enumerate(trace.steps):
        mine = clocks[actor]
        if actor not in started:
            started.add(actor)
            parent = trace.births.get(actor, (actor, 0))[0]
            _join(mine, clocks[parent])
        for target, access, part in operation.accesses():
            if access >= SYNC or operation.enabled is not None or operation.gives:
                channel = channels.setdefault(target, [-1] * actors)
                _join(mine, channel)
                if access >= SYNC or operation.gives:
                    mine[actor] = position
                    _join(channel, mine)
            elif access in (READ, WRITE):
                _compare(accesses, found, (position, actor, operation), (target, part), access, mine)
        mine[actor] = position
        if len(found) >= limit:
            break
    return [found[pair] for pair in found]


def _compare(
    accesses: dict[tuple[Hashable, Hashable], list[tuple[int, int, Operation]]],
    found: dict[tuple[object, object], Race],
    now: tuple[int, int, Operation],
    place: tuple[Hashable, Hashable],
    access: int,
    clock: list[int],
) -> None:
    """Hold an access against the last one of every other actor to the same thing."""
    position, actor, operation = now
    before = accesses.setdefault(place, [])
    for other_position, other, earlier in before:
        if other != actor and clock[other] < other_position and (access == WRITE or earlier.access == WRITE):
            pair = (_site(earlier), _site(operation))
            found.setdefault(pair, Race(other_position, position))
    before[:] = [entry for entry in before if not (entry[1] == actor and entry[2].access == access)]
    before.append((position, actor, operation))


def _site(operation: Operation) -> object:
    return getattr(operation, "site", None) or operation.kind


def _join(clock: list[int], other: list[int]) -> None:
    for actor, position in enumerate(other):
        if position > clock[actor]:
            clock[actor] = position
