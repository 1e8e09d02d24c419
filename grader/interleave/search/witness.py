"""The story of one schedule: run it again with everything visible, and write down who did what to what."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ..actor import Actor
from ..ending import Step, Trouble
from ..instead import SCENARIOS
from ..instrument.containers import is_a
from ..instrument.sites import CALLED, HANDLE, Access, VariableSite
from ..operations import (
    ANSWERS,
    APPENDS,
    ASKS_DATABASE,
    FEEDS,
    GIVES_ONE_BACK,
    GUESSES,
    LOCAL,
    OPENS,
    READ,
    SPINS,
    TAKES_AGAIN,
)
from ..program import Target
from ..run.pace import Pace, again
from ..story.decisive import decisive
from ..story.naming import Names
from ..story.overtaking import overtaking
from ..story.raising import is_own_traceback, last_before, raised_in
from ..story.recorder import Moment, Recorder
from ..strategies.replay import Replay, Switch
from ..surroundings.world import World
from .launch import Finished, Mode, run_once

MOST_STEPS = 400
FEW = 60
"""So many steps are told, whatever they do and with what they print, where those that matter to others explain nothing."""
AROUND = 20
LONG_RUN = 20_000
"""Steps of a run beyond which listening to all of it takes seconds."""
ENDS = frozenset({"ends", "exits"})
"""Acts of the scheduler's that make a difference at times."""
SILENT = frozenset({"begins", "goes on", "idles", GUESSES}) | ENDS
"""Its acts, which are nobody's line."""
ALONE = frozenset({"starts", "joins"})
"""Acts that show nothing of what the others do."""
QUIET = frozenset({"reads", "writes", "sleeps", "looks at", "asks for input"}) | frozenset(
    {APPENDS, ASKS_DATABASE, GIVES_ONE_BACK, OPENS, SPINS, TAKES_AGAIN, *ANSWERS}
)
"""Acts that matter only where others are concerned."""


@dataclass(frozen=True, slots=True)
class Story:
    """A schedule run again: how it ended, every step of it, and those that are worth telling."""

    finished: Finished
    steps: tuple[Step, ...]
    short: tuple[Step, ...]
    diverged: bool


def tell(
    world: World,
    target: Target,
    switches: Sequence[Switch],
    *,
    steps: int,
    certain: int = 0,
    output_order: bool = False,
    pace: Pace = "free",
    silent: bool = False,
    ends: bool = False,
    stops: Mapping[int, Sequence[int]] | None = None,
) -> Story:
    """Replay a schedule and write its steps down; `silent`: only see how it ends.

    `ends`: with the ends of actors. `stops`: where its actors stop, if that is known (`stops_of`): then its long stretches need not be listened to.
    """
    recorder = Recorder(stops)
    chooser = again(pace, switches)
    told: list[tuple[Step, bool]] = []

    def narrate(run: Any) -> None:
        recorder.finish(run)
        told.extend(_steps(world, recorder.moments, Names(run), ends=ends, ordered=output_order))

    mode = Mode(
        steps,
        certain=certain,
        pace=pace,
        output_order=output_order,
        visible=set() if pace == "timed" else None,
        observe=None if silent else recorder,
        listen=None if silent else recorder.printed,
        before_reap=None if silent else narrate,
    )
    finished = run_once(world, target, chooser, mode)
    every = tuple(step for step, _ in told)
    short = brief([step for step, matters in told if matters])
    if not _has_interplay(short) and len(every) <= FEW:
        short = every
    return Story(finished, every, short, isinstance(chooser, Replay) and chooser.diverged)


def _has_interplay(steps: Sequence[Step]) -> bool:
    """Whether it shows how one actor got in another's way."""
    return any(step.decisive for step in steps) or len({step.actor for step in steps if step.action not in ALONE}) > 1


def stops_of(switches: Sequence[Switch], events: Sequence[int]) -> dict[int, list[int]]:
    """How many acts each actor has done each time that it stops, at its end too, in a schedule that was run before."""
    stops = {actor: [count] for actor, count in enumerate(events)}
    for actor, count, _ in switches:
        if actor >= 0:
            stops[actor].append(count)
    return stops


def brief(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Both ends of a story that is too long, and what is around its first decisive steps; gaps are said."""
    if len(steps) <= MOST_STEPS:
        return tuple(steps)
    end = MOST_STEPS // 4
    kept = {*range(end), *range(len(steps) - end, len(steps))}
    for number in [n for n, step in enumerate(steps) if step.decisive][:3]:
        kept.update(range(max(0, number - AROUND), min(len(steps), number + AROUND)))
    told: list[Step] = []
    last = -1
    for number in sorted(kept):
        step = steps[number]
        if number - last > 1:
            told.append(_gap(step, number - last - 1))
        told.append(step)
        last = number
    return tuple(told)


def _gap(step: Step, count: int) -> Step:
    """What stands for steps that are left out before a step."""
    return replace(step, action="goes on", target="", value=f"{count:,} steps", decisive=False, note="")


def _steps(
    world: World, moments: Sequence[Moment], names: Names, *, ends: bool, ordered: bool
) -> list[tuple[Step, bool]]:
    """Every step of the program's own lines and what it prints there, and whether it is worth telling: who prints does so
    in nobody's way, unless the order of lines counts (`ordered`)."""
    silent = SILENT - ENDS if ends else SILENT
    own = [moment for moment in moments if _is_own(moment, silent)]
    source = partial(source_line, world)
    marks = {id(own[number]): note for number, note in decisive(own, source).items()}
    shared = _shared(own)
    programs = {target for moment in own if moment.file != SCENARIOS for target in _touched(moment)}
    """What lines of the program touch."""
    raising = last_before(moments, source)
    late = overtaking(moments)
    quiet = QUIET - {"sleeps"} if world.reads_clock else QUIET  # who slept is why a time was told
    steps = []
    for moment in moments:
        if id(moment) in late:
            steps.append((_arriving(moment, names), True))
        if _is_own(moment, silent):
            step = _step(world, moment, names, marks.get(id(moment), ""))
            if moment.unheard:
                steps.append((_gap(step, moment.unheard), True))
            loud = moment.operation.kind not in quiet or any(place in shared for place in moment.places)
            if step.decisive or not _is_the_suites(moment, programs):
                steps.append((step, (step.decisive or loud) and not moment.cut_off))
        for file, line, text in moment.printed:
            if not is_own_traceback(moment.actor, line, text):
                steps.append((_printing(world, moment, file, line, text), ordered))
        after, trouble = raising.get(moment.actor.index, (None, None))
        if after is moment and trouble is not None:
            steps.append((_raising(world, moment.actor, trouble), True))
    return steps


def _raising(world: World, actor: Actor, trouble: Trouble) -> Step:
    """An exception ends an actor in a line that touches nothing."""
    file, line, _ = raised_in(actor, trouble)
    note = f"raises {trouble.type}"
    return Step(actor.name, file, line, source_line(world, file, line), "fails", "", decisive=True, note=note)


def _arriving(moment: Moment, names: Names) -> Step:
    """What a process has put is in the queue at last."""
    return Step(moment.actor.process.name, "", 0, "", FEEDS, names.of(moment.subject))


def _is_own(moment: Moment, silent: frozenset[str]) -> bool:
    """Whether it is a line of the program's, or what has none of its own: a thread that prints or ends, a callback of C."""
    kind = moment.operation.kind
    placeless = kind == "prints" or kind in ENDS | ANSWERS or _is_called(moment)
    told = moment.cut_off or (kind not in silent and (moment.line or placeless))
    guess = type(moment.subject) is Actor and moment.subject.hidden
    return bool(told) and not moment.actor.hidden and not guess


def _is_called(moment: Moment) -> bool:
    """Whether a function of C does it that was given to a model to call."""
    operation = moment.operation
    return isinstance(operation, Access) and operation.site is moment.actor.run.world.site_of_a_model(*CALLED)


def _is_the_suites(moment: Moment, programs: set[Hashable]) -> bool:
    """Whether the scenario touches what is its own: who reads the story does not have that file before them."""
    return moment.file == SCENARIOS and moment.operation.kind in QUIET and _touched(moment).isdisjoint(programs)


def _touched(moment: Moment) -> set[Hashable]:
    """What it touches, whichever part of that."""
    return {place[0] for place in moment.places if isinstance(place, tuple)}


def _step(world: World, moment: Moment, names: Names, mark: str) -> Step:
    note = names.holding(moment.operation, moment.actor) if moment.waits else moment.cut_off or mark
    return Step(
        actor=moment.name,
        file=moment.file,
        line=moment.line,
        source=source_line(world, moment.file, moment.line),
        action=_action(moment, names),
        target=_target(moment, names),
        value=moment.value,
        holds=tuple(names.of(lock) for lock in moment.holds),
        decisive=bool(note),
        note=note,
    )


def _printing(world: World, moment: Moment, file: str, line: int, text: str) -> Step:
    said = text.rstrip("\n")
    return Step(moment.name, file, line, source_line(world, file, line), "prints", "", said or "an empty line")


def _action(moment: Moment, names: Names) -> str:
    if moment.cut_off:
        return "never begins" if moment.operation.kind == "begins" else "is cut off"
    if moment.operation.kind in ENDS:
        return "ends"
    if moment.waits:
        return names.verb(moment.operation)
    if moment.late:
        return names.verb(moment.operation).replace("waits", "gives up waiting", 1)
    return "finds nothing in" if moment.vain else moment.operation.kind


def _shared(moments: Sequence[Moment]) -> set[Hashable]:
    """Places that several actors touch and somebody changes."""
    users: dict[Hashable, set[int]] = {}
    changed: set[Hashable] = set()
    whole: dict[Hashable, list[Hashable]] = {}
    for moment in moments:
        access = moment.operation.access
        for place in moment.places:
            users.setdefault(place, set()).add(moment.actor.index)
            if access > READ:
                changed.add(place)
            if isinstance(place, tuple):
                whole.setdefault(place[0], []).append(place)
    shared: set[Hashable] = set()
    for target, places in whole.items():
        together = {actor for place in places for actor in users[place]}
        parts = {place for place in places if place != (target, None)}
        if (target, None) in users:  # touched as a whole, too: then its items belong together
            if len(together) > 1 and any(place in changed for place in places):
                shared.update(places)
        else:
            shared.update(place for place in parts if len(users[place]) > 1 and place in changed)
    return shared


def _target(moment: Moment, names: Names) -> str:
    operation, subject = moment.operation, moment.subject
    if isinstance(operation, Access):
        site = operation.site
        if site.file and site.file != moment.file:
            return "" if subject is None else names.of(subject)  # a line of the library's has words of its own
        if isinstance(site, VariableSite):
            return site.name
        if site.handle and _is_open_file(operation.target):
            return str(site.handle)
        if isinstance(operation.target, tuple) and operation.target[0] in ("attribute", "global"):
            owner = "" if subject is None or is_a(subject, dict) else names.of(subject)
            named = owner and site.name and not owner.startswith(("a ", "an "))
            return f"{owner}.{site.name}" if named else site.name or owner
        return site.label or site.name or names.of(subject)
    if operation.kind == SPINS:
        return names.of_places(operation)
    if operation.access == LOCAL or subject is None or operation.kind in ENDS:
        return ""
    return names.of(subject) + getattr(operation, "suffix", "")


def _is_open_file(target: Hashable) -> bool:
    return isinstance(target, tuple) and target[0] == HANDLE


def source_line(world: World, file: str, line: int) -> str:
    """The text of a line of the program."""
    name = next((name for name, called in world.called.items() if called == file), None)
    lines = world.sources[name].splitlines() if name is not None else []
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
