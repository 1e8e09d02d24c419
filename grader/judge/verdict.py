"""What it means for a check that something was raised while it ran. Pure: an exception goes in, a verdict comes out.

::

    nothing                                     passed
    AssertionError, pytest.fail                 failed       with the suite's words
    StudentError, Deadlocked, PromiseBroken     failed       with what the student's side did
    TimedOut                                    timed_out
    Crashed                                     crashed
    NotYet                                      skipped      something that the check needs is not met
    pytest.skip                                 broken       the suite could not judge, and says why
    TamperingError                              broken       and held for review
    BeyondError                                 broken       the program does what the grader cannot follow
    WorkerError                                 broken       our fault, or the machine's
    anything else                               broken       the suite's fault, unless a reference shows otherwise (`tripped`)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from grader.errors import BeyondError, GraderError, TamperingError, WorkerError
from grader.judge import assertion
from grader.judge.ledger import Comparison
from grader.report import NOTHING_TO_SAY, Explored, Fault, Location, Outcome, Witness
from grader.sandbox.claims import Claim, Crashed, Deadlocked, Exhausted, PromiseBroken, TimedOut, with_remark
from grader.sandbox.pointers.came import for_value


class NotYet(pytest.skip.Exception):  # type: ignore[name-defined,misc]
    """A check that is not run, since one that it needs is not passed; `fault`: whose fault it is, where that one broke."""

    def __init__(self, msg: str, fault: Fault | None = None) -> None:
        super().__init__(msg)
        self.fault = fault


_LONGEST_BLAME = 300
_STACK = " Requesting fixture stack:"
"""From here on pytest tells where fixtures stand, ours too, with paths of this machine."""
_EXPECTED_ONE = re.compile(r"DID NOT RAISE (?:<class ')?(?:\w+\.)*(\w+)(?:'>)?$")
"""What `pytest.raises` says of one class."""


@dataclass(frozen=True)
class Verdict:
    """One part of a check, or all of it, judged."""

    outcome: Outcome
    rationale: str | None = None
    hint: str | None = None
    location: Location | None = None
    witness: Witness | None = None
    explored: Explored | None = None
    fault: Fault | None = None
    """Whose fault a broken check is, or one that was skipped since another broke."""
    tampering: str | None = None
    """Evidence; its presence holds the grade for review."""
    advice: str | None = None
    """What to try for an error that one knows; said before any hint."""
    insists: bool = False
    """The hint is for this very case, so it goes before the check's general one."""
    follows: bool = False
    """What the check asks for fails because of an error before: what it hints at is of no use before that is mended."""


PASSED = Verdict(Outcome.PASSED)


def of(raised: BaseException | None, comparisons: Sequence[Comparison] = ()) -> Verdict:
    """Judge what was raised. `comparisons` are those that the failing assert made."""
    match raised:
        case None:
            return PASSED
        case TamperingError():
            held = f"Held for review: {raised.message}"
            return Verdict(Outcome.BROKEN, held, fault="review", tampering=raised.message)
        case BeyondError():
            return Verdict(Outcome.BROKEN, f"This cannot be judged: {raised.message}", fault="program")
        case WorkerError():
            said = f"The grader could not run this check: {raised.message}"
            return Verdict(Outcome.BROKEN, with_remark(said, raised.hint) if raised.hint else said, fault="grader")
        case Claim():
            return _of_claim(raised)
        case RuntimeError(__cause__=Exhausted() as claim):  # what Python makes of it within a generator of the suite's
            return _of_claim(claim)
        case AssertionError():
            said = assertion.words(raised, comparisons)
            return Verdict(Outcome.FAILED, said, advice=for_value(said))
        case pytest.fail.Exception():
            return Verdict(Outcome.FAILED, _of_fail(raised.msg))
        case NotYet():
            return Verdict(Outcome.SKIPPED, raised.msg, fault=raised.fault)
        case pytest.skip.Exception():
            return Verdict(Outcome.BROKEN, f"The suite skipped this check: {_blamed(raised)}", fault="course")
        case pytest.PytestReturnNotNoneWarning():
            said = "it gives something back, which no one looks at: write `assert` for `return`"
            return Verdict(Outcome.BROKEN, f"The suite failed here: {said}.", fault="course")
        case _:
            return broken(raised)


def says_no(raised: BaseException | None) -> bool:
    """Whether somebody of the suite's side said that a promise does not hold."""
    return isinstance(raised, AssertionError | pytest.fail.Exception) and not isinstance(raised, Claim)


def broken(raised: BaseException, what: str = "The suite failed here") -> Verdict:
    """The suite's own fault."""
    return Verdict(Outcome.BROKEN, f"{what}: {_blamed(raised)}", fault="course")


def _of_claim(claim: Claim) -> Verdict:
    match claim:
        case Deadlocked():
            outcome = Outcome.FAILED
        case TimedOut():
            outcome = Outcome.TIMED_OUT
        case Crashed():
            outcome = Outcome.CRASHED
        case _:
            outcome = Outcome.FAILED
    return Verdict(
        outcome,
        claim.rationale,
        claim.hint,
        claim.location,
        claim.witness,
        claim.explored,
        advice=claim.advice,
        insists=claim.insists,
        follows=claim.explains or (claim.advice is not None and not _hangs_on_order(claim)),
    )


def _hangs_on_order(claim: Claim) -> bool:
    """Whether who came before whom made it so, which is what hints are about."""
    return isinstance(claim, Deadlocked) or (isinstance(claim, PromiseBroken) and claim.witness is not None)


def _of_fail(message: str | None) -> str:
    if not message:
        return NOTHING_TO_SAY
    if not message.startswith("DID NOT RAISE"):
        return message
    one = _EXPECTED_ONE.match(message)
    kind = "exception" if one is None or one[1] in ("StudentError", "Exception", "BaseException") else one[1]
    return f"{'An' if kind[0] in 'AEIOUaeiou' else 'A'} {kind} was expected here, and none was raised."


def _blamed(raised: BaseException) -> str:
    words = raised.reason if isinstance(raised, GraderError) else str(raised)
    said = " ".join(words.split()).partition(_STACK)[0][:_LONGEST_BLAME]
    plain = isinstance(raised, GraderError | pytest.skip.Exception | pytest.fail.Exception) and not isinstance(
        raised, pytest.xfail.Exception
    )
    name = "" if plain else type(raised).__name__
    return ": ".join(filter(None, (name, said))) or "no reason is given"


def worse(one: Verdict, other: Verdict) -> Verdict:
    """The verdict that counts of two phases: evidence first, then what is broken, then the earlier trouble."""
    return max(one, other, key=_weight)


def _weight(verdict: Verdict) -> int:
    if verdict.tampering:
        return 3
    return {Outcome.BROKEN: 2, Outcome.PASSED: 0}.get(verdict.outcome, 1)
