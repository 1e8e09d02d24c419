"""One check while it runs: what is heard of it phase by phase, and what is concluded in the end."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.errors import LostError
from grader.interleave.addresses import plain
from grader.judge import drawn, verdict
from grader.judge.ledger import Ledger
from grader.judge.marks import Check
from grader.judge.reading import is_no_word_of_a_check, words_of
from grader.judge.verdict import NotYet, Verdict
from grader.report import NOTHING_TO_SAY, Explored, Fault, Location, Outcome, Visibility
from grader.sandbox.claims import (
    Claim,
    Deadlocked,
    MissingAttribute,
    PromiseBroken,
    StudentError,
    TimedOut,
    Unreadable,
    with_remark,
)
from grader.sandbox.pointers.advice import ASKED_FOR, comes_of_no_start, for_error
from grader.sandbox.remote import RemoteSubmission
from grader.sandbox.run import Run

_LONGEST_DETAIL = 8_000
GIVEN_AWAY = Verdict(
    Outcome.BROKEN,
    'A check that looks at a given program must not be visible: add visibility="after_due_date" to its @points.',
    fault="course",
)


@dataclass
class Trial:
    """What is known of a check that runs, or ran."""

    check: Check
    ledger: Ledger = field(default_factory=Ledger)
    remote: RemoteSubmission | None = None
    verdict: Verdict = verdict.PASSED
    detail: str | None = None
    duration: float = 0.0
    ended: bool = False
    """Whether all phases were heard; a verdict before that is none."""
    skipped_itself: bool = False
    """Whether the suite skipped it: what needs it can then not be judged."""
    tripped: str | None = None
    """What Python says, where the check fell over what the program gave back."""
    _broken: int = 0
    lost: bool = False
    """Whether somebody outside has ended a process that it needed."""

    @property
    def can_be_heard_again(self) -> bool:
        """Whether it went as it did by somebody outside alone: evidence of forgery stays."""
        return self.lost and self.verdict.tampering is None

    @property
    def may_be_the_programs(self) -> bool:
        """Whether nothing is wrong but that the check fell over what the program gave back."""
        return self.tripped is not None and self._broken == 1

    @property
    def waits_for_a_broken_one(self) -> bool:
        """Whether it was skipped since a check that it needs could not be judged."""
        return self.verdict.outcome is Outcome.SKIPPED and self.verdict.fault is not None

    def blame_the_program(self) -> None:
        """A right answer passes the same check: that this one does not is no fault of the suite's."""
        assert self.tripped is not None
        said = f"What your program gives back is not what this check needs. {self.tripped}"
        self.verdict = Verdict(Outcome.FAILED, said, advice=for_error(*self.tripped.split(": ", 1)))

    def hear(self, call: pytest.CallInfo[None], report: pytest.TestReport, *, fixtures: Collection[str] = ()) -> None:
        """Take in one phase: setup, call or teardown. `fixtures`: what the check was given by name."""
        self.duration += call.duration
        raised = drawn.failure(call.excinfo.value if call.excinfo else None)
        nowhere = raised is None or isinstance(
            raised, pytest.PytestReturnNotNoneWarning
        )  # no line of the suite's led there
        self._add(self._heard(raised, fixtures), "" if nowhere else words_of(report))
        if call.when == "call":
            self._notice_what_was_swallowed()
            error = self._say_what_the_run_did(raised)
            self._point_at_a_slip(error or raised)
            self._count_awards()
            self._refuse_to_give_away()
        self.ended = call.when == "teardown"

    def _heard(self, raised: BaseException | None, fixtures: Collection[str] = ()) -> Verdict:
        """What was raised, judged; a note, which is worth nothing, may skip itself."""
        self.lost = self.lost or isinstance(raised, LostError)
        if isinstance(raised, pytest.skip.Exception) and not self.check.points:
            self.skipped_itself = not isinstance(raised, NotYet)
            return Verdict(Outcome.SKIPPED, raised.msg)
        if raised is not None and verdict.says_no(raised) and is_no_word_of_a_check(raised):
            return verdict.broken(raised)  # which says nothing of the program
        found, case = verdict.of(raised, self.ledger.comparisons), drawn.case(raised, fixtures)
        if not case or found.outcome is Outcome.BROKEN:
            return found
        return replace(found, rationale=f"{found.rationale}\n{case}")

    def _add(self, heard: Verdict, detail: str) -> None:
        self._broken += heard.outcome is Outcome.BROKEN
        before, self.verdict = self.verdict, verdict.worse(self.verdict, heard)
        beyond = heard.fault in ("program", "review")  # where the suite stood then explains nothing
        if self.verdict is not before and heard.outcome is not Outcome.SKIPPED and not beyond:
            self.detail = _shortened(within(self.check.suite, detail)) or None

    def _notice_what_was_swallowed(self) -> None:
        """A suite may catch anything, and its threads may end unheard; that its worker died or was stopped, or that they failed,
        cannot thereby become a pass, nor the program's fault."""
        for stray in self.ledger.strays:
            self._add(verdict.broken(stray, "A thread of the suite's own failed"), f"{type(stray).__name__}: {stray}")
        trouble = self.remote.trouble if self.remote else None
        self.lost = self.lost or isinstance(trouble, LostError)
        if trouble is not None:
            self._add(verdict.of(trouble), f"The suite caught {type(trouble).__name__}: {trouble}")

    def _say_what_the_run_did(self, raised: BaseException | None) -> StudentError | None:
        """An assert about a run says what is wrong; what went wrong in the run, and where, helps more. The error of the
        program's that explains it."""
        run = self.remote.last_run if self.remote else None
        if run is None or not verdict.says_no(raised) or self.verdict.outcome is not Outcome.FAILED:
            return None
        said = _with(run, self.verdict.rationale or "")
        if not run.troubles:
            self.verdict = replace(self.verdict, rationale=said, location=run.left_at)
            return None
        trouble = run.troubles[0]
        follows = _comes_first(trouble) and self.verdict.rationale not in (said, NOTHING_TO_SAY)
        found = verdict.of(trouble)
        self.verdict = replace(found, rationale=said, follows=follows or found.follows)
        return trouble if isinstance(trouble, StudentError) else None

    def _point_at_a_slip(self, raised: BaseException | None) -> None:
        """Where nobody knows a line, that of a mistake that raises nothing helps more than none; beside a story, or a line
        where it goes round or waits for ever, its words do."""
        missed = self.verdict.outcome in (Outcome.FAILED, Outcome.TIMED_OUT)
        if self.remote is None or not missed or not _may_come_of_a_slip(raised, self.verdict.location):
            return
        missing = self.remote.missing
        if missing is not None and self.verdict.location is None:
            said = with_remark(self.verdict.rationale or "", missing)
            self.verdict = replace(self.verdict, rationale=said, advice=ASKED_FOR, follows=True)
            return
        slip = self.remote.slip
        if slip is not None:
            place = self.verdict.location or slip.location
            said = "\n".join(filter(None, (slip.words, self.verdict.advice)))
            self.verdict = replace(self.verdict, location=place, advice=said)
            if slip.idle:
                self.verdict = replace(self.verdict, hint=None, follows=True)

    def _count_awards(self) -> None:
        best = self.ledger.best
        if best is not None and best.fraction < 1 and self.verdict.outcome is Outcome.PASSED:
            self.verdict = Verdict(Outcome.FAILED, best.why)

    def _refuse_to_give_away(self) -> None:
        """What a visible check says of a given program would tell students what they are to foretell."""
        if self.remote and self.remote.gives_away and self.check.visibility is Visibility.VISIBLE:
            self._add(GIVEN_AWAY, "A check that looks at a given program needs visibility='after_due_date'.")

    @property
    def passed(self) -> bool:
        """Whether checks that need this one may run."""
        return self.verdict.outcome is Outcome.PASSED

    @property
    def hint(self) -> str | None:
        """What to try: what is known of the error or slip; then the promise's own hint, else the check's, else what the
        sandbox suggests."""
        if self.passed or self.verdict.outcome in (Outcome.SKIPPED, Outcome.BROKEN):
            return None
        if self.remote is not None and self.remote.is_empty:
            return None  # that is told at the head of the page, and nothing fits that speaks of what is there
        found = self.verdict
        own = found.hint if found.insists else None
        of_the_check = None if found.follows else self.check.hint
        return "\n".join(filter(None, (found.advice, own or of_the_check or found.hint))) or None

    def record(self) -> dict[str, Any]:
        """The evidence of this check, as JSON values (`docs/design/evidence.md`)."""
        found, check = self.verdict, self.check
        return {
            "id": check.id,
            "title": check.title,
            "group": check.name,
            "points": str(check.points),
            "bonus": check.bonus,
            "visibility": check.visibility.value,
            "needs": list(check.needs),
            "outcome": found.outcome.value,
            "rationale": found.rationale,
            "hint": self.hint,
            "explanation": self.check.explanation,
            "location": msgspec.to_builtins(found.location),
            "witness": msgspec.to_builtins(found.witness),
            "explored": msgspec.to_builtins(found.explored or self._explored()),
            "awards": [{"fraction": str(award.fraction), "why": award.why} for award in self.ledger.awards],
            "fault": found.fault,
            "tampering": found.tampering,
            "detail": self.detail,
            "duration_s": round(self.duration, 4),
        }

    def _explored(self) -> Explored | None:
        """What searching proved says nothing where the check itself broke."""
        return self.remote.explored if self.remote and self.verdict.outcome is not Outcome.BROKEN else None


def _with(run: Run, said: str) -> str:
    """What is said of a run, and what went wrong in it."""
    told = run.explain()
    if told in said:
        return said
    if said == NOTHING_TO_SAY:
        return told
    if run.troubles and _comes_first(run.troubles[0]):
        return f"{_ended(run.troubles[0].rationale)}\n{_ended(said)}"
    return f"{_ended(said)}\n{told}"


def _may_come_of_a_slip(raised: BaseException | None, known: Location | None) -> bool:
    """What a suite misses may, where no line is known; what has no end, or depends on order; and of what the program raised,
    what no line of it has raised (who failed so was made in one), or since something was not started."""
    match raised:
        case MissingAttribute() | Unreadable():
            return False
        case StudentError():
            return not raised.frames or comes_of_no_start(raised.type, raised.message)
        case PromiseBroken() | TimedOut():
            return True
    return known is None and not isinstance(raised, Claim)


def _comes_first(trouble: Claim) -> bool:
    """Whether what a suite misses follows from it: an error, a crash, no end. A deadlock goes on with who waits."""
    return not isinstance(trouble, Deadlocked)


def _ended(said: str) -> str:
    return said if said.endswith((".", "?", "!", ":")) else f"{said}."


def within(suite: Path, text: str) -> str:
    """Name files as they lie in the suite, and no place in memory, so that a report is the same wherever it is made."""
    for folder in (str(suite), _from_here(suite)):
        text = text.replace(f"{folder}{os.sep}", "")
    return plain(text)


def _from_here(suite: Path) -> str:
    try:
        return os.path.relpath(suite)
    except ValueError:  # it lies on another drive, and whoever names it does so in full
        return str(suite)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_DETAIL:
        return text
    return f"{text[:2_000]}\n[… {len(text) - _LONGEST_DETAIL} characters left out …]\n{text[2_000 - _LONGEST_DETAIL :]}"


def unheard(check: Check, *, fault: Fault = "course", why: str = "This check did not run.") -> dict[str, Any]:
    """The evidence of a check that did not run, or not to its end."""
    return Trial(check, verdict=Verdict(Outcome.BROKEN, why, fault=fault)).record()


def left_out(check: Check) -> dict[str, Any]:
    """The evidence of a check that did not have to run, because one before it was lost and no more was asked."""
    return Trial(check, verdict=Verdict(Outcome.SKIPPED, "Left out: a check before it was lost.")).record()
