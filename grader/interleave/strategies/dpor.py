"""Every order that matters, once: source-set dynamic partial-order reduction with sleep sets.

After Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction" (POPL 2014, JACM 2017). One run
is one representative of all schedules that order dependent acts alike. After each run, every pair of dependent acts
of different actors that is not ordered by anything else (a race) asks for a run in which they come the other way
round: at the place before the first of them, some actor must be tried that can begin such a run (an *initial*).
Sleep sets keep what was tried from being tried again in another order.

Where acts can block, the first race found backwards may be impossible to turn round (a release before an acquire);
then the search goes on further back, to the act that can be (the acquire before that release). What is pending when
a run ends (deadlock, cut off) is treated like an act that happened. The end of a process depends on every act of
those it cuts off. Timeouts fire once nothing else could go on. Where one fired and an earlier one would matter, `lacks_early`
says so; that the others are long enough is a premise of the claim (`claims`).
All of these were the sources of false proofs in earlier attempts; `tests/interleave` checks them against brute force.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from ..operations import EXIT, LOCAL, WRITE, Operation, dependent
from ..twins import is_noticed
from .straight_on import Clock, DporChooser, Node
from .trace import Trace

LONGEST = 4_000
"""Steps of a run beyond which its races are not looked for: that takes a time that grows with their square, and who makes so many
in some order, although a usual run is short, mostly works until it is told to stop."""


class Dpor:
    """Hands out runs until every order that matters was seen. `is_late`: asked before each race, of which one run of many actors has
    so many that they take longer than all runs."""

    def __init__(self, is_late: Callable[[], bool] = bool) -> None:
        self._is_late = is_late
        self._nodes: list[Node] = []
        self._places: dict[Hashable, list[int]] = {}
        """Target -> positions at which it was accessed, in order."""
        self._changes: dict[Hashable, list[int]] = {}
        """Those of them on which somebody who only reads it can depend."""
        self._mine: dict[int, list[int]] = {}
        """Actor -> positions of its acts."""
        self._chooser: DporChooser | None = None
        self.diverged = False
        self.given_up = False
        """A run had more steps than can be compared with one another (`LONGEST`), or than there was time for: not every order
        will be covered."""
        self.lacks_early = False
        """Some order was left out because a timeout would have had to fire early, while others could still go on."""
        self.doubts: dict[Operation, None] = {}
        """Rough acts that take part in a race: their inner steps were not looked at, and could matter."""
        self.finished = False

    def next(self) -> DporChooser | None:
        """The next run, or None when there is none left."""
        if self.diverged or self.given_up:
            return None
        if self._chooser is not None and not self._back():
            self.finished = True
            return None
        self._chooser = DporChooser(self._nodes)
        return self._chooser

    def _back(self) -> bool:
        """Go back to the deepest place with something left to try, and choose it."""
        while self._nodes:
            node = self._nodes[-1]
            self._forget(len(self._nodes) - 1)
            node.done[node.actor] = node.operation
            left = next((i for i in node.todo if i not in node.done and i not in node.sleep), None)
            if left is not None:
                node.actor = left
                return True
            self._nodes.pop()
        return False

    def _forget(self, position: int) -> None:
        node = self._nodes[position]
        for places, target in self._kept(node):
            places[target].pop()
        self._mine[node.actor].pop()

    def _kept(self, node: Node) -> Iterator[tuple[dict[Hashable, list[int]], Hashable]]:
        """Where the position of an act is noted."""
        for target, access, _ in node.accesses:
            yield self._places, target
            if access >= WRITE or node.gives:
                yield self._changes, target

    def learn(self, trace: Trace) -> None:
        """Find the races of the run and note what they ask for."""
        chooser = self._chooser
        assert chooser is not None
        if chooser.diverged or len(trace.steps) < len(self._nodes):  # it ended before it came so far again
            self.diverged = True
            return
        if len(trace.steps) > LONGEST:
            self.given_up = True
            return
        start = max(0, len(self._nodes) - 1)
        self._nodes.extend(chooser.fresh)
        for position in range(start, len(trace.steps)):
            actor, operation, _ = trace.steps[position]
            node = self._nodes[position]
            node.operation = operation
            node.accesses = operation.accesses()
            node.barred = trace.barred.get(position, ())
            node.clock = self._races(trace, position, actor, operation)
            node.clock[actor] = position
            node.gives = operation.gives
            for places, target in self._kept(node):
                places.setdefault(target, []).append(position)
            self._mine.setdefault(actor, []).append(position)
        end = len(trace.steps)
        for actor in sorted(trace.pending):
            self._races(trace, end, actor, trace.pending[actor])

    # --- happens-before ----------------------------------------------------------------------------------

    def _before(self, trace: Trace, actor: int, position: int) -> Clock:
        """What the actor knows before its act at `position`."""
        size = len(trace.homes)
        mine = self._mine.get(actor)
        if mine:
            return _padded(self._nodes[mine[-1]].clock, size)
        clock = self._at_birth(trace, actor, position, size)
        elder = self._mine.get(trace.after.get(actor, -1), ())
        first = next((p for p in elder if is_noticed(self._nodes[p].operation)), None)
        if first is not None:
            _join(clock, self._nodes[first].clock)
        return clock

    def _at_birth(self, trace: Trace, actor: int, position: int, size: int) -> Clock:
        birth = trace.births.get(actor)
        if birth is not None:
            parent, place = birth
            known = [p for p in self._mine.get(parent, ()) if p < min(place, position)]
            if known:
                return _padded(self._nodes[known[-1]].clock, size)
            return self._before_birth(trace, parent, size)
        return [-1] * size

    def _before_birth(self, trace: Trace, parent: int, size: int) -> Clock:
        birth = trace.births.get(parent)
        while birth is not None:
            known = [p for p in self._mine.get(birth[0], ()) if p < birth[1]]
            if known:
                return _padded(self._nodes[known[-1]].clock, size)
            birth = trace.births.get(birth[0])
        return [-1] * size

    def _races(self, trace: Trace, position: int, actor: int, operation: Operation) -> Clock:
        """Handle the races that the act at `position` ends; return its clock."""
        before = self._before(trace, actor, position)
        clock = list(before)
        if operation.access == EXIT:
            self._cut_off(trace, position, actor, operation, before, clock)
        if position == len(trace.steps):
            self._cut_short(trace, position, actor, operation, before)
        for target, access, _ in operation.accesses():
            if access != LOCAL:
                self._meet(trace, position, actor, operation, target, before, clock)
        return clock

    def _meet(
        self,
        trace: Trace,
        position: int,
        actor: int,
        operation: Operation,
        target: Hashable,
        before: Clock,
        clock: Clock,
    ) -> None:
        """Go back through the accesses to one target: which of them race with this one?"""
        known = list(before)
        changes = operation.gives or any(t == target and access >= WRITE for t, access, _ in operation.accesses())
        for other in reversed((self._places if changes else self._changes).get(target, ())):
            node = self._nodes[other]
            if not dependent(node.operation, operation):
                continue
            possible = not node.barred or not _is_barred(node, operation, target)
            if possible and node.actor != actor and known[node.actor] < other:
                self.doubts.update((act, None) for act in (node.operation, operation) if act.rough)
                self._turn(trace, other, position, actor, operation, before)
                if self._surely_possible(other, actor, operation):
                    _join(known, node.clock)
            _join(clock, node.clock)
            if _changes_all(node.accesses, target) and known[node.actor] >= other:
                return  # all that came earlier is ordered before that one

    def _surely_possible(self, place: int, actor: int, operation: Operation) -> bool:
        """Whether the act could really have happened at `place`, so that no earlier race hides behind this one."""
        if operation.enabled is None:
            return True
        mine = self._mine.get(actor)
        return actor in self._nodes[place].enabled and (not mine or mine[-1] < place)

    def _cut_off(
        self, trace: Trace, position: int, actor: int, operation: Operation, before: Clock, clock: Clock
    ) -> None:
        """The end of a process races with the last act of each of its actors."""
        for victim, home in enumerate(trace.homes):
            mine = self._mine.get(victim)
            if victim == actor or home != operation.target or not mine:
                continue
            if before[victim] < mine[-1]:
                self._turn(trace, mine[-1], position, actor, operation, before)
            _join(clock, self._nodes[mine[-1]].clock)

    def _cut_short(self, trace: Trace, position: int, actor: int, operation: Operation, before: Clock) -> None:
        """What somebody was about to do when its process ended races with that end."""
        for other in self._places.get(trace.homes[actor], ()):
            node = self._nodes[other]
            if node.operation.access == EXIT and node.actor != actor:
                self._turn(trace, other, position, actor, operation, before)

    def _turn(self, trace: Trace, place: int, position: int, actor: int, operation: Operation, before: Clock) -> None:
        """Ask for a run in which the act at `position` comes before the one at `place`."""
        self.given_up = self.given_up or self._is_late()
        if self.given_up:
            return
        node = self._nodes[place]
        initials: list[int] = []
        for initial in self._initials(trace, place, position, actor, operation, before):
            if initial in node.todo:
                return
            initials.append(initial)
        able = [i for i in initials if i in node.enabled]
        if able:
            node.todo.append(actor if actor in able else able[0])
        elif any(self._waited_out(trace, place, i) for i in initials):
            self.lacks_early = True

    def _waited_out(self, trace: Trace, place: int, actor: int) -> bool:
        """Whether the next act of the actor after `place` was that its waiting timed out."""
        return next((k in trace.timeouts for k in self._mine.get(actor, ()) if k > place), False)

    def _initials(
        self, trace: Trace, place: int, position: int, actor: int, operation: Operation, before: Clock
    ) -> Iterator[int]:
        """Who can begin the sequence of what is free after the act at `place`, and of the turned one: who is found first is mostly
        enough."""
        nodes = self._nodes
        first = nodes[place].actor
        free: list[int] = []
        seen: set[int] = set()
        for k in range(place + 1, min(position, len(trace.steps))):
            node = nodes[k]
            if _at(node.clock, first) >= place:
                continue
            if node.actor not in seen:
                seen.add(node.actor)
                if not any(_at(node.clock, nodes[m].actor) >= m for m in free):
                    yield node.actor
            free.append(k)
        if actor not in seen and not any(
            before[nodes[m].actor] >= m or dependent(nodes[m].operation, operation) for m in free
        ):
            yield actor


def _is_barred(node: Node, operation: Operation, target: Hashable) -> bool:
    """Whether the act could not have come just before the one at `node`, with which it shares `target`."""
    if operation.kind in node.barred:
        return node.operation.target == operation.target
    return operation.enabled is not None and target in node.barred


def _changes_all(accesses: list[tuple[Hashable, int, Hashable]], target: Hashable) -> bool:
    return any(t == target and access >= WRITE and part is None for t, access, part in accesses)


def _padded(clock: Clock, size: int) -> Clock:
    return clock + [-1] * (size - len(clock)) if len(clock) < size else list(clock)


def _at(clock: Clock, actor: int) -> int:
    return clock[actor] if actor < len(clock) else -1


def _join(clock: Clock, other: Clock) -> None:
    for actor, position in enumerate(other[: len(clock)]):
        if position > clock[actor]:
            clock[actor] = position
