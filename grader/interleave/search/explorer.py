"""One exploration in progress: runs schedules inside the budget, files their endings, tells each with its witness."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, replace
from typing import Protocol

from ..ending import Ending, Escape
from ..program import Program, Scenario, Search, Target
from ..run.pace import APART, ON_THE_CLOCK, Pace, again
from ..run.scheduler import Chooser, Run
from ..strategies.trace import Trace
from ..surroundings.world import World
from ..token import digest_of
from .launch import Finished, Mode, run_once
from .seen import Seen
from .shrink import Candidate, forced_switches
from .speed import slowness

SPARE = 3
"""Seconds beyond those of the search that its stories may take."""
WILD = 50
"""Changes of turn beyond which a story explains little."""
DEAR = 0.002
"""Seconds of processor time that no step takes of which the program has no part: thirty times of what is usual on a slow machine.
On one that is slower still (`speed`) it is as much more."""
EFFORT = 100
"""Steps that a schedule of the budget may have on average."""
FEWEST, VERY_FEWEST = 6, 3
"""Whole runs that even a long program gets, as long as they are not more than so many steps together; and the longest."""
TOGETHER = 1_600_000
TURNS = 16
"""How often the turn passes at least where beginnings are looked at."""
FEW = 2 * FEWEST
"""Whole runs that are too few to leave any to chance."""


class Spent(Exception):
    """The budget allows no further schedule."""


class Strategy(Protocol):
    """Hands out choosers and learns from what they led to."""

    def next(self) -> Chooser | None:
        """The next run, or None."""
        ...

    def learn(self, trace: Trace) -> None:
        """What the last run did."""
        ...


@dataclass(slots=True)
class Found:
    """One distinct ending so far, with the simplest schedule that led there."""

    ending: Ending
    first: int
    """The number of the schedule that first ended so."""
    count: int
    pace: Pace
    best: Candidate
    work: int = 0
    """What the run had cost that first ended so, in steps."""

    @property
    def timed(self) -> bool:
        """Whether the clock decided."""
        return self.pace in ON_THE_CLOCK

    @property
    def is_wild(self) -> bool:
        """Whether its schedule changes turns so often that it is told last."""
        return not self.timed and len(self.best.switches) > WILD


class Explorer:
    """Runs and remembers."""

    def __init__(self, program: Program, target: Target, search: Search, world: World | None = None) -> None:
        self.target, self.search = target, search
        self.world = make_world(program, target, search, world)
        self.digest = digest_of(program, target, search)
        self.pace: Pace = "free"
        """Of the runs that strategies propose: `impatient` ones let timeouts fire early, those `as filled` go through sets in another order."""
        self._begin_with_nothing_seen()
        self._begin_to_spend()

    def _begin_with_nothing_seen(self) -> None:
        self.found: dict[object, Found] = {}
        self.schedules = 0
        self.pruned = 0
        """Runs given up because they could only repeat what was seen."""
        self.escapes: dict[Escape, None] = {Escape(*place): None for place in self.world.escapes}
        self.seen = Seen()
        self.shared_steps = 0
        """Steps of one run that others could notice: of the first, or of the straight one once all places are known."""
        self.told_apart = False
        """In some run, somebody could tell which of several threads that do the same is which."""
        self.both_ways = False
        """All was searched once more with another order of such sets."""
        self.endless = False
        """Some run was cut off at the step limit."""
        self.short_work = False
        """In some run that is no run on the clock, short work was made of a long loop: not every place to switch was one."""
        self.too_long = 0
        """Steps after which an order was given up that would have come to an end; 0: none was."""
        self.kept_apart = False
        """In the run that was looked into, locks kept apart whoever touched what is shared."""
        self.torn = ""
        """What is changed by two at once in the beginning of such an order, and in which line."""
        self._endless_seen = False
        """Some order was still going after all the steps that there are."""
        self.beginning = 0
        """The program goes on for ever: so many steps of each order are looked at, and how it stands then is no ending. 0: it does not."""

    def _begin_to_spend(self) -> None:
        budget = self.search.budget
        self.late = False
        """The wall clock ran out."""
        self.spent = False
        """It ran out in the first order, which had not come to its end."""
        self.cut_off = False
        """The first order was cut off, and may have an end."""
        self.step_limit = 0
        """Steps of one schedule before it is called endless, once it is known how many a usual one has."""
        self.brisk = 0
        """Steps of a usual run, where short work is made of long loops since nobody can go through every order anyway."""
        self.effort = 0
        """Steps of all runs together."""
        self.allowed = budget.schedules * EFFORT
        """How many of them there may be: programs with long runs get fewer schedules."""
        self._until = time.process_time() + budget.seconds
        self.until = self._until + min(budget.seconds / 4, SPARE)
        """Until when stories are told, in seconds of processor time."""
        self.longest = 0.0
        """Seconds of processor time that the longest run took."""
        self._in_runs = 0.0
        """The same of all of them."""

    def is_late(self) -> bool:
        """Whether the time is over in which there is searched."""
        return time.process_time() > self._until

    def left(self) -> int:
        """How many schedules may still be run: as many as there are left, or as there are steps for if they are as long as those before."""
        if self.is_late():
            self.late = True
            return 0
        if self.effort >= self.allowed:
            return 0
        steps = self.effort // max(1, self.schedules + self.pruned)
        return min(self.search.budget.schedules - self.schedules, (self.allowed - self.effort) // max(1, steps) + 1)

    @property
    def computing(self) -> float:
        """Seconds of processor time that the program itself computes in one order, where that is why not more of them were
        tried: the time was over, most of it was spent in runs, and their steps took longer than any of ours can. Else 0."""
        over = self.late and not self.spent
        mostly = over and self._in_runs > self.search.budget.seconds / 2
        in_steps = mostly and self._in_runs > self.effort * DEAR * slowness()
        return self._in_runs / max(1, self.schedules + self.pruned) if in_steps else 0.0

    def grant(self, steps: int) -> None:
        """Allow for a few whole runs, however long a run is."""
        self.allowed = max(self.allowed, min(steps * FEWEST, TOGETHER), steps * VERY_FEWEST)

    def look_at_beginnings(self, steps: int, runs: int) -> None:
        """From here on, so many steps of each order: of as many as that allows for."""
        self.beginning = self.step_limit = steps
        self.brisk, self.allowed = 0, self.effort + steps * runs

    def has_few_runs_of(self, steps: int) -> bool:
        """Whether runs of that many steps are so long that hardly any are left."""
        return steps > EFFORT and self.allowed - self.effort < steps * FEW

    def run(self, chooser: Chooser, pace: Pace | None = None, *, twins: bool = False) -> Finished:
        """Run one schedule and file its ending. `twins`: those come in one order alone. Raises Spent when there may be none any more; one there always may."""
        if self.schedules and self.left() <= 0:
            raise Spent
        pace = pace or self.pace
        mode = replace(self.mode(pace), twins=twins, until=self._until, first=not (self.schedules or self.pruned))
        began = time.process_time()
        finished = run_once(self.world, self.target, chooser, mode, self.found)
        took = time.process_time() - began
        self.longest, self._in_runs = max(self.longest, took), self._in_runs + took
        self.effort += finished.run.work
        self.spent = self.spent or (finished.run.spent and not finished.run.too_long)
        self.late = self.late or self.spent
        self._note(finished if self.beginning else self._to_the_end(finished, mode, pace), pace)
        return finished

    def _note(self, finished: Finished, pace: Pace) -> None:
        """Count a run, and keep what it has shown."""
        if not finished.run.timed:
            self.endless = self.endless or finished.run.unfair
            self.short_work = self.short_work or finished.run.short_work
        if (self.schedules + self.pruned) % 200 == 199:
            gc.collect()
        self.told_apart = self.told_apart or finished.run.told_apart
        for file, line, what in finished.run.escapes:
            self.escapes.setdefault(Escape(file, line, what))
        if self.beginning and _shows_nothing(finished.run, self.beginning):
            self.schedules += 1
            return
        if finished.run.over == "pruned":
            self.pruned += 1
            self.late = self.late or self.is_late()
            return
        self.schedules += 1
        self.shared_steps = len(finished.trace.steps) if self.schedules == 1 else self.shared_steps
        self._file(finished, pace)

    def look_for_alterations(self) -> None:
        """What the last runs have changed of the library, after which it was not asked."""
        for what in self.world.standins.alterations():
            self.escapes.setdefault(Escape("", 0, what))

    def _to_the_end(self, finished: Finished, mode: Mode, pace: Pace) -> Finished:
        """What was still going after more steps than a usual run has may come to an end all the same: the same order once more,
        with all the steps that there are, before it is called endless; unless some order was already."""
        most = self.search.budget.steps
        if finished.run.over != "timed_out":
            return finished
        if self._endless_seen or mode.steps >= most or finished.run.spent:
            self._endless_seen = True
            return self._unless_too_long(finished)
        self.endless = True  # the strategy was told of a part of it only
        all_steps = replace(mode, steps=most, certain=self.search.budget.certain)
        longer = run_once(self.world, self.target, again(pace, finished.run.switches), all_steps, self.found)
        self.effort += longer.run.work
        self._endless_seen = longer.run.over == "timed_out"
        if not self._endless_seen:
            self.step_limit = min(most, max(self.step_limit, 4 * longer.run.length))
            self.grant(longer.run.work)
        return self._unless_too_long(longer)

    def _unless_too_long(self, finished: Finished) -> Finished:
        """What would come to an end for certain is no ending of its own, only given up."""
        if finished.run.too_long:
            finished.run.over, self.too_long, self.endless = "pruned", finished.run.length - 1, True
        return finished

    def _file(self, finished: Finished, pace: Pace) -> None:
        run, timed = finished.run, pace in ON_THE_CLOCK
        self.seen.add(run)
        self.endless = self.endless or run.over == "timed_out"
        known = self.found.get(finished.key)
        if known is None and self.beginning and (alike := self._alike(finished)) is not None:
            alike.count += 1
            return
        if known is None:
            self.found[finished.key] = Found(finished.ending, self.schedules, 1, pace, candidate(finished), run.work)
            self.seen.printers = max(self.seen.printers, len(run.output.printers()))
            return
        known.count += 1
        if (
            timed
            or known.pace == "in turn"  # the same round again and again is told best
            or (pace != known.pace and not APART.isdisjoint((pace, known.pace)))
            or (not known.timed and len(run.switches) > len(known.best.switches) + 4)
        ):
            return
        best = candidate(finished)
        if known.timed or best.cost < known.best.cost:
            known.pace, known.best = pace, best

    def _alike(self, finished: Finished) -> Found | None:
        """What went wrong in the same way before, after other rounds of what goes on for ever."""
        way = _way(finished.ending)
        return next((found for found in self.found.values() if _way(found.ending) == way), None)

    def go_through(self, strategy: Strategy, most: int | None = None, *, twins: bool = False) -> bool:
        """Run what a strategy proposes; whether it came to its end inside the budget.

        Stops, too, when a new place turned out to be shared: what was run before it lacked steps; or twins to be told apart: it
        lacked orders.
        """
        end = self.schedules + self.pruned + most if most is not None else None
        while True:
            if self.left() <= 0 or (end is not None and self.schedules + self.pruned >= end):
                return False
            chooser = strategy.next()
            if chooser is None:
                return True
            finished = self.run(chooser, twins=twins)
            strategy.learn(finished.trace)
            if finished.run.grown or finished.run.told_apart:
                return False

    def mode(self, pace: Pace) -> Mode:
        return Mode(
            self._limit(pace), pace=pace, output_order=self.search.output_order, brisk=self.brisk,
            turn=self.beginning // TURNS, visible=None if pace == "in turn" else self.world.visible,
            certain=self.search.budget.certain if self._limit(pace) >= self.search.budget.steps else 0,
            would_end=self.seen.ending_daemons,
        )  # fmt: skip

    def _limit(self, pace: Pace) -> int:
        return self.search.budget.steps if pace == "timed" or not self.step_limit else self.step_limit

    def limit_of(self, found: Found) -> int:
        """For its repetition: it may have been found while more steps were allowed."""
        limit = self._limit(found.pace)
        return limit if found.ending.kind == "timed_out" else max(limit, 2 * sum(found.best.events))


def _shows_nothing(run: Run, beginning: int) -> bool:
    """Whether it only went on, as far as it was looked at, and nobody failed."""
    failed = run.over != "pruned" and any(actor.trouble is not None for actor in run.actors)
    return not failed and (run.steps > beginning or run.chatty)


def _way(ending: Ending) -> object:
    """How it went wrong, whatever had been printed until then and whoever had come how far."""
    return ending.kind, {(actor.trouble.type, *actor.trouble.frames[-1:]) for actor in ending.actors if actor.trouble}


def candidate(finished: Finished) -> Candidate:
    """The schedule of a run."""
    run = finished.run
    return Candidate(tuple(run.switches), forced_switches(finished.trace), tuple(run.events))


def make_world(program: Program, target: Target, search: Search | None = None, prepared: World | None = None) -> World:
    """The world for a target; a scenario's file lies beside the program's. `prepared`: the program's, if that will do."""
    scenario = target if isinstance(target, Scenario) else None
    coarse = search is not None and search.atomicity == "cpython"
    text = None if scenario is None else scenario.text
    fitting = prepared if prepared is not None and not coarse and prepared.beside == text else None
    world = fitting or World(program, scenario, coarse=coarse)
    world.for_good = prepared is not None and prepared.for_good
    world.searched = True
    world.any_time = search is not None and search.timeouts == "any"
    return world
