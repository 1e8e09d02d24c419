"""From what a worker found to an `Exploration`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from grader.course.model import Limits
from grader.errors import BeyondError, TamperingError, WorkerError
from grader.intake import Submission
from grader.interleave import ending as engine
from grader.report import Alone, Location, Step, Witness
from grader.sandbox import endings, orders
from grader.sandbox.claims import StudentError
from grader.sandbox.exploration import End, Exploration
from grader.sandbox.orders import Order
from grader.worker import values
from grader.worker.wire import WireError


def exploration_in(
    answer: dict[str, Any],
    lots: dict[str, Any],
    submission: Submission,
    order: Order,
    *,
    starts: Sequence[Mapping[str, Any]],
    confirm: Callable[[End], End],
    remark: str = "",
    kept: Callable[[], object] = bool,
) -> Exploration:
    """The exploration in a worker's answer, and the lots in another's; `order` is what was asked for, `starts` with which
    values it began, and its trials after it."""
    allowed = order["search"]
    try:
        told = msgspec.convert(answer["exploration"], engine.Exploration)
        tried = msgspec.convert(lots["trials"], tuple[engine.FoundEnding, ...])
        spent = float(answer["seconds"])
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, OverflowError) as odd:
        raise TamperingError(f"an exploration is not told as a worker tells it: {odd}") from odd
    if not told.endings:
        raise WorkerError("the exploration found no ending at all")
    alone = orders.alone(order)
    return Exploration(
        endings=tuple(_end(found, submission, starts[0], alone) for found in told.endings),
        exhaustive=told.exhaustive,
        proved=told.proved,
        controlled=told.controlled,
        schedules=told.schedules,
        escapes=told.escapes,
        patient=told.patient,
        in_any_order=told.in_any_order,
        cut_off=told.cut_off,
        cut_short=not told.exhaustive and spent >= allowed["seconds"] and told.schedules < allowed["schedules"],
        computing=told.computing,
        confirm=confirm,
        remark=remark,
        kept=kept,
        trials=tuple(_trials(tried, submission, starts[1:], alone)),
        args=tuple(order["args"]),
        stdin=order["stdin"],
    )


def must_have_ended(answer: dict[str, Any], submission: Submission, limits: Limits) -> None:
    """Raise the claim of a program that was still busy, in the first order, when all its time was over: as a run of it is told."""
    told = answer.get("exploration")
    if type(told) is not dict or told.get("spent") is not True:
        return
    try:
        told = msgspec.convert(told, engine.Exploration)
    except msgspec.ValidationError:
        return  # it is told as what it is when it is read
    actors = [actor for found in told.endings for actor in found.ending.actors]
    raise endings.without_end(endings.still_busy(limits), actors, submission)


def without_endless(found: Exploration, steps: int) -> Exploration:
    """What was found of a program that comes to an end in life: that some order was still going is none of its endings."""
    why = f"no order could be followed to an end: each takes more than {steps:,} steps (a few rounds of a loop show as much as many)"
    lost = [
        replace(end, kind="engine_fault", trouble=None, detail=why) for end in found.endings if end.kind == "timed_out"
    ]
    kept, trials = (tuple(end for end in ends if end.kind != "timed_out") for ends in (found.endings, found.trials))
    return replace(found, endings=(*kept, *lost[:1]), trials=trials)


def too_long() -> BeyondError:
    """That a program comes to an end in life, and its first order took all the time of a search."""
    return BeyondError(
        "one order of the program takes all the time that a search has. Loop or print less while it is judged: a few rounds "
        "show as much as many"
    )


def _trials(
    told: Sequence[engine.FoundEnding], submission: Submission, starts: Sequence[Mapping[str, Any]], alone: Alone | None
) -> Iterator[End]:
    """The trials beside an exploration, each with the values it began with; one that is too long was given up."""
    for one in told:
        if not 1 <= one.first <= len(starts):
            raise TamperingError("a trial was told that nobody asked for")
        drawn = _end(one, submission, starts[one.first - 1], alone)
        yield replace(drawn, first=None)  # it is none of the orders that were tried


def end_in(answer: dict[str, Any], submission: Submission, start: Mapping[str, Any] | None = None) -> End:
    """The one ending in the answer to a replay that began with these values."""
    try:
        return _end(msgspec.convert(answer["found"], engine.FoundEnding), submission, start or {})
    except (msgspec.ValidationError, KeyError) as odd:
        raise TamperingError(f"a replay is not told as a worker tells it: {odd}") from odd


def _end(
    found: engine.FoundEnding, submission: Submission, start: Mapping[str, Any], alone: Alone | None = None
) -> End:
    ending = found.ending
    claim = endings.error_before(ending, submission) or endings.claim_of(ending, submission)
    waits = ending.kind == "deadlock"  # for somebody alone: that is what a hint may be about
    if claim is not None and not ending.begun and not waits:
        claim.come_too_early()
    return End(
        kind=ending.kind,
        stdout=ending.stdout,
        stderr=ending.stderr,
        said=ending.said,
        exit_code=ending.exit_code,
        detail=endings.said(ending.detail, submission),
        values=_values(ending),
        start=start,
        actors=ending.actors,
        schedules=found.schedules,
        first=found.first or None,
        witness=_witness(found.witness, submission, alone),
        trouble=None if claim is None else claim.rationale,
        advice=None if claim is None else claim.advice,
        explains=claim is not None and claim.explains,
        mend=claim.hint if claim is not None and claim.insists else None,
        suggestion=None if claim is None else claim.hint,
        raised=isinstance(claim, StudentError),
        location=None if claim is None else claim.location,
    )


def _values(ending: engine.Ending) -> dict[str, Any]:
    try:
        return {name: values.decode(value, _gone) for name, value in ending.values.items()}
    except WireError as odd:
        raise TamperingError(f"an observed value arrived broken: {odd}") from odd


def _gone(_number: int, kind: str, name: str, held: Any, _shape: str) -> Any:
    """An object whose schedule is over: only what it was is left, or the plain value that it held."""
    return held if held is not None else values.Record("object", f"{kind} {name}".strip(), ())


def _witness(witness: engine.Witness, submission: Submission, alone: Alone | None) -> Witness:
    return Witness(token=witness.token, steps=tuple(_step(step, submission) for step in witness.steps), alone=alone)


def _step(step: engine.Step, submission: Submission) -> Step:
    """A step as it is told; of the suite's own lines, a scenario's, only what was done."""
    own = not step.file or step.file in endings.names_of(submission)
    place = submission.locate(step.line, step.file) if own and step.line else Location(file="", line=0)
    return Step(
        actor=step.actor,
        file=place.file,
        line=place.line,
        cell=place.cell,
        source=step.source if own else "",
        action=step.action,
        target=step.target,
        value=step.value,
        holds=step.holds,
        decisive=step.decisive,
        note=endings.said(step.note, submission),
    )
