"""Which endings are the same: everything but the order in which different actors' lines came, unless that counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .actor import Actor
from .operations import Operation
from .outcome import kind_of
from .scheduler import Run
from .structure import plain, structure
from .trouble import where
from .waits import waits


def ending_key(run: Run, values: Mapping[str, Any], output_order: bool) -> object:
    """Equal for equal endings. Cheap, since every schedule needs it; the `Ending` itself is made for new keys only."""
    if output_order:
        said: object = (plain(run.output.text(1)), plain(run.output.text(2)))
    else:
        said = _said(run)
    shown = tuple(map(structure, values.values()))
    main = run.processes[0]
    code = None if main.alive else main.exit_code
    error = None if run.error is None else repr(run.error)
    actors = tuple(_actor_key(run, actor) for actor in run.actors if not _is_of_no_account(actor))
    several = zip(run.actors, waits(run), strict=True) if len(run.actors) > 1 else ()
    unawaited = tuple(wait.awaited for actor, wait in several if not _is_of_no_account(actor))
    return (kind_of(run), run.detail, error, code, said, shown, actors, unawaited)


def _is_of_no_account(actor: Actor) -> bool:
    """Whether it makes no difference that the actor was there: a helper of a model, or one of a pool's that ended well."""
    ended_well = actor.status == "finished" and not actor.process.exit_code
    return actor.hidden or (actor.dealt and ended_well)


def _said(run: Run) -> object:
    """What each actor printed, by its place among those that count; what others did, as lines that somebody printed."""
    ranks = {a.index: rank for rank, a in enumerate(a for a in run.actors if not _is_of_no_account(a))}
    told = [(ranks.get(actor, -1), stream, plain(text)) for actor, stream, text in run.output.by_actor()]
    lines = sorted((stream, line) for rank, stream, text in told if rank < 0 for line in text.splitlines())
    return tuple(one for one in told if one[0] >= 0), tuple(lines)


def _actor_key(run: Run, actor: Actor) -> object:
    trouble = None if actor.trouble is None else plain(repr(actor.trouble))
    code = actor.process.exit_code if actor.main else None
    if run.over == "livelock" and actor.index in run.vain:
        return (actor.name, "goes round", code, trouble)
    if actor.status in ("new", "running"):
        operation = run.pending[actor.index]
        if not operation.is_possible():
            place = where(actor.greenlet.gr_frame)
            return (actor.name, "blocked", code, trouble, operation.kind, _blocker(run, operation), place)
        return (actor.name, "running", code, trouble)
    status = "daemon" if actor.status == "killed" and actor.daemon else actor.status
    if actor.daemon and status == "finished":
        status = "daemon"  # whether it came to its last line before the end makes no difference by itself
    return (actor.name, status, code, trouble)


def _blocker(run: Run, operation: Operation) -> str | None:
    """Who must act first; what is waited for has a number that depends on the schedule."""
    holder = run.blocker_of(operation)
    return None if holder is None else holder.name
