"""An empty file gets no points: a check that it passes asks whether nothing goes wrong where nothing happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.authoring.answers import Kind
from grader.authoring.expect import Accepted
from grader.authoring.verify.laws import law
from grader.authoring.verify.proof import Finding, Law
from grader.authoring.verify.tried import Tried, judged, name_of, of_kind, trouble
from grader.report import Report


def nothing_for_nothing(tried: Sequence[Tried], known: Accepted) -> Law:
    """Whoever hands in an empty file gets no points, but for those that the author gives with a reason."""
    nothing = of_kind(tried, Kind.EMPTY)
    findings = [
        Finding(message=mistake.message, where=f"{known.where}:{mistake.line or 1}", hint=mistake.hint)
        for mistake in known.mistakes
    ]
    for one in nothing:
        report = judged(one.heard)
        if report is not None:
            findings += _given(report, known)
        elif found := trouble("an empty file", one.heard):
            findings.append(found)
    accepted = ", but what is meant" if known.empty else ""
    return law("empty", f"an empty file gets no points{accepted}", findings, *(one.heard for one in nothing))


def _given(report: Report, known: Accepted) -> Iterator[Finding]:
    """Points for nothing, and lines that allow what does not happen."""
    given: dict[str, float] = {}
    for check in report.checks:
        given[name_of(check)] = given.get(name_of(check), 0) + (check.points or 0)
    for name, points in given.items():
        if points and name not in known.empty:
            yield Finding(
                message=f"an empty file gets {points:g} for {name}",
                hint='Let it need the check that shows that something happens: @needs("…"). '
                f"If it is meant, say why under [empty] in {known.where}:",
                paste=f'{name} = "…"',
            )
    for name in known.empty:
        if not given.get(name):
            at = f"{known.where}:{known.lines[name]}"
            yield Finding(message=f"an empty file gets no points for {name}", where=at, hint="Take it out.")
