"""Whether the schedules of endings lead there again."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import msgspec

from grader import intake
from grader.errors import WorkerError
from grader.exploring.alike import ends_alike
from grader.exploring.record import record_of
from grader.report import EndingRecord
from grader.sandbox.claims import Claim
from grader.sandbox.exploration import End, Exploration

MOST_CONFIRMED = 8
"""Endings whose schedule is repeated in a worker of its own before they are told."""


def confirmed(found: Exploration, submission: intake.Submission, until: float) -> Iterator[EndingRecord]:
    """Every ending, in order; those are repeated that matter most, as long as there is time."""
    repeated = {}
    for number in to_confirm(found.endings):
        if time.monotonic() < until:
            repeated[number] = _confirmed(found, found.endings[number], submission)
    for number, end in enumerate(found.endings):
        yield repeated.get(number) or record_of(end, submission)


def to_confirm(endings: Sequence[End]) -> list[int]:
    """Which endings to repeat: what went wrong comes first, then what was found first."""
    return sorted(range(len(endings)), key=lambda number: (not _went_wrong(endings[number]), number))[:MOST_CONFIRMED]


def _went_wrong(end: End) -> bool:
    return end.kind != "finished" or bool(end.exit_code)


def _confirmed(found: Exploration, end: End, submission: intake.Submission) -> EndingRecord:
    """An ending, its schedule repeated in a fresh worker: what does not come about again is a fault of ours."""
    record = record_of(end, submission)
    if end.kind == "engine_fault":
        return record
    fault = _what_came_instead(found, end)
    if fault:
        return msgspec.structs.replace(record, kind="engine_fault", detail=fault)
    return msgspec.structs.replace(record, repeated=True)


def _what_came_instead(found: Exploration, end: End) -> str:
    try:
        again = found.confirm(end)
    except (WorkerError, Claim) as odd:
        return f"its schedule cannot be repeated: {odd}"
    if ends_alike(end, again, controlled=found.controlled):
        return ""
    other = f"as {again.kind}" if again.kind != end.kind else "otherwise"
    return f"a schedule that ended as {end.kind} ended {other} when it was repeated"
