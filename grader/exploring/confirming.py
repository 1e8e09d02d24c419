"""Whether the schedules of endings lead there again."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import msgspec

from grader import intake
from grader.errors import WorkerError
from grader.exploring.alike import ends_alike
from grader.exploring.record import record_of
from grader.feedback.choosing import chosen, is_well
from grader.report import EndingRecord
from grader.sandbox.claims import Claim
from grader.sandbox.exploration import End, Exploration, with_story

MOST_CONFIRMED = 8
"""Endings whose schedule is repeated in a worker of its own before they are told."""


def confirmed(found: Exploration, submission: intake.Submission, until: float) -> Iterator[EndingRecord]:
    """Every ending, in order; those are repeated that matter most, as long as there is time."""
    records = [record_of(end, submission) for end in found.endings]
    repeated = {}
    for number in to_confirm(records):
        if time.monotonic() < until:
            repeated[number] = _confirmed(found, found.endings[number], records[number])
    for number, record in enumerate(records):
        yield repeated.get(number, record)


def to_confirm(endings: Sequence[EndingRecord]) -> list[int]:
    """Which endings to repeat: those that a page tells, then what went wrong, then what was found first."""
    told = {one.number for one in chosen(endings)}
    order = sorted(range(len(endings)), key=lambda number: (number not in told, is_well(endings[number]), number))
    return order[:MOST_CONFIRMED]


def _confirmed(found: Exploration, end: End, record: EndingRecord) -> EndingRecord:
    """An ending, its schedule repeated in a fresh worker: what does not come about again is a fault of ours."""
    if record.kind == "engine_fault":
        return record
    try:
        again = found.confirm(end)
    except (WorkerError, Claim) as odd:
        return _fault(record, f"its schedule cannot be repeated: {odd}")
    if not ends_alike(end, again, controlled=found.controlled):
        other = f"as {again.kind}" if again.kind != end.kind else "otherwise"
        return _fault(record, f"a schedule that ended as {end.kind} ended {other} when it was repeated")
    return msgspec.structs.replace(record, witness=with_story(end, again).witness, repeated=True)


def _fault(record: EndingRecord, detail: str) -> EndingRecord:
    return msgspec.structs.replace(record, kind="engine_fault", detail=detail)
