"""The search: strategies in a good order inside a budget.

1. One run in virtual time, one straight run, a few random ones: they show which places are shared.
2. Everything, by partial-order reduction. If it comes to its end, that is a proof and all else is needless.
3. Otherwise: interrupt where races were seen, hold each actor back once before each of its steps (the others in the
   order of their creation, then the youngest first), random priorities, plain chance, and with what is left of the
   budget all schedules with no, one, two forced switches.
Whenever a place turns out to be shared that was not known to be, what claims completeness begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from .ending import UNSTEADY, Exploration, FoundEnding, Witness
from .models.files.disk import nothing_left
from .operations import DEALT
from .program import Program, Search, Steps, Target
from .search import claims
from .search.everything import Everything
from .search.explorer import Explorer, Spent, make_world
from .search.few_runs import LONG, look_into, search_beginnings, search_long, see_whether_locks_do, torn_at_first
from .search.launch import Finished
from .search.stopped import why_it_stopped
from .search.telling import Telling
from .search.witness import LONG_RUN, stops_of, tell
from .strategies.in_turn import InTurn
from .strategies.in_vain import WaitsInVain
from .strategies.pct import Pct
from .strategies.preemption_bound import PreemptionBound
from .strategies.randomly import Randomly
from .strategies.sweep import Straight, Sweep
from .strategies.timed import RunToBlock
from .surroundings.world import World
from .token import BadToken, decode, digest_of
from .trials import Trial, tried

FIRST_SLICE = 280
"""Runs in which most small programs are gone through entirely."""
BASIC, MOST = 14, 20
"""Two to the power of this is how many steps any schedule may have; a hundred times the usual number, if more, as far as
the greater power allows; four times the usual number in any case."""
PACED = 40_000
"""Steps of the longest run that is run once more with everybody at the same pace."""
SECOND_LOOK = 100_000
"""Steps after which another run is called endless, too, once one was."""
FEW_FIRST = 15
"""Runs of each kind that come before all others where the clock has shown that some are long."""
FEW_DEALT = 30
"""Runs of each kind in which whoever is idle takes a pool's next task."""


@dataclass(frozen=True, slots=True)
class Covered:
    """How far orders were gone through."""

    all: bool = False
    bound: int = -1
    """The highest number of forced switches that was run through."""
    lacks_early: bool = False
    """All but those in which a timeout fires early."""


def explore(
    program: Program,
    target: Target,
    search: Search | None = None,
    world: World | None = None,
) -> Exploration:
    """Search for every distinct ending. `world`: the program's, prepared before."""
    search = search or Search()
    explorer = Explorer(program, target, search, world)
    with explorer.world.installed(), nothing_left(explorer.world.refreshed):
        facts = _search(explorer, search)
        endings = tuple(sorted(Telling(explorer).endings(), key=lambda found: found.first))
    # Where some order was not followed, or did not repeat itself, nothing is known to be covered.
    if any(found.ending.kind == "engine_fault" for found in endings):
        facts = replace(facts, exhausted=False, bound=-1)
    return Exploration(
        endings=endings,
        exhaustive=claims.exhaustive(facts),
        proved=claims.proved(facts),
        controlled=not explorer.escapes,
        schedules=explorer.schedules,
        escapes=tuple(explorer.escapes),
        patient=claims.patient(facts),
        in_any_order=claims.in_any_order(facts),
        computing=explorer.computing,
        cut_off=explorer.cut_off,
        spent=explorer.spent,
    )


def draw(
    program: Program,
    target: Target,
    trials: Sequence[Trial],
    search: Search | None = None,
    world: World | None = None,
) -> tuple[FoundEnding, ...]:
    """How a few orders end that somebody else chose, each in a target of its own that begins as `target` does."""
    search = search or Search()
    prepared = make_world(program, target, search, world)
    with prepared.installed(), nothing_left(prepared.refreshed):
        return tuple(tried(prepared, trials, search))


def _search(explorer: Explorer, search: Search) -> claims.Facts:
    """Go through the strategies; what that amounts to."""
    first = explorer.run(RunToBlock(), "timed")
    alone = len(first.run.actors) == 1 or explorer.spent
    explorer.cut_off = first.run.over == "timed_out" and not first.run.endless
    try:
        covered = _search_alone(explorer, first) if alone else _search_together(explorer, first, search)
    except Spent:
        covered = Covered()  # what was found until then is what there is to say
    explorer.look_for_alterations()
    return claims.Facts(
        schedules=explorer.schedules,
        shared_steps=explorer.shared_steps,
        exhausted=covered.all and not covered.lacks_early and not _left_out(explorer),
        bound=covered.bound,
        seen=explorer.seen,
        stopped=why_it_stopped(explorer, alone=alone, lacks_early=covered.lacks_early),
        escapes=tuple(explorer.escapes),
        search=search,
        alone=alone,
        clocks=explorer.world.reads_clock,
        both_ways=explorer.both_ways,
        beginning=explorer.beginning,
        kept_apart=explorer.kept_apart and len(explorer.found) == 1,  # else it is no comfort
    )


def _search_alone(explorer: Explorer, only: Finished) -> Covered:
    """There is nothing to interleave."""
    if explorer.seen.hashes and explorer.left() > 0:
        explorer.run(Straight(), "as filled")
        explorer.both_ways = True
    return Covered(only.run.over not in ("timed_out", "engine_fault", "pruned"))


def _search_together(explorer: Explorer, first: Finished, search: Search) -> Covered:
    """What the clock has shown tells how long runs are: so much is allowed for."""
    if first.run.endless:
        search_beginnings(explorer, search.seed)
        return Covered()
    explorer.grant(first.run.work)
    if first.run.over in ("timed_out", "pruned"):
        explorer.step_limit = min(SECOND_LOOK, search.budget.steps)
    elif first.run.steps > LONG:
        explorer.brisk = first.run.steps
    return _search_orders(explorer, explorer.run(Straight()), search.seed)


def _search_orders(explorer: Explorer, straight: Finished, seed: int) -> Covered:
    """Everything that more than one actor makes needful; see `_go_through`."""
    if straight.run.too_long:
        explorer.torn = torn_at_first(explorer)
    if straight.run.over == "timed_out" and not straight.run.too_long:
        search_beginnings(explorer, seed)
        return Covered()
    if straight.run.over == "engine_fault" or straight.run.too_long:
        return Covered()
    explorer.step_limit = 1 << _power(straight.run.length)
    explorer.grant(straight.run.work)
    if straight.run.watching and straight.run.steps <= PACED:
        # Somebody may wait busily: will all get on who keep pace with each other?
        explorer.run(InTurn(), "in turn")
    if straight.run.steps > LONG or explorer.has_few_runs_of(straight.run.steps):
        search_long(explorer, straight, seed)
        return Covered()
    straight = _profile(explorer, straight, seed)
    see_whether_locks_do(explorer, straight)
    if straight.run.steps > LONG:
        look_into(explorer, straight, share=30)
        return Covered()
    return _go_through(explorer, straight)


def _power(steps: int) -> int:
    return max(BASIC, min(MOST, (steps * 100).bit_length()), (steps * 4).bit_length())


def _left_out(explorer: Explorer) -> bool:
    """Whether some schedule was not followed to its end, or there are endings that may differ only in the order of keys."""
    return explorer.endless or explorer.late or (explorer.world.crowded and len(explorer.found) > 1)


def _profile(explorer: Explorer, straight: Finished, seed: int) -> Finished:
    """A few random runs, until no new place turns out to be shared; the straight run with all of them visible."""
    for number in range(4):
        shown = len(explorer.world.visible)
        if explorer.left() <= 0 or (
            explorer.go_through(Randomly(seed + number, 2)) and shown == len(explorer.world.visible)
        ):
            break
    shown = len(explorer.world.visible)
    again = explorer.run(Straight())
    if len(again.trace.steps) > LONG or len(explorer.world.visible) != shown:
        return again
    straight, again = again, explorer.run(Straight())
    if again.key != straight.key and not explorer.escapes:
        explorer.escapes[UNSTEADY] = None
    return again


def _go_through(explorer: Explorer, straight: Finished) -> Covered:
    """By reduction, then by what finds most of the rest."""
    explorer.shared_steps = len(straight.trace.steps)
    if explorer.world.any_time and explorer.seen.limits_waits:
        explorer.go_through(WaitsInVain(), max(10, explorer.left() // 10))
    if explorer.brisk:  # an order that is as long as on the clock leaves little for what comes after it
        look_into(explorer, straight, share=FEW_FIRST)
    everything = Everything(explorer)
    done = everything.go_on(FIRST_SLICE)
    _go_through_impatient(explorer)
    _go_through_other_sets(explorer)
    if done:
        return Covered(all=True, lacks_early=everything.lacks_early)
    share = max(10, explorer.left() // 4)
    look_into(explorer, straight, share=min(share, 200))
    if everything.go_on(explorer.left() // 2):
        return Covered(all=True, lacks_early=everything.lacks_early)
    explorer.go_through(Pct(explorer.search.seed + 1, max(10, explorer.left() // 2)))
    explorer.go_through(Randomly(explorer.search.seed, explorer.left() // 5))
    for _ in range(3):
        shown = len(explorer.world.visible)
        bounded = PreemptionBound()
        if explorer.go_through(bounded) or len(explorer.world.visible) == shown:
            if bounded.diverged:
                explorer.escapes.setdefault(UNSTEADY)
            if explorer.endless or explorer.short_work:
                return Covered()  # nobody knows what came after a cut, or between the steps of a long loop
            if explorer.seen.rough:
                return Covered()  # nothing was seen to race with them (`_doubt`), but not in every run
            return Covered(bounded.whole, bounded.complete)
    return Covered()


def _go_through_impatient(explorer: Explorer) -> None:
    """Some of the orders that the claim leaves out: timeouts fire early, and whoever is idle takes a pool's next task."""
    late = explorer.seen.waited and explorer.search.timeouts == "last"
    share = max(10, min(100 if late else FEW_DEALT, explorer.left() // 10))
    if late or DEALT in explorer.seen.assumptions:
        explorer.pace = "impatient"
        explorer.go_through(Sweep(), share)
        explorer.go_through(Pct(explorer.search.seed, share))
        explorer.pace = "free"


def _go_through_other_sets(explorer: Explorer) -> None:
    """The same where sets of the program's own objects are gone through in another order: all of it if that is not much, else some."""
    if not explorer.seen.hashes or explorer.left() <= 0:
        return
    explorer.pace = "as filled"
    explorer.run(Straight())
    everything = Everything(explorer)
    explorer.both_ways = everything.go_on(min(FIRST_SLICE, explorer.left() // 2)) and not everything.lacks_early
    if not explorer.both_ways:
        share = max(10, min(FEW_DEALT, explorer.left() // 10))
        explorer.go_through(Sweep(), share)
        explorer.go_through(Pct(explorer.search.seed, share))
    explorer.pace = "free"


def replay(
    program: Program,
    target: Target,
    token: str,
    search: Search | None = None,
    *,
    telling: Steps = "every",
    world: World | None = None,
) -> FoundEnding:
    """Run one schedule again, and tell so many of its steps; of a run that is long, only where every one is asked for."""
    search = search or Search()
    schedule = decode(token)
    if schedule.digest != digest_of(program, target, search):
        raise BadToken("this token belongs to another program (or to an older text of this one)")
    world = make_world(program, target, search, world)
    with world.installed(), nothing_left(world.refreshed):
        again = partial(
            tell, world, target, schedule.switches, steps=schedule.steps or search.budget.steps,
            certain=search.budget.certain,
            output_order=search.output_order, pace=schedule.pace,
        )  # fmt: skip
        story = again(silent=True)
        run = story.finished.run
        if telling == "every" or (telling == "some" and run.steps < LONG_RUN):
            story = again(stops=stops_of(run.switches, run.events) if run.steps > LONG_RUN else None)
    if story.finished.run.over == "pruned":
        raise BadToken("this schedule leads into an order that is given up, since it could not happen in life")
    if story.diverged:
        raise BadToken("this schedule does not fit the program any more")
    return FoundEnding(story.finished.ending, 1, Witness(token, story.steps if telling == "every" else story.short))
