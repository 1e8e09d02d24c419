"""What people read of a single file, under the name that it was handed in by.

It is judged under the exercise's name, so that equal answers are one submission, whatever they are called; and so its
report, which all who handed it in share, speaks of `add_lock.ipynb` to whoever wrote `rita.ipynb`. What the program
itself said of its own name stays as it was said.
"""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from grader.report import CheckResult, Location, Report, Step

Place = TypeVar("Place", Location, Step)


def said_of(name: str, entry: str, said: str) -> str:
    """What the grader says of a file."""
    return re.sub(rf"(?<![\w./-]){re.escape(entry)}(?!\w)", lambda _: name, said)


def report_of(name: str, report: Report) -> Report:
    """The report of a file that was handed in by this name; as it is where nobody knows the name."""
    entry = report.submission.entry
    if name in ("", entry):
        return report
    return msgspec.structs.replace(
        report,
        submission=msgspec.structs.replace(report.submission, entry=name),
        reason=report.reason and said_of(name, entry, report.reason),
        notices=tuple(said_of(name, entry, notice) for notice in report.notices),
        checks=tuple(_check(name, entry, check) for check in report.checks),
    )


def _check(name: str, entry: str, check: CheckResult) -> CheckResult:
    witness = check.witness
    return msgspec.structs.replace(
        check,
        # Python's own words to a text that it cannot read.
        rationale=check.rationale
        and check.rationale.replace(f" in file {entry} on line ", f" in file {name} on line "),
        location=check.location and _at(name, entry, check.location),
        witness=witness
        and msgspec.structs.replace(witness, steps=tuple(_at(name, entry, one) for one in witness.steps)),
    )


def _at(name: str, entry: str, place: Place) -> Place:
    return msgspec.structs.replace(place, file=name) if place.file == entry else place
