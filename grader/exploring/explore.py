"""Every way in which a script can end."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from grader import intake
from grader.exploring.alike import told_apart
from grader.exploring.confirming import confirmed
from grader.exploring.unlisted import AT_LEISURE, pointed_at
from grader.interleave.program import Search, StartMethod
from grader.report import EndingRecord, ExplorationRecord, Location
from grader.sandbox import Workers
from grader.sandbox.claims import Claim, TimedOut, place_of
from grader.sandbox.exploration import Exploration

CONFIRMING_S = 15
"""Seconds after which no further one is repeated: there is an answer within a minute."""
LOST = "Nothing is proved: not every order could be followed to its end."
EMPTY = "There is no code in this file, so nothing ran."
MOST_QUOTED = 200
"""Characters of a line."""
SAY_HOW = ("set_start_method", "get_context")
"""By these a program says itself how its processes start."""


def explore(
    delivery: intake.Delivery,
    workers: Workers,
    *,
    search: Search,
    start_method: StartMethod,
    observe: Sequence[str] = (),
    args: Sequence[str] = (),
    stdin: str = "",
) -> ExplorationRecord:
    """Find every ending of a script that belongs to no exercise; endings are told apart by what is observed, too.

    Raises UsageError for what is no program, and for what is no expression.
    """
    submission = pointed_at(delivery)
    with workers.sandbox(submission, AT_LEISURE, start_method=start_method, seed=search.seed) as sandbox:
        try:
            found = sandbox.explore(
                script=True,
                observe=observe,
                atomicity=search.atomicity,
                output_order=search.output_order,
                timeouts=search.timeouts,
                schedules=search.budget.schedules,
                args=args,
                stdin=stdin,
            )
            found = replace(found, endings=told_apart(found.endings, output_order=search.output_order))
            until = time.monotonic() + CONFIRMING_S
            told = list(confirmed(found, submission, until))
            slip = sandbox.slip
            remark = slip.words if slip else EMPTY if sandbox.is_empty else None
        except Claim as claim:
            return _unexplored(submission, claim, search, start_method)
    faults = tuple(dict.fromkeys(one.detail for one in told if one.kind == "engine_fault"))
    return ExplorationRecord(
        file=submission.entry,
        start_method=start_method,
        atomicity=search.atomicity,
        exhaustive=found.exhaustive and not faults,
        proved=LOST if faults and found.controlled else found.proved,
        controlled=found.controlled,
        schedules=found.schedules,
        endings=tuple(one for one in told if one.kind != "engine_fault"),
        faults=faults,
        usual_start_method=_usual_instead(found, submission, start_method),
        in_any_order=found.in_any_order,
        slip=remark,
        notices=submission.notices,
    )


def _usual_instead(found: Exploration, submission: intake.Submission, explored: StartMethod) -> str | None:
    """How processes start on this machine where nothing is said of it, if the program does not and something else was explored:
    who is forked has its parent's memory, by spawn or from a server nobody has."""
    starts_some = any(actor.kind == "process" for end in found.endings for actor in end.actors)
    if not starts_some or any(word in text for text in submission.sources().values() for word in SAY_HOW):
        return None
    from multiprocessing import get_all_start_methods  # most programs start none, and need not wait for it

    usual = get_all_start_methods()[0]
    return usual if usual != explored and "fork" in (usual, explored) else None


def _with_its_line(location: Location, submission: intake.Submission) -> str:
    """Where, with what stands there: no story shows it."""
    there = submission.numbered().get((location.file, location.cell, location.line), "").strip()
    return f"{place_of(location)}: `{there[:MOST_QUOTED]}`" if there else place_of(location)


def _unexplored(
    submission: intake.Submission, claim: Claim, search: Search, start_method: StartMethod
) -> ExplorationRecord:
    """What ended the search before orders could be told apart: an error in the program's text or a crash, which are its
    endings; or that it took too long, of which nobody knows how it would have ended."""
    detail = (
        claim.rationale.rstrip(".") + _with_its_line(claim.location, submission) if claim.location else claim.rationale
    )
    late = type(claim) is TimedOut
    told = "\n".join(filter(None, (detail, claim.advice)))
    ending = EndingRecord(kind="exception", stdout="", exit_code=None, detail=told, schedules=1, witness=None)
    return ExplorationRecord(
        file=submission.entry,
        start_method=start_method,
        atomicity=search.atomicity,
        exhaustive=False,
        proved="Nothing is proved: the program could not be explored.",
        controlled=False,
        schedules=1,
        endings=() if late else (ending,),
        faults=(detail,) if late else (),
        notices=submission.notices,
    )
