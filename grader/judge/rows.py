"""One submission judged in several surroundings (rows): what is said of it as a whole. Pure.

A check counts as it went where it went worst, and its words say where that was. A row that this machine has not got
is said to be absent; with none at all nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.course.model import Row

Record = dict[str, Any]
"""What was found about one check (`docs/design/evidence.md`)."""
NONE_HERE = "this machine has none of the interpreters that the exercise asks for"
_WEIGHTS = {"passed": 0, "broken": 2}


@dataclass
class Heard:
    """What one row came to."""

    row: Row
    absent: str | None = None
    """Why it could not be had."""
    tests: list[dict[str, Any]] = field(default_factory=list)
    """Of its report, each with its record."""

    @property
    def records(self) -> dict[str, Record]:
        """The findings, by check."""
        return {record["id"]: record for record in map(record_of, self.tests)}


def record_of(test: dict[str, Any]) -> Record:
    """The finding in a test of the report."""
    found: Record = test["metadata"]["grader"]
    return found


def together(heard: Sequence[Heard]) -> list[dict[str, Any]]:
    """The tests of the whole: each check as it went where it went worst."""
    present = [one for one in heard if one.absent is None]
    if len(present) < 2:
        return (present or heard)[0].tests
    return [
        _with(test, [(one.row, one.records.get(record_of(test)["id"])) for one in present]) for test in present[0].tests
    ]


def told(heard: Sequence[Heard]) -> list[dict[str, Any]]:
    """A line for each row."""
    return [
        {
            "python": one.row.python,
            "start_method": one.row.start_method,
            "absent": one.absent,
            "lost": [] if one.absent else [id for id, found in one.records.items() if found["outcome"] != "passed"],
        }
        for one in heard
    ]


def _with(test: dict[str, Any], found: Sequence[tuple[Row, Record | None]]) -> dict[str, Any]:
    known = [(row, record) for row, record in found if record is not None]
    row, worst = max(known, key=lambda one: _weight(one[1]))
    differs = any(record["outcome"] != worst["outcome"] for _, record in known)
    if differs and worst["outcome"] != "skipped":  # the check that it needs says where
        said = worst["rationale"]
        worst = {**worst, "rationale": f"{row}: {said}" if said else f"{row}."}
    duration = round(sum(record["duration_s"] for _, record in known), 4)
    return {**test, "metadata": {"grader": {**worst, "duration_s": duration}}}


def _weight(record: Record) -> int:
    """As phases of a check are weighed: evidence of tampering first, then what is broken."""
    return 3 if record["tampering"] else _WEIGHTS.get(record["outcome"], 1)
