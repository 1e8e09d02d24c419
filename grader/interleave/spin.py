"""Busy waiting: a loop that goes round without doing anything need not go round again until something changes.

If one turn of a `while` loop only read (or took and gave back locks, or slept), and left its local variables as they
were, then the next turn will do the same unless somebody writes one of the things that it read. So the actor waits
for such a write. Nothing is lost: any schedule with more empty turns ends like one with fewer. This makes programs
with busy waits finite, and tells a livelock (nobody will ever write) from a long computation.

Where all who can go on go round like that, each seeing only how the others take and give back, this is a livelock.

Where the loop looks at the clock or waits with a timeout, time passes for it when nobody else can go on, in steps
that double. Where a loop calls what we cannot see into, the rule is not applied (`instrument.survey` decides).
"""

from __future__ import annotations

import sys
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, NamedTuple

from .operations import READ, Enabled, Operation

if TYPE_CHECKING:
    from .actor import Actor
    from .scheduler import Run

FIRST_STEP = 0.01
LAST_STEP = 2.0**45
MANY_READS = 2_000
IN_VAIN = 12
"""Rounds without any effect, of everybody who can go on, after which nobody is expected to get anywhere."""


class Looks:
    """What one actor has looked at and done lately."""

    __slots__ = ("clock", "effects", "known", "loops", "made", "reads", "step")

    def __init__(self) -> None:
        self.effects = 0
        """How many things it did that another could notice, or that we cannot see into."""
        self.made = 0
        """How often it advanced generators that were met only in the turn in which it did: made there, most likely."""
        self.known = 0
        """How many things of the run were known when the turn began."""
        self.clock = 0
        """How often it looked at the clock or waited in vain."""
        self.reads: list[tuple[Hashable, Hashable, int]] = []
        """What it read (target, part), and how often that had been written then."""
        self.loops: dict[int, Turn] = {}
        """By the number of their place in the text."""
        self.step = FIRST_STEP


class Turn(NamedTuple):
    """How things stood when a turn of a loop began."""

    effects: int
    made: int
    clock: int
    reads: int
    held: int
    frame: int = 0
    names: dict[str, Any] | None = None
    """The local variables; None where the turn before it had an effect, since most such loops go on having some."""
    empty: int = 0
    """Turns before it, in a row, in which nothing happened."""


class Spin(Operation):
    """Waiting until one of the things that were read is written."""

    __slots__ = ("parts",)

    def __init__(self, changed: Enabled, deadline: float | None, parts: tuple[tuple[Hashable, Hashable], ...]) -> None:
        also = tuple((target, READ) for target, _ in parts)
        super().__init__("spins", None, READ, changed, deadline, also=also)
        self.parts = parts

    def accesses(self) -> list[tuple[Hashable, int, Hashable]]:
        """It reads exactly these parts, and what was added to the act since."""
        more = self.also[len(self.parts) :]
        return [(t, READ, part) for t, part in self.parts] + [(t, access, None) for t, access in more]


def around(run: Run, actor: Actor, number: int) -> None:
    """A `while` loop of `actor` begins another turn (in the frame above our caller's): wait, if the last one was empty."""
    looks = actor.looks
    if looks is None:
        looks = actor.looks = Looks()
        run.watching = True
    if len(looks.reads) > MANY_READS:
        looks.reads.clear()
        looks.loops.clear()
    held = len(actor.holds)
    last = looks.loops.get(number)
    frame, names, empty = 0, None, 0
    if last is not None and last.effects != looks.effects:
        looks.step = FIRST_STEP
    else:
        above = sys._getframe(2)
        frame, names = id(above), dict(above.f_locals)
    if last is not None and names is not None and (last.frame, last.held) == (frame, held) and _same(last.names, names):
        empty = last.empty + 1
        if empty > (looks.made != last.made):  # a generator of before the loop shows itself in the second turn
            _wait(run, looks, last)
    looks.known = run.known()
    looks.loops[number] = Turn(looks.effects, looks.made, looks.clock, len(looks.reads), held, frame, names, empty)


def alone(run: Run) -> None:
    """A loop does nothing at all, and there is nobody who could end it."""
    run.pause(Spin(lambda: False, None, ()))


def _same(one: dict[str, Any] | None, other: dict[str, Any]) -> bool:
    return (
        one is not None
        and len(one) == len(other)
        and all(name in other and other[name] is value for name, value in one.items())
    )


def _wait(run: Run, looks: Looks, last: Turn) -> None:
    """Wait until something is written that was read since the last turn, or a while, where it looked at the clock."""
    seen: dict[tuple[Hashable, Hashable], int] = {}
    for target, part, version in looks.reads[last.reads :]:
        seen.setdefault((target, part), version)

    def changed() -> bool:
        return any(run.version(target, part) != version for (target, part), version in seen.items())

    if changed():
        _in_vain(run)
        return
    deadline = None
    if last.clock != looks.clock:
        if looks.step > LAST_STEP:
            run.stop("livelock", "")
        deadline = run.clock() + looks.step
        looks.step *= 2
    run.pause(Spin(changed, deadline, tuple(seen)))


def _in_vain(run: Run) -> None:
    """Another empty round, although something had changed: stop where nobody does anything else any more."""
    actor = run.current
    assert actor is not None
    done = (
        len(run.actors)
        + sum(
            run.events[a.index] if a.looks is None else a.looks.effects
            for a in run.actors
            if a.looks is None or a.alive
        )
        + sum(not a.alive for a in run.actors)
    )
    if done != run.counted:
        run.counted = done
        run.vain.clear()
    run.vain[actor.index] = run.vain.get(actor.index, 0) + 1
    if all(run.vain.get(i, 0) >= IN_VAIN or _is_stuck(run, i) for i in run.living):
        names = " and ".join(run.actors[i].name for i in sorted(run.vain))
        run.stop("livelock", f"{names} go round and round, and keep each other from getting anywhere")


def _is_stuck(run: Run, index: int) -> bool:
    operation = run.pending[index]
    return operation.enabled is not None and operation.deadline is None and not operation.enabled()
