"""`grade doctor`: what this machine can do, and what is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from grader.cli import conclude
from grader.cli.console import Console
from grader.interleave.search.checked import VERSIONS, reservations, told

NEEDED = (
    *("greenlet", "jinja2", "jsonschema", "msgspec", "nbformat", "packaging", "pytest", "pytest_jsonreport"),
    *("rapidfuzz", "rich", "sqlalchemy", "typer", "tzdata", "yaml"),
)
"""What `pyproject.toml` asks for, by the names that it is imported by."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `good` is None where it is neither good nor bad."""

    name: str
    answer: str
    good: bool | None = True
    advice: str = ""


def doctor(console: Console) -> int:
    """Print every finding; 0 when nothing that is needed is missing."""
    findings = list(examined())
    console.show(_page(findings, console))
    return conclude.WITHHELD if any(finding.good is False for finding in findings) else conclude.FULL


def examined() -> Iterator[Finding]:
    """Look at everything, in the order of the page."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("this interpreter", f"Python {version} at {sys.executable}", *_never_compared())
    yield Finding("other interpreters", ", ".join(_other_interpreters()) or "none", good=None)
    yield from _modules()
    yield from _isolation()
    yield from _processes()
    from grader.cli.surroundings import cores

    yield Finding("cores", f"{cores()} usable of {os.cpu_count() or 1}", good=None)


def _other_interpreters() -> list[str]:
    from grader.sandbox.starting.interpreters import others

    return others(version + build for version in map(told, VERSIONS) for build in ("", "t"))


def _never_compared() -> tuple[bool | None, str]:
    """Whether the explorer is known to say of this interpreter what it does; else what is not."""
    said = "; ".join(reservations())
    return (None, f"What is said of orders of steps has a reservation: {said}.") if said else (True, "")


def _modules() -> Iterator[Finding]:
    from importlib.util import find_spec

    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        advice = "Install the grader again: pip install coursework-grader."
        yield Finding("libraries", f"missing: {', '.join(missing)}", False, advice)
    else:
        yield Finding("libraries", "all present")


def _isolation() -> Iterator[Finding]:
    """The tier that is taken, then the ladder rung by rung, then what layers there are."""
    from grader.sandbox import tiers
    from grader.sandbox.tiers.examine import examined as tried

    ladder = tiers.possible()
    found = tried(ladder)
    taken = next(tier for tier in ladder if found.tiers.get(tier.name) == "holds" or tier is ladder[-1])
    advice = {
        "yes": "Strong enough to grade the work of others.",
        "warned": "The work of others can be graded, with a warning.",
        "refused": "Enough to grade your own work; the work of others asks for a stronger wall.",
    }[taken.others_work]
    if len(ladder) == 1:
        advice = f"{advice} {tiers.elsewhere()}"
    yield Finding("isolation", f"{taken.name}: {taken.stands_on}", True if taken.others_work == "yes" else None, advice)
    for tier in ladder:
        if tier is not taken:
            reason = found.tiers.get(tier.name, "")
            stronger = ladder.index(tier) < ladder.index(taken)
            yield Finding(f"tier {tier.name}", reason, None, tier.to_have_it if stronger else "")
    for layer, answer in found.layers.items():
        yield Finding(f"layer {layer}", answer, None)


def _processes() -> Iterator[Finding]:
    from multiprocessing import get_all_start_methods

    from grader.sandbox import tiers

    yield Finding("start methods", ", ".join(get_all_start_methods()), None)
    warm = tiers.forks()
    advice = "" if warm else "On this system nothing is forked: every check starts an interpreter, which is slower."
    yield Finding("warm workers", "yes" if warm else "no", None, advice)


def _page(findings: list[Finding], console: Console) -> str:
    from grader.feedback import ink
    from grader.feedback.ink import Line, Span, line
    from grader.feedback.layout import padded, paragraph

    style = console.style
    widest = max(len(finding.name) for finding in findings)
    lines: list[Line] = []
    for finding in findings:
        sign = {True: "✓", False: "✗", None: "·"}[finding.good]
        word = {True: "ok  ", False: "NO  ", None: "    "}[finding.good]
        start = f" {sign if style.signs else word} {padded(finding.name, widest)}  "
        rows = paragraph(finding.answer, style, indent=len(start))
        tone: ink.Tone = {True: "good", False: "bad", None: "plain"}[finding.good]  # type: ignore[assignment]
        lines.append(line(Span(start, tone), rows[0][-1]))
        lines.extend(rows[1:])
        if finding.advice:
            lines.extend(paragraph(finding.advice, style, indent=len(start), tone="dim"))
    return ink.written(lines, style)
