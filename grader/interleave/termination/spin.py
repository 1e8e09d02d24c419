"""Busy waiting: a loop that goes round without doing anything need not go round again until something changes.

If one turn of a `while` loop only read (or took locks and gave the same back, or slept), and left its local variables as
they were, then the next turn will do the same unless somebody writes one of the things that it read. So the actor waits
for such a write. Nothing is lost: any schedule with more empty turns ends like one with fewer. This makes programs
with busy waits finite, and tells a livelock (nobody will ever write) from a long computation.

Where all who can go on go round like that, each seeing only how the others take and give back, this is a livelock; unless somebody
draws how long it pauses between, since then they miss each other before long.

A wait whose timeout came first is such a look, too. Where the loop looks at the clock, time passes for it when nobody
else can go on: what its turn slept, or else a little, so that whoever measures finds what it would find in life. Only who has
waited for long is made to wait by a small part more each time. It is a livelock once all who could still do something
have waited for ages.

Whoever gives a lock back in each turn and has it again at the loop's head must not wait there, where nobody else could
take it: it waits where it has given the lock back. What a loop only counts (`tries += 1`) makes no difference to its
turns. Nor does what it prints, once it has printed very often and done nothing else, not even slept: who prints as time
goes by prints as often as there is time. Where a loop calls what we cannot see into, the rule is not applied
(`instrument.survey` decides).
"""

from __future__ import annotations

from collections.abc import Hashable
from math import inf, nextafter
from sys import _getframe
from typing import TYPE_CHECKING, Any

from ..operations import READ, SPINS, Enabled, Operation
from .looks import Later, Looks, Part, Turn

if TYPE_CHECKING:
    from ..actor import Actor
    from ..run.scheduler import Run

A_LITTLE = 0.01
"""Virtual seconds that an empty turn takes which looks at the clock and does not sleep."""
EXACT, PART = 300, 50
"""Turns that sleep and take no longer than that; those that follow take such a part of all the time waited so far, too."""
A_DAY, FOR_AGES = 86_400.0, 2.0**45
"""What nobody waits for, so that from there on time need not be measured; and after how much nobody is expected."""
MANY_READS = 2_000
IN_VAIN = 12
"""Rounds without any effect, of everybody who can go on, after which nobody is expected to get anywhere."""
LONELY, A_LOOK = 5_000, 20
"""Rounds that somebody goes alone, after which is looked what it does, and for how many of them."""
CHATTY = 200
"""Turns in a row that do nothing but print, after which another is expected to do nothing else, either."""
COUNTED = "how often a loop that waits busily goes round makes no difference"


class Spin(Operation):
    """Waiting until one of the things that were read is written."""

    __slots__ = ("parts",)

    def __init__(self, changed: Enabled, deadline: float | None, parts: tuple[Part, ...]) -> None:
        also = tuple((target, READ) for target, _ in parts)
        super().__init__(SPINS, None, READ, changed, deadline, also=also)
        self.parts = parts

    def accesses(self) -> list[tuple[Hashable, int, Hashable]]:
        """It reads exactly these parts, and what was added to the act since."""
        more = self.also[len(self.parts) :]
        return [(t, READ, part) for t, part in self.parts] + [(t, access, None) for t, access in more]


def begins(run: Run, number: int) -> None:
    """A `while` loop is come to, in the frame above our caller's. (Its frame alone does not tell: another call's may get the
    same memory, and one call comes to a loop again and again.)"""
    run.loops_begun += 1
    run.going[number, id(_getframe(2))] = run.loops_begun


def around(run: Run, actor: Actor, number: int, counted: frozenset[str], *, draws: bool = False) -> None:
    """A `while` loop of `actor` begins another turn (in the frame above our caller's): wait, if the last one was empty.

    `counted`: names that the loop only counts up, so that no turn depends on them. `draws`: so it is with the numbers that it draws.
    """
    looks = actor.looks
    if looks is None:
        looks = actor.looks = Looks()
        run.watching = True
    _forget_what_is_of_no_account(looks, draws=draws)
    held, now, last = len(actor.holds), run.clock(), looks.loops.get(number)
    if last is not None and last.open != looks.open:  # what one takes, or gives, for another is no pair
        looks.effects += 1
    printed = last is not None and last.now == now and 0 < looks.effects - last.effects == looks.printed - last.printed
    if last is not None and last.effects != looks.effects:
        looks.turns = 0
    going, names, empty = 0, None, 0
    if last is None or last.effects == looks.effects or printed:
        above = _getframe(2)
        going, names = run.going.get((number, id(above)), 0), dict(above.f_locals)
    if (
        last is not None
        and names is not None
        and (last.going, last.held) == (going, held)
        and _same(last.names, names, counted, run)
        and not (printed and _is_news(run, looks, number))
    ):
        empty = last.empty + 1
        if empty > (looks.made != last.made):  # a generator of before the loop shows itself in the second turn
            _empty_turn(run, actor, looks, last)
    looks.known = run.known()
    if last is not None and not printed:
        looks.chatty.pop(number, None)
    looks.loops[number] = Turn(
        looks.effects, looks.made, looks.clock, len(looks.reads), len(looks.given), held, dict(looks.open), going, names, empty,
        looks.printed, now, looks.rests,
    )  # fmt: skip


def _forget_what_is_of_no_account(looks: Looks, *, draws: bool) -> None:
    """Numbers drawn for pauses alone, and what was read so long ago that no turn is that long."""
    if draws:
        looks.effects -= looks.drawn
        looks.chancy = True
    looks.drawn = 0
    if len(looks.reads) > MANY_READS:
        looks.reads.clear()
        looks.given.clear()
        looks.loops.clear()
    looks.later = None


def _is_news(run: Run, looks: Looks, number: int) -> bool:
    """Whether a turn that only printed is still worth another."""
    looks.chatty[number] = looks.chatty.get(number, 0) + 1
    if looks.chatty[number] <= CHATTY:
        return True
    run.assume(COUNTED)
    run.chatty = True
    return False


def alone(run: Run) -> None:
    """A loop does nothing at all, and there is nobody who could end it."""
    run.pause(Spin(lambda: False, None, ()))


def peek(run: Run, actor: Actor) -> bool:
    """Another round of whoever is alone: whether to look what it does. Nobody notices that, so it is passed over, but for a few
    of very many rounds: who does nothing in them, not even count, will do nothing for ever."""
    run.rounds_alone += 1
    place = run.rounds_alone % LONELY
    if run.rounds_alone >= LONELY and place <= A_LOOK:
        if not place:
            actor.looks, run.watching = Looks(), True
            run.solo, run.peeks = False, True
        if place < A_LOOK:
            return True
    if run.peeks:
        run.peeks = False
        run.settle()
    return not run.solo


def given_back(run: Run, actor: Actor, unsaid: object = None, target: Hashable = None) -> None:
    """`actor` has given a lock back (`unsaid`, which is `target`, if by an act of another kind): wait here, if its loop has
    nothing else to do."""
    looks = actor.looks
    if looks is None:
        return
    if unsaid is not None:
        looks.given.append(unsaid)
        looks.took(target, -1)
    if looks.later is not None and not looks.later.locks & set(map(id, actor.holds)):
        later, looks.later = looks.later, None
        _wait(run, looks, later.seen, later.pause)


def _empty_turn(run: Run, actor: Actor, looks: Looks, last: Turn) -> None:
    seen: dict[Part, int] = {}
    for target, part, version in looks.reads[last.reads :]:
        seen.setdefault((target, part), version)
    pause = _pause(run, looks, last) if last.clock != looks.clock else None
    locks = frozenset(map(id, looks.given[last.given :])) & set(map(id, actor.holds))
    if locks:
        looks.later = Later(locks, seen, pause)
    else:
        _wait(run, looks, seen, pause)


def _same(one: dict[str, Any] | None, other: dict[str, Any], counted: frozenset[str], run: Run) -> bool:
    if one is None or len(one) != len(other):
        return False
    differing = [name for name, value in one.items() if name not in other or other[name] is not value]
    if not counted.issuperset(differing):
        return False
    if differing:
        run.assume(COUNTED)
    return True


def _wait(run: Run, looks: Looks, seen: dict[Part, int], pause: float | None) -> None:
    """Until something of this is written; or, with a pause, until nobody else can go on."""
    if pause is not None and run.peeks:
        return  # its time will come

    def changed() -> bool:
        return any(run.version(target, part) != version for (target, part), version in seen.items())

    if not changed():
        run.pause(Spin(changed, None if pause is None else _until_changed(run, looks, pause), tuple(seen)))
    elif _all_in_vain(run) and pause is None:
        if len(run.vain) > 1 and any(found and found.chancy for found in (run.actors[i].looks for i in run.vain)):
            run.unfair = True  # they miss each other before long: for ever, that is no order in life
            run.stop("pruned", "")
        names = " and ".join(run.actors[i].name for i in sorted(run.vain))
        several = "go round and round, and keep each other from getting anywhere"
        run.stop("livelock", f"{names} {several if len(run.vain) > 1 else 'goes round and round, and gets nowhere'}")


def _pause(run: Run, looks: Looks, last: Turn) -> float:
    """How much longer an empty turn takes than it slept."""
    if not looks.turns:
        looks.since = last.now
    looks.turns += 1
    waited = run.clock() - looks.since
    if waited > A_DAY:
        return waited
    if looks.rests == last.rests:
        return max(A_LITTLE, waited / PART)
    return waited / PART if looks.turns > EXACT else 0.0


def _until_changed(run: Run, looks: Looks, pause: float) -> float:
    """Until when to wait for a change; if all have waited for ages, that is a livelock."""
    if _is_tired(run, looks) and all(_is_hopeless(run, i) for i in run.living):
        run.stop("livelock", "")
    return nextafter(run.clock() + pause, inf)


def _is_tired(run: Run, looks: Looks) -> bool:
    """Whether it has gone round in vain for ages."""
    return looks.turns > 0 and run.clock() - looks.since > FOR_AGES


def _is_hopeless(run: Run, index: int) -> bool:
    """Whether the actor waits without a limit, or has gone round in vain for ages."""
    looks = run.actors[index].looks
    return _is_stuck(run, index) or (looks is not None and _is_tired(run, looks))


def _all_in_vain(run: Run) -> bool:
    """Another empty round, although something had changed: does nobody do anything else any more?"""
    actor = run.current
    assert actor is not None
    done = sum(
        (run.events[a.index] if a.looks is None else a.looks.effects if a.alive else 0) + (not a.alive) + 1
        for a in run.actors
    )
    if done != run.counted:
        run.counted = done
        run.vain.clear()
    run.vain[actor.index] = run.vain.get(actor.index, 0) + 1
    return all(run.vain.get(i, 0) >= IN_VAIN or _is_stuck(run, i) for i in run.living)


def _is_stuck(run: Run, index: int) -> bool:
    operation = run.pending[index]
    return operation.deadline is None and not operation.is_possible()
