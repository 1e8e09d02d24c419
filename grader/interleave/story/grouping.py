"""Which endings are the same: everything but the order in which different actors' lines came, unless that counts."""

from __future__ import annotations

from collections.abc import Mapping
from signal import SIGTERM
from typing import Any

from ..actor import Actor
from ..addresses import plain
from ..operations import Operation
from ..run.scheduler import Run
from ..run.waits import awaited
from ..trouble import way_to
from .outcome import kind_of
from .structure import structure

Place = tuple[int, ...]


def ending_key(run: Run, values: Mapping[str, Any], output_order: bool) -> object:
    """Equal for equal endings. Cheap, since every schedule needs it; the `Ending` itself is made for new keys only."""
    places = _places(run)
    if output_order:
        said: object = (plain(run.output.compared(1)), plain(run.output.compared(2)))
    else:
        said = _said(run, places)
    shown = tuple(map(structure, values.values()))
    main = run.processes[0]
    code = None if main.alive else main.exit_code
    error = None if run.error is None else repr(run.error)
    order = sorted(places, key=places.__getitem__)
    actors = tuple((places[index], _actor_key(run, run.actors[index])) for index in order)
    known = awaited(run) if len(run.actors) > 1 else frozenset()
    unawaited = tuple(index in known for index in order) if len(run.actors) > 1 else ()
    return (kind_of(run), run.detail, error, code, said, shown, actors, unawaited)


def _is_of_no_account(actor: Actor) -> bool:
    """Whether it makes no difference that the actor was there: a helper of a model, or one of a pool's that ended well."""
    if not actor.dealt:
        return actor.hidden
    well = not actor.main or actor.process.exit_code in (0, -SIGTERM)
    return well and actor.status in ("finished", "killed") and actor.trouble is None


def _places(run: Run) -> dict[int, Place]:
    """Where each actor that counts stands: which child it is of its parent's, and so on upwards. Which of two was started first
    by different actors is of no account."""
    places: dict[int, Place] = {}
    children: dict[int, int] = {}
    left_out = []
    for actor in run.actors:
        parent = run.births[actor.index][0] if actor.index in run.births else -1
        number = children.get(parent, 0)
        if actor.hidden or (actor.dealt and _is_of_no_account(actor)):
            left_out.append(actor.index)
            places[actor.index] = (*places.get(parent, ()), -1)
        else:
            places[actor.index] = (*places.get(parent, ()), number)
            children[parent] = number + 1
    for index in left_out:
        del places[index]
    return places


def _said(run: Run, places: Mapping[int, Place]) -> object:
    """What each actor that counts printed; what others did, as what somebody printed at one job."""
    told = [(*printer, stream, plain(text)) for printer, stream, text in run.output.by_actor()]
    own = sorted((places[actor], job, stream, text) for actor, job, stream, text in told if actor in places)
    return tuple(own), tuple(sorted((stream, text) for actor, _, stream, text in told if actor not in places))


def _actor_key(run: Run, actor: Actor) -> object:
    trouble = None if actor.trouble is None else plain(repr(actor.trouble))
    code = actor.process.exit_code if actor.main else None
    if run.over == "livelock" and actor.index in run.vain:
        return (actor.name, "goes round", code, trouble)
    if actor.status in ("new", "running"):
        operation = run.pending[actor.index]
        if not operation.is_possible():
            way = way_to(actor.greenlet.gr_frame)
            return (actor.name, "blocked", code, trouble, operation.kind, _blocker(run, operation), way)
        return (actor.name, "running", code, trouble)
    status = "daemon" if actor.status == "killed" and actor.daemon else actor.status
    if actor.daemon and status in ("finished", "exception"):
        status = "daemon"  # whether it came to its end before the program's makes no difference by itself
    return ("" if status == "finished" else actor.name, status, code, trouble)


def _blocker(run: Run, operation: Operation) -> str | None:
    """Who must act first; what is waited for has a number that depends on the schedule."""
    holder = run.blocker_of(operation)
    return None if holder is None else holder.name
