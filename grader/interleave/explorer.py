"""One exploration in progress: runs schedules inside the budget, files their endings, tells each with its witness."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from .ending import Ending, Escape, FoundEnding, Step, Witness
from .instead import SCENARIOS
from .launch import Finished, Mode, run_once
from .program import Program, Scenario, Search, Target
from .scheduler import Chooser
from .shrink import Candidate, forced_switches, shrink
from .strategies.in_turn import InTurn
from .strategies.replay import Replay, Switch
from .strategies.trace import Trace
from .token import ON_THE_CLOCK, Pace, Schedule, digest_of, encode
from .witness import LONG_RUN, source_line, stops_of, tell
from .world import World

MOST_STORIES = 100
"""Distinct endings whose witness is told in full; of further ones only the token is given."""
MOST_SHRUNK = 20
"""Distinct endings whose witness is made as simple as can be."""
BEGINNING = 600
"""Steps of an endless schedule that are listened to for its story."""
MOST_OF_BEGINNING = 60
SHRINKING = 20_000
"""Steps that may be spent on making witnesses simpler: half of what is left for each, so that the first get the most. For
small programs that is more than all of them need; a long one's first witness takes as long as a search does."""
FEW_STORIES = 3
"""Stories that are told where runs are long."""
WILD = 50
"""Changes of turn beyond which a story explains little."""
EFFORT = 100
"""Steps that a schedule of the budget may have on average."""
FEWEST, VERY_FEWEST = 6, 3
"""Whole runs that even a long program gets, as long as they are not more than so many steps together; and the longest."""
TOGETHER = 1_600_000
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
    origin: Candidate
    """The schedule that `ending` was told of."""

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
        self.found: dict[object, Found] = {}
        self.schedules = 0
        self.pruned = 0
        """Runs given up because they could only repeat what was seen."""
        self.escapes: dict[Escape, None] = {Escape(*place): None for place in self.world.escapes}
        self.assumptions: dict[str, None] = {}
        """What models took for granted in some run."""
        self.printers = 0
        """How many actors printed something in some run."""
        self.shared_steps = 0
        """Steps of one run that others could notice: of the first, or of the straight one once all places are known."""
        self.rough: dict[Escape, None] = {}
        """Calls of the library's Python that touch what others touch, too. Where nothing races with them, no harm is done."""
        self.waited = False
        """Some run went on because a timeout fired: when it fires is then part of the claim."""
        self.patient = False
        """In some run somebody waited for a limited time: that this is long enough is part of the claim."""
        self.endless = False
        """Some run was cut off at the step limit."""
        self.too_long = False
        """Some order would have come to an end, after more steps than there may be."""
        self._endless_seen = False
        """Some order was still going after all the steps that there are."""
        self.late = False
        """The wall clock ran out."""
        self.digest = digest_of(program, target, search)
        self.pace: Pace = "free"
        """Of the runs that strategies propose: `impatient` ones let timeouts fire early."""
        self.step_limit = 0
        """Steps of one schedule before it is called endless, once it is known how many a usual one has."""
        self.brisk = 0
        """Steps of a usual run, where short work is made of long loops since nobody can go through every order anyway."""
        self.effort = 0
        """Steps of all runs together."""
        self.allowed = search.budget.schedules * EFFORT
        """How many of them there may be: programs with long runs get fewer schedules."""
        self._until = time.process_time() + search.budget.seconds
        self._shrinking = SHRINKING
        self._told_by = self._until + search.budget.seconds / 2

    def left(self) -> int:
        """How many schedules may still be run."""
        if time.process_time() > self._until:
            self.late = True
            return 0
        return self.search.budget.schedules - self.schedules if self.effort < self.allowed else 0

    def grant(self, steps: int) -> None:
        """Allow for a few whole runs, however long a run is."""
        self.allowed = max(self.allowed, min(steps * FEWEST, TOGETHER), steps * VERY_FEWEST)

    def has_few_runs_of(self, steps: int) -> bool:
        """Whether runs of that many steps are so long that hardly any are left."""
        return steps > EFFORT and self.allowed - self.effort < steps * FEW

    def run(self, chooser: Chooser, pace: Pace | None = None) -> Finished:
        """Run one schedule and file its ending. Raises Spent when there may be none any more; one there always may."""
        if self.schedules and self.left() <= 0:
            raise Spent
        pace = pace or self.pace
        mode = replace(self._mode(pace), until=self._until)
        finished = run_once(self.world, self.target, chooser, mode, self.found)
        self.effort += finished.run.steps
        self._note(self._to_the_end(finished, mode, pace), pace)
        return finished

    def _note(self, finished: Finished, pace: Pace) -> None:
        """Count a run, and keep what it has shown."""
        self.endless = self.endless or (finished.run.unfair and not finished.run.timed)
        if (self.schedules + self.pruned) % 200 == 199:
            gc.collect()
        for file, line, what in finished.run.escapes:
            self.escapes.setdefault(Escape(file, line, what))
        if finished.run.over == "pruned":
            self.pruned += 1
            self.late = self.late or time.process_time() > self._until
            return
        self.schedules += 1
        self.shared_steps = len(finished.trace.steps) if self.schedules == 1 else self.shared_steps
        self._file(finished, pace)

    def _to_the_end(self, finished: Finished, mode: Mode, pace: Pace) -> Finished:
        """What was still going after more steps than a usual run has may come to an end all the same: the same order once more,
        with all the steps that there are, before it is called endless; unless some order was already."""
        most = self.search.budget.steps
        if finished.run.over != "timed_out":
            return finished
        if self._endless_seen or mode.steps >= most:
            self._endless_seen = True
            return self._unless_too_long(finished)
        self.endless = True  # the strategy was told of a part of it only
        chooser = InTurn() if pace == "in turn" else Replay(finished.run.switches)
        longer = run_once(self.world, self.target, chooser, replace(mode, steps=most), self.found)
        self.effort += longer.run.steps
        self._endless_seen = longer.run.over == "timed_out"
        if not self._endless_seen:
            self.step_limit = min(most, max(self.step_limit, 4 * longer.run.length))
            self.grant(longer.run.steps)
        return self._unless_too_long(longer)

    def _unless_too_long(self, finished: Finished) -> Finished:
        """What would come to an end for certain is no ending of its own, only given up."""
        if finished.run.too_long:
            finished.run.over, self.too_long, self.endless = "pruned", True, True
        return finished

    def _file(self, finished: Finished, pace: Pace) -> None:
        run, timed = finished.run, pace in ON_THE_CLOCK
        self.rough.update((Escape(*place), None) for place in run.rough)
        self.assumptions.update(run.assumptions)
        self.waited = self.waited or (bool(run.timeouts) and not timed)
        self.patient = self.patient or (run.patient and not timed)
        self.endless = self.endless or run.over == "timed_out"
        known = self.found.get(finished.key)
        if known is None:
            best = _candidate(finished)
            self.found[finished.key] = Found(finished.ending, self.schedules, 1, pace, best, best)
            self.printers = max(self.printers, len(run.output.printers()))
            return
        known.count += 1
        if (
            timed
            or known.pace == "in turn"  # the same round again and again is told best
            or (pace == "impatient") != (known.pace == "impatient")
            or (not known.timed and len(run.switches) > len(known.best.switches) + 4)
        ):
            return
        best = _candidate(finished)
        if known.timed or best.cost < known.best.cost:
            known.pace, known.best = pace, best
            if known.ending.kind == "timed_out":
                known.origin = best

    def go_through(self, strategy: Strategy, most: int | None = None) -> bool:
        """Run what a strategy proposes; whether it came to its end inside the budget.

        Stops, too, when a new place turned out to be shared: what was run before it lacked steps.
        """
        end = self.schedules + self.pruned + most if most is not None else None
        while True:
            if self.left() <= 0 or (end is not None and self.schedules + self.pruned >= end):
                return False
            chooser = strategy.next()
            if chooser is None:
                return True
            finished = self.run(chooser)
            strategy.learn(finished.trace)
            if finished.run.grown:
                return False

    # --- witnesses ---------------------------------------------------------------------------------------

    def endings(self) -> Iterator[FoundEnding]:
        """Every ending; the most telling kinds first, and these with a story that was shrunk and replayed.

        Stories take half of the search's seconds at most; later endings have a token alone.
        """
        if not self.found:  # in no order did everybody get on
            detail = "no order could be followed to an end"
            if self.too_long:
                detail += f": each takes more than {self.search.budget.steps:,} steps (a few rounds of a loop show as much as many)"
            yield FoundEnding(Ending("engine_fault", detail=detail), 0, Witness("", ()))
            return
        every = sorted(self.found.items(), key=lambda item: (item[1].ending.kind == "finished", item[1].is_wild))
        stories = MOST_STORIES if max(found.ending.steps for found in self.found.values()) < LONG_RUN else FEW_STORIES
        if stories == FEW_STORIES and [found.ending.kind for found in self.found.values()] == ["finished"]:
            stories = 0  # the only way in which it ends has no story, and listening to it takes as long as a run
        for number, (key, found) in enumerate(every):
            if number >= stories or (number and time.process_time() > self._told_by):
                token = self._token(found, found.best.switches)
                yield FoundEnding(found.ending, found.count, Witness(token, ()), found.first)
            elif found.ending.kind == "timed_out":
                token = self._token(found, found.origin.switches)
                yield FoundEnding(found.ending, found.count, Witness(token, self._endless(found)), found.first)
            else:
                yield self._told(key, found, shrinking=number < MOST_SHRUNK)

    def _endless(self, found: Found) -> tuple[Step, ...]:
        """The story of a schedule without an end: how it begins, and where everybody is when we stop listening."""
        story = tell(
            self.world, self.target, () if found.timed else found.origin.switches, steps=BEGINNING,
            output_order=self.search.output_order, pace=found.pace,
        )  # fmt: skip
        beginning = story.short[:MOST_OF_BEGINNING]
        return (*beginning, *self._standing(found.ending, beginning))

    def _standing(self, ending: Ending, told: Sequence[Step]) -> Iterator[Step]:
        """Where everybody stands who has not come to an end, unless that is told already."""
        waiting = {(step.actor, step.line) for step in told if step.decisive}
        entry = self.world.program.entry if len(self.world.sources.keys() - {SCENARIOS}) == 1 else ""
        for actor in ending.actors:
            if not actor.line or actor.status not in ("running", "blocked") or (actor.name, actor.line) in waiting:
                continue
            doing = "is still going" if actor.status == "running" else actor.doing
            source = source_line(self.world, entry, actor.line)
            yield Step(actor.name, entry, actor.line, source, doing, "", decisive=True)

    def _told(self, key: object, found: Found, *, shrinking: bool) -> FoundEnding:
        best = self._shrunk(key, found) if shrinking and not found.timed else found.best
        switches = () if found.timed else best.switches
        telling = partial(
            tell, self.world, self.target, switches, steps=self._limit_of(found),
            output_order=self.search.output_order, pace=found.pace,
        )  # fmt: skip
        story = telling(stops=stops_of(best.switches, best.events) if found.ending.steps > LONG_RUN else None)
        ending = replace(story.finished.ending, values=found.ending.values)
        if story.finished.key != key or story.diverged:
            detail = f"the same order did not end in the same way when it was repeated: {found.ending.detail}"
            ending = replace(found.ending, kind="engine_fault", detail=detail)
        return FoundEnding(ending, found.count, Witness(self._token(found, switches), story.short), found.first)

    def _token(self, found: Found, switches: Sequence[Switch]) -> str:
        limit = 0 if found.pace == "timed" or not self.step_limit else self._limit_of(found)
        return encode(Schedule(() if found.timed else tuple(switches), self.digest, found.pace, limit))

    def _mode(self, pace: Pace) -> Mode:
        return Mode(
            self._limit(pace), timed=pace in ON_THE_CLOCK, output_order=self.search.output_order,
            impatient=pace == "impatient", even=pace == "in turn", brisk=self.brisk,
            visible=None if pace == "in turn" else self.world.visible,
        )  # fmt: skip

    def _limit(self, pace: Pace) -> int:
        return self.search.budget.steps if pace == "timed" or not self.step_limit else self.step_limit

    def _limit_of(self, found: Found) -> int:
        """For its repetition: it may have been found while more steps were allowed."""
        limit = self._limit(found.pace)
        done = max(sum(found.best.events), sum(found.origin.events))
        return limit if found.ending.kind == "timed_out" else max(limit, 2 * done)

    def _shrunk(self, key: object, found: Found) -> Candidate:
        least = self._shrinking // 2

        def attempt(switches: Sequence[Switch]) -> Candidate | None:
            if self._shrinking < least:
                return None
            finished = run_once(self.world, self.target, Replay(switches), self._mode(found.pace), self.found)
            self._shrinking -= finished.run.steps
            return _candidate(finished) if finished.key == key else None

        return shrink(found.best, attempt)


def _candidate(finished: Finished) -> Candidate:
    run = finished.run
    return Candidate(tuple(run.switches), forced_switches(finished.trace), tuple(run.events))


def make_world(program: Program, target: Target, search: Search | None = None, prepared: World | None = None) -> World:
    """The world for a target; a scenario's file lies beside the program's. `prepared`: the program's, if that will do."""
    scenario = target if isinstance(target, Scenario) else None
    coarse = search is not None and search.atomicity == "cpython"
    prepared = None if scenario or coarse else prepared
    world = prepared or World(program, scenario, coarse=coarse)
    world.searched = True
    return world
