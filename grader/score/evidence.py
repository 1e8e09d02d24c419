"""Reading evidence: the part of a judge's JSON that points are made of (`docs/design/evidence.md`). What is not known here is passed
over, since evidence may grow."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import msgspec

from grader.errors import GraderError
from grader.report import (
    Environment,
    Explored,
    Fault,
    Location,
    Outcome,
    RowResult,
    Struct,
    SubmissionRef,
    SuiteRef,
    Visibility,
    Witness,
)


class AwardRecord(Struct, frozen=True):
    """A part of a check's points."""

    fraction: str
    why: str


class CheckRecord(Struct, frozen=True):
    """What was found about one check, and what it is worth as written by its author."""

    id: str
    title: str
    group: str
    """The function's name: checks of one group share its points."""
    points: str
    outcome: Outcome
    bonus: bool = False
    visibility: Visibility = Visibility.VISIBLE
    needs: tuple[str, ...] = ()
    rationale: str | None = None
    hint: str | None = None
    explanation: str | None = None
    location: Location | None = None
    witness: Witness | None = None
    explored: Explored | None = None
    awards: tuple[AwardRecord, ...] = ()
    fault: Fault | None = None
    tampering: str | None = None
    detail: str | None = None
    duration_s: float = 0.0

    @property
    def worth(self) -> Decimal:
        """The points of the whole group."""
        return Decimal(self.points)

    @property
    def best(self) -> Fraction | None:
        """The largest part that the check awarded, if it awarded any."""
        return max((Fraction(award.fraction) for award in self.awards), default=None)

    @property
    def why(self) -> str | None:
        """What the largest part was awarded for; of equal ones the latest."""
        latest = max(reversed(self.awards), key=lambda award: Fraction(award.fraction), default=None)
        return latest.why if latest else None


class Problem(Struct, frozen=True):
    """Something wrong with a suite that is not inside one check."""

    where: str
    detail: str


class Header(Struct, frozen=True):
    """The circumstances of a judgement."""

    course: str
    exercise: str
    which: Literal["suite", "examples"]
    suite: SuiteRef
    seed: int
    environment: Environment
    submission: SubmissionRef = SubmissionRef(digest="", entry="")
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: tuple[RowResult, ...] = ()
    """What the exercise was judged in, where that is more than one."""
    schema: Literal["grader.evidence/1"] = "grader.evidence/1"


class _Metadata(Struct, frozen=True):
    grader: CheckRecord


class _Test(Struct, frozen=True):
    metadata: _Metadata


class _Document(Struct, frozen=True):
    grader: Header
    tests: tuple[_Test, ...] = ()
    duration: float = 0.0


class Evidence(Struct, frozen=True):
    """Everything that scoring looks at."""

    header: Header
    checks: tuple[CheckRecord, ...]
    duration_s: float


def read(document: Mapping[str, Any]) -> Evidence:
    """Read a judge's document, fresh or from a store."""
    try:
        found = msgspec.convert(document, _Document)
    except msgspec.ValidationError as odd:
        raise GraderError(f"this is no evidence that can be scored: {odd}") from odd
    return Evidence(
        header=found.grader,
        checks=tuple(test.metadata.grader for test in found.tests),
        duration_s=found.duration,
    )
