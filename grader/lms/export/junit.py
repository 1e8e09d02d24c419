"""JUnit XML, from reports: for Artemis, GitLab, Jenkins and whatever else reads test results.

Source of the form: the schema of Jenkins' xunit plugin (junit-10.xsd), which pytest's own tests use as well. It allows no
`properties` inside a `testcase`, so points stand in the properties of the suite; `time` has three decimals at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from grader.feedback.audience import Audience, readable
from grader.feedback.clean import xml_text
from grader.feedback.ink import Style
from grader.feedback.terminal import Context, findings
from grader.lms.export.rows import Row
from grader.report import CheckResult, Outcome, Report, written

_STYLE = Style(width=100)


def document(
    reports: Iterable[tuple[Report, Audience]], by_hand: Mapping[tuple[str | None, str], Row] = MappingProxyType({})
) -> bytes:
    """All reports, each as its reader may have it: a suite for each, a case for each check, and one for the grade where there is
    none or a person gave it. `by_hand`: those grades, by author and exercise."""
    root = Element("testsuites")
    for report, reader in reports:
        _suite(root, readable(report, reader), by_hand.get((report.author, report.exercise)))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(root: Element, report: Report, by_hand: Row | None) -> None:
    name = f"{report.exercise} ({report.author})" if report.author else report.exercise
    outcomes = [check.outcome for check in report.checks]
    broken = outcomes.count(Outcome.BROKEN)
    missing = by_hand is None and report.outcome == "withheld" and not broken
    lost = {Outcome.FAILED, Outcome.TIMED_OUT, Outcome.CRASHED}
    suite = SubElement(root, "testsuite", {
        "name": xml_text(name),
        "tests": str(len(outcomes) + (missing or by_hand is not None)),
        "failures": str(sum(outcome in lost for outcome in outcomes)),
        "errors": str(broken + missing),
        "skipped": str(outcomes.count(Outcome.SKIPPED)),
        "time": f"{report.duration_s:.3f}",
    })  # fmt: skip
    properties = SubElement(suite, "properties")
    for key, value in _facts(report, by_hand).items():
        SubElement(properties, "property", {"name": xml_text(key), "value": xml_text(value)})
    for check in report.checks:
        _case(suite, check, report)
    if missing:
        _told(_grade(suite, report), "error", "withheld", report.reason or "")
    if by_hand is not None:
        SubElement(_grade(suite, report), "system-out").text = xml_text(by_hand.by_hand)


def _grade(suite: Element, report: Report) -> Element:
    return SubElement(suite, "testcase", {"name": "grade", "classname": xml_text(report.exercise)})


def _facts(report: Report, by_hand: Row | None) -> dict[str, str]:
    points = report.points if by_hand is None else by_hand.points
    facts = {
        "outcome": report.outcome if by_hand is None else "judged",
        "points": "" if points is None else written(points),
        "max_points": written(report.max_points if by_hand is None else by_hand.max_points),
        "submission": report.submission.digest,
    }
    for check in report.checks:
        if check.points is not None:
            facts[f"points: {check.id}"] = f"{written(check.points)} / {written(check.max_points)}"
    return facts


def _case(suite: Element, check: CheckResult, report: Report) -> None:
    case = SubElement(suite, "testcase", {
        "name": xml_text(check.title or check.id),
        "classname": xml_text(report.exercise),
        "time": f"{check.duration_s:.3f}",
    })  # fmt: skip
    text = findings(check, report, Context(_STYLE, file=report.submission.entry)).rstrip("\n")
    match check.outcome:
        case Outcome.PASSED:
            pass
        case Outcome.SKIPPED:
            _told(case, "skipped", "skipped", text)
        case Outcome.BROKEN:
            _told(case, "error", "broken", text)
        case Outcome.FAILED | Outcome.TIMED_OUT | Outcome.CRASHED:
            _told(case, "failure", check.outcome.value, text)


def _told(case: Element, kind: str, type_: str, text: str) -> None:
    first = text.strip().splitlines()[:1]
    SubElement(case, kind, {"type": type_, "message": xml_text(first[0] if first else type_)}).text = xml_text(text)
