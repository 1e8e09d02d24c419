"""One exploration in progress: runs schedules inside the budget, files their endings, tells each with its witness."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from .ending import Ending, Escape, FoundEnding, Step, Witness
from .launch import Finished, Mode, run_once
from .program import Program, Scenario, Search, Target
from .scheduler import Chooser
from .shrink import Candidate, forced_switches, shrink
from .strategies.replay import Replay, Switch
from .strategies.trace import Trace
from .targets import SCENARIOS
from .token import Schedule, digest_of, encode
from .witness import tell
from .world import World

MOST_STORIES = 100
"""Distinct endings whose witness is told in full; of further ones only the token is given."""
MOST_SHRUNK = 20
"""Distinct endings whose witness is made as simple as can be."""
BEGINNING = 600
"""Steps of an endless schedule that are listened to for its story."""
MOST_OF_BEGINNING = 60
SHRINKING = 40_000
"""Steps that may be spent on making witnesses simpler: half of what is left for each, so that the first get the most. For
small programs that is more than all of them need; a long one's first witness takes as long as a search does."""


LONG_RUN = 20_000
"""Steps of a run beyond which telling its story takes seconds: then only three stories are told."""
EFFORT = 100
"""Steps that a schedule of the budget may have on average."""
FEWEST = 6
"""Whole runs that even the longest program gets."""


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
    timed: bool
    best: Candidate
    origin: Candidate
    impatient: bool = False
    """The schedule that `ending` was told of."""


class Explorer:
    """Runs and remembers."""

    def __init__(self, program: Program, target: Target, search: Search) -> None:
        self.target, self.search = target, search
        self.world = make_world(program, target, search)
        self.found: dict[object, Found] = {}
        self.schedules = 0
        self.pruned = 0
        """Runs given up because they could only repeat what was seen."""
        self.escapes: dict[Escape, None] = {Escape(*place): None for place in self.world.escapes}
        self.assumptions: dict[str, None] = {}
        """What models took for granted in some run."""
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
        self.late = False
        """The wall clock ran out."""
        self.digest = digest_of(program, target, search)
        self.impatient = False
        """Runs let timeouts fire early."""
        self.step_limit = 0
        """Steps of one schedule before it is called endless, once it is known how many a usual one has."""
        self.effort = 0
        """Steps of all runs together."""
        self.allowed = search.budget.schedules * EFFORT
        """How many of them there may be: programs with long runs get fewer schedules."""
        self._until = time.monotonic() + search.budget.seconds
        self._shrinking = SHRINKING
        self._told_by = self._until + search.budget.seconds / 2

    def left(self) -> int:
        """How many schedules may still be run."""
        if time.monotonic() > self._until:
            self.late = True
            return 0
        return self.search.budget.schedules - self.schedules if self.effort < self.allowed else 0

    def grant(self, steps: int) -> None:
        """Allow for a few whole runs, however long a run is."""
        self.allowed = max(self.allowed, steps * FEWEST)

    def run(self, chooser: Chooser, *, timed: bool = False) -> Finished:
        """Run one schedule and file its ending. Raises Spent when there may be none any more; one there always may."""
        if self.schedules and self.left() <= 0:
            raise Spent
        mode = self._mode(timed, self.impatient)
        finished = run_once(self.world, self.target, chooser, mode, self.found)
        self.effort += finished.run.steps
        if (self.schedules + self.pruned) % 200 == 199:
            gc.collect()
        if finished.run.over == "pruned":
            self.pruned += 1
            return finished
        self.schedules += 1
        if self.schedules == 1:
            self.shared_steps = len(finished.trace.steps)
        self._file(finished, timed)
        return finished

    def _file(self, finished: Finished, timed: bool) -> None:
        run = finished.run
        for file, line, what in run.escapes:
            self.escapes.setdefault(Escape(file, line, what))
        self.rough.update((Escape(*place), None) for place in run.rough)
        self.assumptions.update(run.assumptions)
        self.waited = self.waited or (bool(run.timeouts) and not timed)
        self.patient = self.patient or (run.patient and not timed)
        self.endless = self.endless or run.over == "timed_out"
        known = self.found.get(finished.key)
        if known is None:
            best = Candidate(tuple(run.switches), forced_switches(finished.trace))
            self.found[finished.key] = Found(
                finished.ending, self.schedules, 1, timed, best, best, self.impatient and not timed
            )
            return
        known.count += 1
        if (
            timed
            or self.impatient != known.impatient
            or (not known.timed and len(run.switches) > len(known.best.switches) + 4)
        ):
            return
        best = Candidate(tuple(run.switches), forced_switches(finished.trace))
        if known.timed or best.cost < known.best.cost:
            known.timed, known.best = False, best
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
        every = sorted(self.found.items(), key=lambda item: item[1].ending.kind == "finished")
        stories = MOST_STORIES if max(found.ending.steps for found in self.found.values()) < LONG_RUN else 3
        for number, (key, found) in enumerate(every):
            if number >= stories or (number and time.monotonic() > self._told_by):
                token = self._token(found, found.origin.switches)
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
            output_order=self.search.output_order, timed=found.timed, impatient=found.impatient,
        )  # fmt: skip
        return (*story.short[:MOST_OF_BEGINNING], *_standing(found.ending))

    def _told(self, key: object, found: Found, *, shrinking: bool) -> FoundEnding:
        best = self._shrunk(key, found) if shrinking and not found.timed else found.best
        switches = () if found.timed else best.switches
        ordered = self.search.output_order
        story = tell(
            self.world, self.target, switches, steps=self._limit(found.timed), output_order=ordered,
            timed=found.timed, impatient=found.impatient,
        )  # fmt: skip
        ending = replace(story.finished.ending, values=found.ending.values)
        if story.finished.key != key or story.diverged:
            detail = f"this schedule did not repeat itself: {found.ending.detail}"
            ending = replace(found.ending, kind="engine_fault", detail=detail)
        return FoundEnding(ending, found.count, Witness(self._token(found, switches), story.short), found.first)

    def _token(self, found: Found, switches: Sequence[Switch]) -> str:
        timed = found.timed
        limit = 0 if timed else self.step_limit
        return encode(Schedule(() if timed else tuple(switches), self.digest, timed, found.impatient, limit))

    def _mode(self, timed: bool, impatient: bool) -> Mode:
        ordered, visible = self.search.output_order, self.world.visible
        return Mode(self._limit(timed), timed=timed, output_order=ordered, impatient=impatient, visible=visible)

    def _limit(self, timed: bool) -> int:
        return self.search.budget.steps if timed or not self.step_limit else self.step_limit

    def _shrunk(self, key: object, found: Found) -> Candidate:
        least = self._shrinking // 2

        def attempt(switches: Sequence[Switch]) -> Candidate | None:
            if self._shrinking < least:
                return None
            chooser = Replay(switches)
            mode = self._mode(False, found.impatient)
            finished = run_once(self.world, self.target, chooser, mode, self.found)
            self._shrinking -= finished.run.steps
            if finished.key != key:
                return None
            return Candidate(tuple(finished.run.switches), forced_switches(finished.trace))

        return shrink(found.best, attempt)


def _standing(ending: Ending) -> tuple[Step, ...]:
    """Where everybody stands who has not come to an end: the story of a schedule without one."""
    return tuple(
        Step(a.name, "", a.line, "", "is still going" if a.status == "running" else a.doing, "", decisive=True)
        for a in ending.actors
        if a.line and a.status in ("running", "blocked")
    )


def make_world(program: Program, target: Target, search: Search | None = None) -> World:
    """The world for a target; a scenario's file lies beside the program's."""
    extra = {SCENARIOS: target.source} if isinstance(target, Scenario) else None
    world = World(program, extra, coarse=search is not None and search.atomicity == "cpython")
    world.searched = True
    return world


__all__ = ["Explorer", "Strategy", "make_world"]
