"""From evidence to a report: each check gets its points, and what could not be judged is withheld with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from grader.report import CheckResult, Fault, Outcome, Report, SubmissionRef, Visibility
from grader.score import evidence as reading
from grader.score.evidence import CheckRecord, Evidence, Problem
from grader.score.points import earned, shares
from grader.several import the_first

HELD_FOR_REVIEW = "Held for review: there are signs that the program interfered with its own grading."
BEYOND = "The program does what the grader cannot follow. Where that is so, the check says what it is."
NO_CHECKS = "The suite has no checks."
NO_EXAMPLES = "This exercise has no examples that could be run here."
HIDDEN_CHECKS_WAIT = "The hidden checks are run when the exercise is due; there is no grade before that."


def report(document: Mapping[str, Any], *, author: str | None = None) -> Report:
    """Score a judge's evidence. Pure: the same evidence is the same report, today and when it is rescored."""
    evidence = reading.read(document)
    header, most = evidence.header, shares(evidence.checks)
    members = _members(evidence.checks)
    results = tuple(_result(check, most[check.id], members) for check in evidence.checks)
    fault, reason = _why_withheld(evidence)
    return Report(
        course=header.course,
        exercise=header.exercise,
        submission=header.submission,
        suite=header.suite,
        outcome="judged" if reason is None else "withheld",
        reason=reason,
        points=float(_total(evidence, most)) if reason is None else None,
        max_points=_most(evidence.checks, most),
        checks=(*results, *map(_unreadable, header.problems)),
        environment=header.environment,
        seed=header.seed,
        duration_s=round(evidence.duration_s, 3),
        author=author,
        fault=fault,
        review=tuple(dict.fromkeys(check.tampering for check in evidence.checks if check.tampering)),
        notices=header.notices,
        rows=header.rows,
    )


def withheld(
    document: Mapping[str, Any],
    *,
    reason: str,
    entry: str = "",
    digest: str = "",
    author: str | None = None,
    fault: Fault | None = None,
) -> Report:
    """The report of what never came to be judged. The evidence says under what circumstances, and what there was
    to earn."""
    evidence = reading.read(document)
    header = evidence.header
    return Report(
        course=header.course,
        exercise=header.exercise,
        submission=SubmissionRef(digest=digest, entry=entry),
        suite=header.suite,
        outcome="withheld",
        reason=reason,
        points=None,
        max_points=_most(evidence.checks, shares(evidence.checks)),
        checks=(),
        environment=header.environment,
        seed=header.seed,
        duration_s=0.0,
        author=author,
        fault=fault,
        notices=header.notices,
    )


def _why_withheld(evidence: Evidence) -> tuple[Fault | None, str | None]:
    """Whose fault it is that there are no points, and what happened; nothing if there are."""
    if any(check.tampering for check in evidence.checks):
        return "review", HELD_FOR_REVIEW
    if evidence.header.problems:
        return (
            "course",
            f"The suite could not be run: {_listed(problem.where for problem in evidence.header.problems)}.",
        )
    if not evidence.checks:
        return "course", NO_EXAMPLES if evidence.header.which == "examples" else NO_CHECKS
    broken = [check for check in evidence.checks if check.outcome is Outcome.BROKEN]
    ours = [check for check in broken if check.fault == "grader"]
    if ours:
        return "grader", f"The grader could not run {_listed(check.id for check in ours)}."
    theirs = [check for check in broken if check.fault not in ("pending", "program")]
    if theirs:
        return "course", f"The suite failed in {_listed(check.id for check in theirs)}."
    if any(check.fault == "program" for check in broken):
        return "program", BEYOND
    return ("pending", HIDDEN_CHECKS_WAIT) if broken else (None, None)


def _listed(names: Iterable[str]) -> str:
    """A few names, and how many more there are."""
    return the_first(3, list(dict.fromkeys(names)))


def _total(evidence: Evidence, most: Mapping[str, Decimal]) -> Decimal:
    total = Decimal(0)
    for check in evidence.checks:
        points = earned(check, most[check.id])
        assert points is not None, f"nobody knows what {check.id} earned, and the grade is not withheld"
        total += points
    return total


def _most(checks: Iterable[CheckRecord], most: Mapping[str, Decimal]) -> float:
    return float(sum((most[check.id] for check in checks if not check.bonus), Decimal(0)))


def _members(checks: Iterable[CheckRecord]) -> Mapping[str, list[str]]:
    """The ids of the checks that each name in a `needs` stands for."""
    found: dict[str, list[str]] = {}
    for check in checks:
        found.setdefault(check.group, []).append(check.id)
    return found


def _result(check: CheckRecord, share: Decimal, members: Mapping[str, list[str]]) -> CheckResult:
    points = earned(check, share)
    return CheckResult(
        id=check.id,
        title=check.title,
        outcome=check.outcome,
        points=None if points is None else float(points),
        max_points=float(share),
        visibility=check.visibility,
        bonus=check.bonus,
        rationale=_rationale(check),
        hint=check.hint,
        explanation=check.explanation,
        location=check.location,
        witness=check.witness,
        explored=check.explored,
        needs=tuple(id for need in check.needs for id in members.get(need, [need])),
        duration_s=check.duration_s,
        detail=check.detail,
    )


def _rationale(check: CheckRecord) -> str | None:
    """What happened, and for what a part of the points was given nevertheless."""
    if not check.awards or check.outcome is Outcome.PASSED or check.why == check.rationale:
        return check.rationale
    return f"{check.rationale}\nPart of the points: {check.why}"


def _unreadable(problem: Problem) -> CheckResult:
    """A file of the suite that could not be read stands in the report for the checks it would have held."""
    return CheckResult(
        id=problem.where,
        title=f"{problem.where} could not be run",
        outcome=Outcome.BROKEN,
        points=None,
        max_points=0.0,
        visibility=Visibility.HIDDEN,
        rationale=problem.detail.strip().splitlines()[-1] if problem.detail.strip() else None,
        detail=problem.detail,
    )
