"""What was seen of one answer: every judgement of it, and what was expected of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.authoring.answers import Answer, Kind
from grader.authoring.expect import Expectation
from grader.authoring.judging import Heard
from grader.authoring.verify.mending import to_do
from grader.authoring.verify.proof import Finding
from grader.report import CheckResult, Outcome, Report

_FAILED = (Outcome.FAILED, Outcome.TIMED_OUT, Outcome.CRASHED)


@dataclass(frozen=True, slots=True)
class Tried:
    """One answer, judged. The skeleton and flawed answers are not tried in every way."""

    answer: Answer
    heard: Heard
    expectation: Expectation | None = None
    again: tuple[Heard, ...] = ()
    """The same on a busy machine, with other seeds."""
    examples: Heard | None = None
    tight: Heard | None = None
    """With half of the limits."""

    @property
    def name(self) -> str:
        """What the answer is called."""
        return self.answer.name


def of_kind(tried: Iterable[Tried], kind: Kind) -> list[Tried]:
    """Those for one purpose."""
    return [one for one in tried if one.answer.kind is kind]


def name_of(check: CheckResult) -> str:
    """A check's function: what `expect.toml` and `needs` call it."""
    return check.id.partition("[")[0]


def lost(report: Report) -> set[str]:
    """The checks that did not get full points; one with parameters as soon as one of its cases did not."""
    return {name_of(check) for check in report.checks if check.outcome is not Outcome.PASSED}


def failed(report: Report) -> set[str]:
    """Those of them that were judged themselves."""
    return {name_of(check) for check in report.checks if check.outcome in _FAILED}


def got_a_part(check: CheckResult) -> bool:
    """Whether its suite awarded it some points, and not all."""
    return check.outcome in _FAILED and bool(check.points)


def judged(heard: Heard) -> Report | None:
    """The report, where there is one with points."""
    return heard.report if heard.report is not None and heard.report.outcome == "judged" else None


def is_unknown(heard: Heard) -> bool:
    """Whether nobody can say what the suite thinks of it: our fault, or the machine's."""
    return heard.failure is not None or (heard.report is not None and heard.report.fault == "grader")


def trouble(name: str, heard: Heard) -> Finding | None:
    """Why there are no points for an answer. Mistakes of the suite are told once, elsewhere."""
    report = heard.report
    if heard.failure is not None:
        return Finding(message=f"{name} was not judged: {heard.failure}")
    if report is None or report.outcome == "judged":
        return None
    detail = next(map(_detail, _broken(report)), None)
    hint = "An answer that is held for review does what a forger would do." if report.fault == "review" else None
    if report.fault == "course":
        hint = to_do(detail or "")
    return Finding(message=f"{name} was not judged: {report.reason}", detail=detail, hint=hint)


def further(name: str, heard: Heard) -> Iterator[Finding]:
    """The same of the other checks that were not judged, so that all of them can be mended at once."""
    if heard.report is not None and heard.report.outcome != "judged":
        for check in _broken(heard.report)[1:]:
            detail = _detail(check)
            yield Finding(message=f"{check.id} of {name} was not judged", detail=detail, hint=to_do(detail))


def _broken(report: Report) -> list[CheckResult]:
    return [check for check in report.checks if check.outcome is Outcome.BROKEN]


def _detail(check: CheckResult) -> str:
    return check.detail or f"{check.id}: {check.rationale}"


def losses(report: Report, names: Iterable[str]) -> str:
    """What an instructor wants to read of lost checks: each with its reason."""
    wanted = set(names)
    told = [
        f"{check.id}: {check.outcome}: {(check.rationale or '').strip()}"
        for check in report.checks
        if name_of(check) in wanted and check.outcome is not Outcome.PASSED
    ]
    return "\n".join(told)
