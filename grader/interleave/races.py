"""Races by happens-before: which accesses of one run nothing orders, however long the run.

Vector clocks (Lamport; Mattern) over synchronisation only: start and end of actors, and whatever goes through locks,
queues and the like. Two accesses of different actors to the same thing, one of them a write, that are not ordered so,
are a race. A race is no verdict (a flag that is waited for busily is one); it tells the search where to interrupt.

Accesses that are each made under a lock race with none, and what is made of them may still be torn: `torn` finds these.
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


def torn(trace: Trace) -> list[Race]:
    """The first write of each actor to what it has read, for each set of locks that it holds (fewest first), where somebody
    else could go on who touches the same: another's write in between would be lost (an unserializable interleaving:
    Lu, Tucek, Qin and Zhou, 2006)."""
    touched = _touched(trace)
    last: dict[tuple[int, Hashable], int] = {}
    held: dict[int, frozenset[Hashable]] = {}
    found: dict[tuple[int, Hashable, frozenset[Hashable]], Race] = {}
    for position, (actor, operation, enabled) in enumerate(trace.steps):
        place, locks = (operation.target, operation.part), held.get(actor, frozenset())
        if operation.kind == "acquires" and position not in trace.timeouts:
            held[actor] = locks | {operation.target}
        elif operation.kind == "releases":
            held[actor] = locks - {operation.target}
        if operation.access == WRITE and last.get((actor, place)) == READ:
            rival = next((other for other in touched[place] if other != actor and other in enabled), None)
            if rival is not None:
                found.setdefault((actor, place, locks), Race(position, touched[place][rival]))
        last[actor, place] = operation.access
    return [found[key] for key in sorted(found, key=lambda key: len(key[2]))]


def _touched(trace: Trace) -> dict[Hashable, dict[int, int]]:
    """Where each actor first reads or writes each thing."""
    touched: dict[Hashable, dict[int, int]] = {}
    for position, (actor, operation, _) in enumerate(trace.steps):
        if operation.access in (READ, WRITE):
            touched.setdefault((operation.target, operation.part), {}).setdefault(actor, position)
    return touched


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
