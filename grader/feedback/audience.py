"""Who may read what. The only place that decides it: every page and every JSON document starts from
`readable`.

Instructors read everything. Students read the checks that are visible to them *now*; of the others they
learn that they exist, what those are worth together that will be shown, and nothing else. So their totals are those of the checks they see: a total over all
checks would tell, by subtraction, how the hidden ones went. For the same reason a check is hidden when one
that it needs is hidden: that it was skipped would tell that the other had failed.

A student never reads: the suite's rewritten asserts and tracebacks (`detail`), evidence of tampering, why
the suite or the grader failed (only that it did, and that it is not their fault), the seed and what it could be
worked out from, the durations of what is hidden, and a command that takes a check which only the instructor has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, assert_never

import msgspec

from grader.report import CheckResult, Outcome, Report, RowResult, SuiteRef, Unseen, Visibility, Witness, exact

if TYPE_CHECKING:
    from grader.course import Exercise

NOT_YOUR_FAULT = (
    "This could not be graded, and that is not your fault: the grader or its checks failed, not your "
    "program. Your instructor can see why."
)
UNDER_REVIEW = "This grade is held until a person has looked at it. Your instructor can tell you more."
BROKEN = "This check itself failed, which is not your fault. Your instructor can see why."
_NAME = re.compile(r"\w+(\.\w+)*")
TOLD = ("delivery", "program", "pending")
"""The faults of which students read the reason: those they can mend, and that they have to wait."""


@dataclass(frozen=True, slots=True)
class Audience:
    """One reader: an instructor, or a student before or after the due date and the publishing of grades."""

    role: Literal["instructor", "student"]
    due: bool = False
    """The due date has passed."""
    published: bool = False
    """The grades are out."""

    def sees(self, visibility: Visibility) -> bool:
        """Whether checks of this visibility are shown."""
        if self.role == "instructor":
            return True
        match visibility:
            case Visibility.VISIBLE:
                return True
            case Visibility.HIDDEN:
                return False
            case Visibility.AFTER_DUE_DATE:
                return self.due
            case Visibility.AFTER_PUBLISHED:
                return self.published
            case unknown:
                assert_never(unknown)


INSTRUCTOR = Audience("instructor")


def student(*, due: datetime | None, now: datetime, published: datetime | None = None) -> Audience:
    """A student at this moment. Without a date nothing that waits for it is shown."""
    return Audience("student", due=_is_past(due, now), published=_is_past(published, now))


def student_of(exercise: Exercise | None, *, now: datetime, extended_to: datetime | None = None) -> Audience:
    """A student at this moment, by the dates of an exercise; none are known of an exercise that is not. `extended_to`: until when
    this one was given time, for other exercises too: it may be over before this one is due for anybody."""
    if exercise is None:
        return student(due=None, now=now)
    due = exercise.due
    if due is not None and extended_to is not None:
        due = max(due, extended_to)
    return student(due=due, published=exercise.published, now=now)


def _is_past(date: datetime | None, now: datetime) -> bool:
    return date is not None and now >= date


def readable(report: Report, reader: Audience) -> Report:
    """The report as this reader may have it: the same document, with what is not theirs left out."""
    if reader.role == "instructor":
        return report
    seen = [check for check in report.checks if _shown(check, report, reader)]
    if report.review or report.fault == "review":
        seen = []
    return msgspec.structs.replace(
        report,
        reason=reason(report),
        points=None if report.outcome == "withheld" else _earned(seen),
        max_points=float(sum(exact(check.max_points) for check in seen if not check.bonus)),
        checks=tuple(for_student(check, report) for check in seen),
        review=(),
        notices=(*report.notices, *remaining(report, reader)),
        rows=tuple(_row(row, seen) for row in report.rows),
        unseen=_unseen(report, seen, reader),
        suite=SuiteRef(digest=""),
        seed=None,
        duration_s=round(sum(check.duration_s for check in seen), 3),
    )


def when(check: CheckResult, report: Report) -> Visibility:
    """When a student may see a check, told in one word for those who show it later (an LMS).

    What waits for two different moments is hidden: there is no word for the later of them.
    """
    if report.review or report.fault == "review":
        return Visibility.HIDDEN
    waits = _visibilities(check, report) - {Visibility.VISIBLE}
    if not waits:
        return Visibility.VISIBLE
    return waits.pop() if len(waits) == 1 else Visibility.HIDDEN


def for_student(check: CheckResult, report: Report) -> CheckResult:
    """A check without what no student reads, whether or not its time to be shown has come.

    Of a check that broke they read why only where it is their program that cannot be followed: no other fault is there then.
    """
    broken = check.outcome is Outcome.BROKEN
    told = not broken or report.fault == "program"
    return msgspec.structs.replace(
        check,
        detail=None,
        rationale=check.rationale if told else BROKEN,
        hint=None if broken else check.hint,
        explanation=None if broken else check.explanation,
        location=None if broken else check.location,
        witness=None if broken else check.witness and _without_the_check(check.witness),
    )


def _without_the_check(witness: Witness) -> Witness:
    """As it is of use to who has not got the check: its token only where the file is enough for `grade replay`, and names alone are
    looked at in the end. What else a suite evaluates may hold what it expects."""
    if witness.alone and all(map(_NAME.fullmatch, witness.alone.observe)):
        return witness
    return msgspec.structs.replace(witness, token="", alone=None)


def _row(row: RowResult, seen: list[CheckResult]) -> RowResult:
    """What was lost there, of the checks that are shown."""
    shown = {check.id for check in seen}
    return msgspec.structs.replace(row, lost=tuple(id for id in row.lost if id in shown))


def _shown(check: CheckResult, report: Report, reader: Audience) -> bool:
    return all(map(reader.sees, _visibilities(check, report)))


def _visibilities(check: CheckResult, report: Report) -> set[Visibility]:
    """The visibilities of a check and of all that it needs."""
    by_id = {other.id: other for other in report.checks}
    waiting, met = [check.id], set()
    while waiting:
        name = waiting.pop()
        if name in by_id and name not in met:
            met.add(name)
            waiting.extend(by_id[name].needs)
    return {by_id[name].visibility for name in met}


def _earned(seen: list[CheckResult]) -> float:
    return float(sum(exact(check.points) for check in seen if check.points is not None))


def reason(report: Report) -> str | None:
    """Why there is no grade, in words for the student."""
    if report.outcome == "judged":
        return None
    if report.review or report.fault == "review":
        return UNDER_REVIEW
    return report.reason if report.fault in TOLD else NOT_YOUR_FAULT


HIDDEN = "hidden"
"""Also what waits for two moments."""
LATER = {
    Visibility.AFTER_DUE_DATE: "shown after the due date",
    Visibility.AFTER_PUBLISHED: "shown when the grades are published",
}


def remaining(report: Report, reader: Audience) -> list[str]:
    """That there are checks which this reader may not see yet, and how many: all that is said of them."""
    if report.review or report.fault == "review":
        return []
    words = [word for check in _checks(report) if (word := _waits(check, report, reader))]
    return [
        f"{words.count(word)} more {'check is' if words.count(word) == 1 else 'checks are'} {word}."
        for word in dict.fromkeys(words)
    ]


def _unseen(report: Report, seen: list[CheckResult], reader: Audience) -> Unseen | None:
    """What is kept back. Its worth is told where all of it will be shown one day: everybody learns that then, and it says
    nothing of how it went. What stays hidden has no worth that is told."""
    kept = [check for check in _checks(report) if check not in seen]
    if not kept:
        return None
    if any(_waits(check, report, reader) == HIDDEN for check in kept):
        return Unseen(checks=len(kept), points=None)
    return Unseen(checks=len(kept), points=float(sum(exact(check.max_points) for check in kept if not check.bonus)))


def _checks(report: Report) -> list[CheckResult]:
    """Without what is worth nothing and broke: that may be a file of the suite that could not be read, which is no check."""
    return [check for check in report.checks if check.max_points or check.outcome is not Outcome.BROKEN]


def _waits(check: CheckResult, report: Report, reader: Audience) -> str:
    """What a check waits for, in words; '' for one that this reader sees now."""
    waits = {visibility for visibility in _visibilities(check, report) if not reader.sees(visibility)}
    if not waits:
        return ""
    return LATER.get(waits.pop(), HIDDEN) if len(waits) == 1 else HIDDEN
