"""The suite itself: whether it can be run at all, and what its checks are, seen over all answers."""

from __future__ import annotations

import os
from collections.abc import Sequence

from grader.authoring.answers import Kind
from grader.authoring.verify.mending import to_do
from grader.authoring.verify.proof import CheckProof, Finding, Law
from grader.authoring.verify.tried import Tried, is_unknown, judged, lost, name_of, of_kind
from grader.course import Course, Exercise
from grader.judge.rows import NONE_HERE
from grader.report import CheckResult, Report, exact
from grader.several import counted


def can_be_run(course: Course, exercise: Exercise, tried: Sequence[Tried], checks: Sequence[CheckProof]) -> Law:
    """There is a suite, its marks keep the rules, and it does not fail whatever it is given."""
    findings: list[Finding] = []
    if exercise.suite is None:
        where = f"tests/suites/{exercise.slug}"
        findings.append(Finding(message="there is no hidden suite", hint=f"It would lie in {where}."))
    mistakes = dict.fromkeys(mistake for one in tried for mistake in one.heard.mistakes)
    findings += [Finding(message=mistake.replace(f"{course.root}{os.sep}", "")) for mistake in mistakes]
    if not mistakes:
        findings += _fails_always(tried)
    total = sum(check.points for check in checks if not check.bonus)
    if checks and not total:
        findings.append(Finding(message="no check is worth any points", hint="Say what each is worth: @points(2)."))
    unknown = bool(tried) and all(is_unknown(one.heard) for one in tried)
    return Law(
        id="suite",
        says=f"the suite: {counted(len(checks), 'check')} worth {total:g} points" if checks else "the suite can be run",
        holds=None if unknown else not findings,
        findings=tuple(findings),
    )


def _fails_always(tried: Sequence[Tried]) -> list[Finding]:
    """What is wrong in the same words with every answer is the suite's, and told of once."""
    failures = {one.heard.failure for one in tried}
    if len(failures) == 1 and None not in failures:
        (failure,) = failures
        hint = "A suite that calls os._exit() or crashes the interpreter ends so; else it is this machine's fault."
        return [Finding(message=f"no answer was judged: {failure}", hint=hint)]
    reports = [one.heard.report for one in tried]
    first = reports[0] if reports else None
    if first is None or first.fault not in ("course", "grader"):
        return []
    if any(report is None or (report.fault, report.reason) != (first.fault, first.reason) for report in reports):
        return []
    absent = dict.fromkeys(row.absent for row in first.rows if row.absent)
    if first.rows and all(row.absent for row in first.rows):
        said = f"no answer was judged: {NONE_HERE}: {'; '.join(absent)}"
        return [Finding(message=said, hint="Install one of them, or ask for others in [matrix] of exercise.toml.")]
    details = [check.detail for check in first.checks if check.detail and check.points is None]
    told = "\n".join(details[:1])
    todo = to_do(told or first.reason or "") if first.fault == "course" else None
    return [Finding(message=f"no answer was judged: {first.reason}", detail=told or None, hint=todo)]


def checks_of(tried: Sequence[Tried]) -> list[CheckProof]:
    """The suite's checks in the order in which they run, each function once."""
    results = max((_results(one) for one in tried), key=len, default=())
    groups: dict[str, list[CheckResult]] = {}
    for check in results:
        groups.setdefault(name_of(check), []).append(check)
    return [
        CheckProof(
            name=name,
            points=float(sum(exact(check.max_points) for check in members)),
            bonus=members[0].bonus,
            lost_by=tuple(one.name for one in of_kind(tried, Kind.FLAWED) if name in _lost(one)),
            slowest_s=_slowest(name, tried),
        )
        for name, members in groups.items()
    ]


def _results(one: Tried) -> tuple[CheckResult, ...]:
    report: Report | None = judged(one.heard)
    return report.checks if report else ()


def _lost(one: Tried) -> set[str]:
    report = judged(one.heard)
    return lost(report) if report else set()


def _slowest(name: str, tried: Sequence[Tried]) -> float:
    right = of_kind(tried, Kind.REFERENCE)
    return max((check.duration_s for one in right for check in _results(one) if name_of(check) == name), default=0.0)
