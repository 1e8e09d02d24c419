"""Races by happens-before: which accesses of one run nothing orders, however long the run.

Vector clocks (Lamport; Mattern) over synchronisation only: start and end of actors, and whatever goes through locks,
queues and the like. Two accesses of different actors to the same thing, one of them a write, that are not ordered so,
are a race. A race is no verdict (a flag that is waited for busily is one); it tells the search where to interrupt.

Accesses that are each made under a lock race with none, and what is made of them may still be torn: `torn` finds these.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ..operations import READ, SYNC, WRITE, Operation
from ..strategies.trace import Trace

MOST_BETWEEN = 50
"""Steps before a write that are looked at."""
MOST_ACTORS = 500
"""A clock has a place for each actor, and each actor a clock: a timer that starts the next for ever would fill memory."""


@dataclass(frozen=True, slots=True)
class Race:
    """Two unordered accesses: positions in the run."""

    first: int
    second: int


def races(trace: Trace, limit: int = 64) -> list[Race]:
    """The first race for each pair of places in the text, before there are more than `MOST_ACTORS`."""
    clocks = Clocks(trace)
    channels: dict[Hashable, list[int]] = {}
    accesses: dict[tuple[Hashable, Hashable], list[tuple[int, int, Operation]]] = {}
    found: dict[tuple[object, object], Race] = {}
    for position, (actor, operation, _) in enumerate(trace.steps):
        if actor >= MOST_ACTORS or len(found) >= limit:
            break
        mine = clocks.before(position, actor)
        for target, access, part in operation.accesses():
            if access >= SYNC or operation.enabled is not None or operation.gives:
                channel = channels.setdefault(target, clocks.nothing())
                joined(mine, channel)
                if access >= SYNC or operation.gives:
                    mine[actor] = position
                    joined(channel, mine)
            elif access in (READ, WRITE):
                _compare(accesses, found, (position, actor, operation), (target, part), access, mine)
        mine[actor] = position
    return [found[pair] for pair in found]


class Clocks:
    """What each of the first `MOST_ACTORS` knows of the others: the position of the last step of each that surely came
    before."""

    def __init__(self, trace: Trace) -> None:
        self._actors = min(MOST_ACTORS, len(trace.homes))
        self._known = [self.nothing() for _ in range(self._actors)]
        self._born: dict[int, list[tuple[int, int]]] = {}
        for child, (parent, position) in trace.births.items():
            if child < MOST_ACTORS:
                self._born.setdefault(position, []).append((child, parent))

    def nothing(self) -> list[int]:
        """The clock of whoever knows of no step."""
        return [-1] * self._actors

    def before(self, position: int, actor: int) -> list[int]:
        """What `actor` knows before its step at `position`; to be asked for every step, in order."""
        for child, parent in self._born.get(position, ()):
            joined(self._known[child], self._known[parent])
        return self._known[actor]


def torn(trace: Trace, most_locks: int = MOST_BETWEEN) -> list[Race]:
    """Where each actor that has read something and is going to write it can be interrupted in between, by somebody who
    touches the same and could go on: that one's write would be lost (an unserializable interleaving: Lu, Tucek, Qin and
    Zhou, 2006). The first place for each number of locks held there, which may keep the other out; fewest first."""
    touched = _touched(trace)
    steps: dict[int, list[tuple[int, int]]] = {}
    """Of each actor: (number of locks held before the step, position)."""
    read: dict[tuple[int, Hashable], int] = {}
    """How many steps an actor had taken when it last read something."""
    held: dict[int, set[Hashable]] = {}
    found: dict[tuple[int, Hashable, int], Race] = {}
    for position, (actor, operation, _) in enumerate(trace.steps):
        place, locks, mine = (
            (operation.target, operation.part),
            held.setdefault(actor, set()),
            steps.setdefault(actor, []),
        )
        mine.append((len(locks), position))
        if operation.kind == "acquires" and position not in trace.timeouts:
            locks.add(operation.target)
        elif operation.kind == "releases":
            locks.discard(operation.target)
        elif operation.access == READ:
            read[actor, place] = len(mine)
        elif operation.access == WRITE and (actor, place) in read:
            guards, gap = min(mine[read.pop((actor, place)) :][-MOST_BETWEEN:])
            could = trace.steps[gap][2]
            rival = next((other for other in touched[place] if other != actor and other in could), None)
            if rival is not None and guards <= most_locks:
                found.setdefault((actor, place, guards), Race(gap, touched[place][rival]))
    return [found[key] for key in sorted(found, key=lambda key: key[2])]


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


def joined(clock: list[int], other: list[int]) -> None:
    """Let `clock` know what `other` knows."""
    for actor, position in enumerate(other):
        if position > clock[actor]:
            clock[actor] = position
