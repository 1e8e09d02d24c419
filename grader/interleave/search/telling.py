"""From what a search has found to endings with their witnesses: each order made as simple as can be, repeated, and told."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ..ending import Ending, FoundEnding, Step, Witness
from ..instead import SCENARIOS
from ..strategies.replay import Replay, Switch
from ..token import Schedule, encode
from .explorer import Explorer, Found, candidate
from .launch import run_once
from .shrink import Candidate, shrink
from .witness import LONG_RUN, Story, source_line, stops_of, tell

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
TOO_LONG = 10 * LONG_RUN
"""Steps of a run on the clock, all of which would have to be listened to, that explain nothing."""


class Telling:
    """Tells the endings of one search."""

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self._shrinking = SHRINKING
        self._with_ends: dict[Witness, Callable[[], Story]] = {}
        """Tells a story once more, with the ends of its actors."""
        self._keys: dict[Witness, object] = {}
        """How the runs ended that these are stories of."""

    def endings(self) -> Iterator[FoundEnding]:
        """Every ending with its witness. Where the stories of two read alike, that may be since they differ in who ended before
        what: these are told with ends."""
        every = list(self._each())
        times = Counter(reading(found.witness.steps) for found in every if found.witness.steps)
        for found in every:
            again = self._with_ends.get(found.witness)
            if again is not None and times[reading(found.witness.steps)] > 1 and self._has_time():
                story = again()
                if story.finished.key == self._keys[found.witness] and not story.diverged:
                    found = replace(found, witness=replace(found.witness, steps=story.short))
            yield found

    def _each(self) -> Iterator[FoundEnding]:
        """The most telling kinds first, and these with a story that was shrunk and replayed.

        Where there is no time for a story, or a run is long, an ending has a token alone; so has an only one in which all goes
        well, which is told when somebody asks.
        """
        found_in_all = self._explorer.found
        if not found_in_all:  # in no order did everybody get on
            yield FoundEnding(Ending("engine_fault", detail=self._why_none()), 0, Witness("", ()))
            return
        every = sorted(found_in_all.items(), key=lambda item: (item[1].ending.kind == "finished", item[1].is_wild))
        long = max(found.work for found in found_in_all.values()) >= LONG_RUN
        stories = FEW_STORIES if long else MOST_STORIES
        only = [found.ending.kind for found in found_in_all.values()] == ["finished"]
        if only and long:
            stories = 0  # to see that it comes about again takes as long as a run
        for number, (key, found) in enumerate(every):
            if _has_no_end(found.ending) and number < stories:
                token = self._token(found, found.best.switches)
                steps = () if self._explorer.spent else self._endless(found)  # there is no time for it
                yield FoundEnding(found.ending, found.count, Witness(token, steps), found.first)
            elif number >= stories or not self._can_be_told(found):
                token = self._token(found, found.best.switches)
                yield FoundEnding(found.ending, found.count, Witness(token, ()), found.first)
            else:
                yield self._told(key, found, shrinking=number < MOST_SHRUNK, silent=only)

    def _why_none(self) -> str:
        why = "no order could be followed to an end"
        if self._explorer.too_long:
            most, torn = min(self._explorer.search.budget.certain, self._explorer.too_long), self._explorer.torn
            why += f": each takes more than {most:,} steps (a few rounds of a loop show as much as many)"
            why += f"; it can lose updates, since several change {torn} at the same time" if torn else ""
        return why

    def _can_be_told(self, found: Found) -> bool:
        """Whether there is time to listen to it once more, and to run it to make it simpler."""
        return not (found.timed and found.ending.steps > TOO_LONG) and self._has_time()

    def _has_time(self) -> bool:
        explorer = self._explorer
        return time.process_time() + 3 * explorer.longest < explorer.until

    def _endless(self, found: Found) -> tuple[Step, ...]:
        """The story of a schedule without an end: how it begins, and where everybody is when we stop listening."""
        story = tell(
            self._explorer.world, self._explorer.target, () if found.timed else found.best.switches, steps=BEGINNING,
            output_order=self._explorer.search.output_order, pace=found.pace,
        )  # fmt: skip
        beginning = story.short[:MOST_OF_BEGINNING]
        return (*beginning, *self._standing(found.ending, beginning))

    def _standing(self, ending: Ending, told: Sequence[Step]) -> Iterator[Step]:
        """Where everybody stands who has not come to an end, unless that is told already."""
        waiting = {(step.actor, step.line) for step in told if step.decisive}
        entry = (
            self._explorer.world.program.entry if len(self._explorer.world.sources.keys() - {SCENARIOS}) == 1 else ""
        )
        for actor in ending.actors:
            if not actor.line or actor.status not in ("running", "blocked") or (actor.name, actor.line) in waiting:
                continue
            doing = "is still going" if actor.status == "running" else actor.doing
            source = source_line(self._explorer.world, entry, actor.line)
            yield Step(actor.name, entry, actor.line, source, doing, "", decisive=True)

    def _told(self, key: object, found: Found, *, shrinking: bool, silent: bool) -> FoundEnding:
        best = self._shrunk(key, found) if shrinking and not found.timed else found.best
        switches = () if found.timed else best.switches
        telling = partial(
            tell, self._explorer.world, self._explorer.target, switches, steps=self._explorer.limit_of(found), certain=self._explorer.search.budget.certain,
            output_order=self._explorer.search.output_order, pace=found.pace,
        )  # fmt: skip
        stops = stops_of(best.switches, best.events) if found.ending.steps > LONG_RUN else None
        story = telling(stops=stops, silent=silent)
        if story.finished.key == key and not story.diverged:
            ending = replace(story.finished.ending, values=found.ending.values)
        else:
            detail = f"the same order did not end in the same way when it was repeated: {found.ending.detail}"
            ending = replace(found.ending, kind="engine_fault", detail=detail)
        witness = Witness(self._token(found, switches), story.short)
        self._with_ends[witness], self._keys[witness] = partial(telling, stops=stops, ends=True), key
        return FoundEnding(ending, found.count, witness, found.first)

    def _token(self, found: Found, switches: Sequence[Switch]) -> str:
        limit = 0 if found.pace == "timed" or not self._explorer.step_limit else self._explorer.limit_of(found)
        return encode(Schedule(() if found.timed else tuple(switches), self._explorer.digest, found.pace, limit))

    def _shrunk(self, key: object, found: Found) -> Candidate:
        least = self._shrinking // 2

        def attempt(switches: Sequence[Switch]) -> Candidate | None:
            if self._shrinking < least:
                return None
            finished = run_once(
                self._explorer.world,
                self._explorer.target,
                Replay(switches),
                self._explorer.mode(found.pace),
                self._explorer.found,
            )
            self._shrinking -= finished.run.steps
            return candidate(finished) if finished.key == key else None

        return shrink(found.best, attempt)


def _has_no_end(ending: Ending) -> bool:
    """Whether nobody wants to hear it to where it was left."""
    return ending.kind == "timed_out" or (ending.kind == "livelock" and ending.steps > LONG_RUN)


def reading(steps: Sequence[Step]) -> Hashable:
    """What people read of a story."""
    return tuple((step.actor, step.line, step.action, step.target, step.value, step.note) for step in steps)
