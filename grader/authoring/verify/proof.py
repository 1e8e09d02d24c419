"""What `grade verify` finds out: a document like a report, with a versioned schema (`docs/instructors/verify.md`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

import msgspec

from grader.report import Struct

PROOFS_SCHEMA: Final = "grader.proofs/1"


class Verdict(StrEnum):
    """What is known of a suite."""

    PROVED = "proved"
    NOT_PROVED = "not_proved"
    MISTAKEN = "mistaken"
    """Its files contradict their own rules, so that nothing could be judged."""
    WITHHELD = "withheld"
    """Nobody can say: the grader or this machine failed."""


class Finding(Struct, frozen=True):
    """One thing that is wrong: where, what, what to do."""

    message: str
    where: str | None = None
    """A file of the course, with its line where there is one."""
    hint: str | None = None
    detail: str | None = None
    """More lines for whoever wants to know: a diff, the assert as it failed."""
    paste: str | None = None
    """One line to be copied into a file as it stands."""


class Law(Struct, frozen=True):
    """One thing that a good suite owes, and whether it is so. `holds` is None where nobody can say."""

    id: str
    says: str
    holds: bool | None
    findings: tuple[Finding, ...] = ()


class AnswerProof(Struct, frozen=True):
    """One answer, as judged. `points` is None where the judgement was withheld."""

    kind: Literal["reference", "flawed", "skeleton", "empty"]
    name: str
    points: float | None
    max_points: float
    loses: tuple[str, ...]
    expected: tuple[str, ...] | None = None
    """What a flawed answer must lose."""
    duration_s: float = 0.0


class CheckProof(Struct, frozen=True):
    """One check, over all answers."""

    name: str
    points: float
    bonus: bool
    lost_by: tuple[str, ...]
    """The flawed answers that lose it."""
    slowest_s: float
    """The longest time that it took on a reference, on this machine and under its load."""


class MutantProof(Struct, frozen=True):
    """One mutant that the suite gave full points to."""

    name: str
    reference: str
    line: int
    diff: str
    accepted: str | None = None
    """Why its author holds it for right, where `expect.toml` says so."""


class MutationProof(Struct, frozen=True):
    """What became of the mutants of all references."""

    made: int
    judged: int
    killed: int
    accepted: int
    score: float | None
    """The part of the wrong ones that the suite rejects, killed / (judged - accepted); None where there are none."""
    survivors: tuple[MutantProof, ...]


class Proof(Struct, frozen=True):
    """What is known of one exercise's suite."""

    exercise: str
    verdict: Verdict
    laws: tuple[Law, ...]
    answers: tuple[AnswerProof, ...] = ()
    checks: tuple[CheckProof, ...] = ()
    mutants: MutationProof | None = None
    duration_s: float = 0.0


class Proofs(Struct, frozen=True):
    """What `grade verify --json` prints."""

    course: str
    seed: int
    runs: int
    proofs: tuple[Proof, ...]
    schema: Literal["grader.proofs/1"] = PROOFS_SCHEMA


def encode(proofs: Proofs) -> bytes:
    """Write the document as JSON."""
    return msgspec.json.encode(proofs)
