"""From a run that is over to its `Ending`: what became of everybody, in data and in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ..actor import Actor
from ..ending import NO_MORE_INPUT, ActorEnd, Ending, EndingKind, Escape
from ..instead import SCENARIOS
from ..instrument.calls import functions_run_by
from ..instrument.containers import of_class
from ..run.scheduler import Run
from ..run.waits import Wait, waits
from ..streams import asks_in_vain
from ..trouble import where_it_stands
from .naming import Names


def ending_of(run: Run, values: Mapping[str, Any] | None = None, since: int = 0) -> Ending:
    """Tell how the run ended. Call it before `reap`: it looks at where the actors stand."""
    names = Names(run)
    told = [(actor, wait) for actor, wait in zip(run.actors, waits(run), strict=True) if not actor.hidden]
    actors = tuple(_actor_end(actor, run, names, wait) for actor, wait in told)
    main = run.processes[0]
    kind = kind_of(run)
    return Ending(
        kind=kind,
        stdout=run.output.text(1, since),
        stderr=run.output.text(2, since),
        said=run.output.of_each(since),
        exit_code=main.exit_code if not main.alive else None,
        detail=_detail(run, kind, actors),
        values=dict(values or {}),
        actors=actors,
        escapes=tuple(Escape(file, line, what) for file, line, what in run.escapes),
        virtual_duration=round(run.now if run.timed else max(actor.clock for actor in run.actors), NANOSECONDS),
        steps=run.steps,
        begun=run.begun or len(actors) > 1 or _fails_in_a_call(run),
    )


NANOSECONDS = 9
"""Digits of a duration: ten times a tenth of a second is a second, and not a bit less, as the sum of ten floats is."""
ENDLESS = "the program does not come to an end"
MANY_LINES = 20_000
"""Lines beyond which it is said how many they were: who prints so much may well come to an end."""


def kind_of(run: Run) -> EndingKind:
    """The kind of ending, engine faults first."""
    if run.error is not None:
        return "engine_fault"
    if run.over is not None:
        return cast(EndingKind, run.over)
    if any(actor.trouble is not None for actor in run.actors):
        return "exception"
    return "finished"


def _fails_in_a_call(run: Run) -> bool:
    """Whether the script got as far as to a function of its own, which may be what one asks about, and failed there; a name that
    is misspelt is nobody's question."""
    trouble = run.actors[0].trouble
    if run.asked or trouble is None or trouble.type == "NameError":
        return False
    return any(name != "<module>" for _, _, name in trouble.frames[-1:])


def _actor_end(actor: Actor, run: Run, names: Names, wait: Wait) -> ActorEnd:
    line = None
    doing = ""
    status: Any = actor.status
    if actor.status in ("new", "running"):
        frame = actor.greenlet.gr_frame
        line = where_it_stands(frame)
        operation = run.pending[actor.index]
        waiting = not operation.is_possible()
        status = "blocked" if waiting else "running"
        doing = names.waiting(operation) if waiting else ""
    elif actor.status == "killed":
        line = where_it_stands(actor.greenlet.gr_frame)
        status = "daemon" if actor.daemon and not actor.process.alive else "killed"
    if actor.main and (actor.process.exit_code or actor.process.left_early):
        line = actor.process.left_at or line
    return ActorEnd(
        name=actor.process.name if actor.main and len(run.processes) > 1 and actor.index else actor.name,
        kind="thread" if not actor.main else "main" if actor.index == 0 else "process",
        status=status,
        exit_code=actor.process.exit_code if actor.main else None,
        trouble=actor.trouble,
        line=line,
        doing=doing,
        daemon=actor.daemon,
        process=actor.process.name,
        target=actor.task,
        called=functions_run_by(actor),
        alongside=wait.alongside if actor.index else None,
        awaited=wait.awaited if actor.index else None,
    )


def _within(subject: object) -> list[str]:
    """What waits inside of what an actor waits for: the tasks of an event loop."""
    told = of_class(type(subject), "waiting_within")
    return [] if told is None else told(subject)


def _detail(run: Run, kind: EndingKind, actors: tuple[ActorEnd, ...]) -> str:
    if kind == "engine_fault":
        return run.detail if run.error is None else f"{type(run.error).__name__}: {run.error}"
    if run.detail:
        return run.detail
    if kind == "deadlock":
        stuck = [
            f"{a.name} {a.doing or 'waits'}" + (f" (line {a.line})" if a.line else "")
            for a in actors
            if a.status == "blocked"
        ]
        stuck += [line for actor in run.actors if actor.alive for line in _within(run.pending[actor.index].subject)]
        return "\n".join(stuck)
    if kind == "timed_out":
        late = run.now > run.time_limit
        if asks_in_vain() and not late:
            return NO_MORE_INPUT
        busy = ("running", "blocked") if late else ("running",)
        running = [f"{a.name} at line {a.line}" for a in actors if a.status in busy and a.line]
        long = f"still going after {round(run.now, 1):g} s" if late else ENDLESS
        if run.too_long:
            long = "it was still going " + ("when its time was over" if run.spent else f"after {run.length:,} steps")
        if run.output.lines > MANY_LINES and not late:
            long = f"it was still printing after {run.output.lines:,} lines"
        return long + (f": {', '.join(running[:4])}" if running else "")
    main = run.processes[0]
    if kind == "finished" and main.left_early and main.left_at:
        return f"The program ended itself (line {main.left_at}), and what comes after that was not done."
    for actor in actors:
        if actor.trouble is not None:
            lines = [line for file, line, _ in actor.trouble.frames if file != SCENARIOS]
            at = f" (line {lines[-1]})" if lines else ""
            message = f": {actor.trouble.message}" if actor.trouble.message else ""
            return f"{actor.trouble.type}{message} in {actor.name}{at}"
    return ""
