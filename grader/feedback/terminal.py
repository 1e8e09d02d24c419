"""The page of one report, as text: what each check found, where, why, and what to try.

Pure: a report that is already cut to its reader (`audience.readable`), the submission's lines, and the style
of the screen go in; text comes out.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.feedback import ink
from grader.feedback.clean import cells, clean
from grader.feedback.ink import BLANK, Line, Span, Style, Tone, line
from grader.feedback.knot import knot
from grader.feedback.lanes import drawn
from grader.feedback.layout import block, padded, paragraph, shortened, with_right, wrapped
from grader.feedback.story import SourceLine, no_source, place_of, tell
from grader.report import CheckResult, Location, Outcome, Report, Witness

INDENT = 3

SIGNS: dict[Outcome, tuple[str, str, Tone]] = {
    Outcome.PASSED: ("✓", "pass", "good"),
    Outcome.FAILED: ("✗", "FAIL", "bad"),
    Outcome.TIMED_OUT: ("✗", "FAIL", "bad"),
    Outcome.CRASHED: ("✗", "FAIL", "bad"),
    Outcome.SKIPPED: ("–", "skip", "dim"),
    Outcome.BROKEN: ("!", "ERR ", "warn"),
}

PARTLY: tuple[str, str, Tone] = ("~", "part", "warn")

SILENT: dict[Outcome, str] = {
    Outcome.PASSED: "",
    Outcome.FAILED: "This is not so.",
    Outcome.TIMED_OUT: "Your program took too long.",
    Outcome.CRASHED: "Your program crashed.",
    Outcome.SKIPPED: "Skipped.",
    Outcome.BROKEN: "The check itself failed.",
}
"""What is said of an outcome that came without a rationale."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a page needs beside the report."""

    style: Style
    name: str = ""
    """What heads the page; the exercise, unless something else is said."""
    file: str = ""
    """The submission as the reader would type it; for the replay command."""
    options: str = ""
    """What the replay command needs beside the file, to know which exercise it is for."""
    source: SourceLine = no_source
    verbose: bool = False


def page(report: Report, context: Context) -> str:
    """The whole page of one report."""
    return ink.written(list(_lines(report, context)), context.style)


def _lines(report: Report, context: Context) -> Iterator[Line]:
    style = context.style
    yield _title(report, context.name or report.exercise, style)
    yield BLANK
    if report.outcome == "withheld":
        yield from paragraph(report.reason or "No grade was given.", style, indent=1, tone="warn")
        for evidence in report.review:
            yield from paragraph(evidence, style, indent=3, label="- ")
        if report.checks:
            yield BLANK
    before: list[CheckResult] = []
    for check in report.checks:
        yield from _check(check, report, context, before)
        before.append(check)
    yield from _notices(report, style)
    if context.verbose:
        yield from _footer(report, style)


def _title(report: Report, heading: str, style: Style) -> Line:
    name = Span(style.clean(heading), "strong")
    author = (Span(f"  {style.clean(report.author)}", "dim"),) if report.author else ()
    if report.points is None:
        return (name, *author, Span("   "), Span("withheld", "warn"))
    return (name, *author, Span("   "), Span(score(report.points, report.max_points), _tone(report)))


def score(points: float, most: float) -> str:
    """ "5 / 10", without needless decimals."""
    return f"{points:g} / {most:g}"


def _tone(report: Report) -> Tone:
    return "good" if (report.points or 0) >= report.max_points else "bad"


def _check(check: CheckResult, report: Report, context: Context, before: Sequence[CheckResult]) -> Iterator[Line]:
    style = context.style
    yield from _headline(check, style)
    if check.outcome is Outcome.PASSED and check.rationale is None:
        yield from _claim(check, context)
        return
    if _told(check, before):
        yield from paragraph(f"As above: {_first_line(check)}", style, indent=INDENT, tone="dim")
    else:
        yield from paragraph(check.rationale or SILENT[check.outcome], style, indent=INDENT)
        if check.location is not None and check.witness is None:  # a witness quotes its lines itself
            yield _whereabouts(check.location, report, context)
    if check.witness is not None:
        yield from _witness(check.witness, report, style)
    if check.hint and check.hint not in (other.hint for other in before):
        yield from paragraph(check.hint, style, indent=INDENT, label="Hint: ")
    if check.witness is not None:
        yield from replay_hint(check.witness, context.file or report.submission.entry, style, options=context.options)
    yield from _claim(check, context)
    if check.detail and (context.verbose or check.outcome is Outcome.BROKEN):
        yield from block(check.detail, style, indent=INDENT, most=30)


def _told(check: CheckResult, before: Sequence[CheckResult]) -> bool:
    """Whether the same was found at the same place: one mistake that costs several checks is told once."""
    if check.rationale is None or check.outcome is Outcome.SKIPPED:
        return False
    return any((check.rationale, check.location) == (other.rationale, other.location) for other in before)


def _first_line(check: CheckResult) -> str:
    first, *more = (check.rationale or "").split("\n")
    return f"{first} …" if more else first


def _headline(check: CheckResult, style: Style) -> Iterator[Line]:
    partly = 0 < (check.points or 0) < check.max_points
    sign, word, tone = PARTLY if partly else SIGNS[check.outcome]
    mark = sign if style.signs else word
    worth = (
        "" if check.points is None or check.max_points == check.points == 0 else score(check.points, check.max_points)
    )
    if check.bonus and worth:
        worth += " bonus"
    start = f" {mark} "
    title = style.clean(check.title or check.id)
    first, *rest = wrapped(title, style.width - len(start) - len(worth) - 2)
    yield with_right(line(Span(start, tone), first), line(Span(worth, "dim" if tone == "good" else tone)), style.width)
    for piece in rest:
        yield line(" " * len(start), piece)


def _whereabouts(location: Location, report: Report, context: Context) -> Line:
    style = context.style
    place = style.clean(place_of(location, report.submission.entry))
    text = context.source(location).strip()
    if not text:
        return line(" " * INDENT, Span(place, "dim"))
    room = max(style.width - INDENT - len(place) - 3, 20)
    return line(" " * INDENT, Span(f"{place}:  ", "dim"), shortened(style.clean(text), room, style))


def _witness(witness: Witness, report: Report, style: Style) -> Iterator[Line]:
    if not witness.steps:
        return  # nobody had a step to show: the program ended before there was any order
    yield BLANK
    yield from drawn(tell(witness), style)
    yield BLANK
    yield from knot_lines(witness, report.submission.entry, style)


def knot_lines(witness: Witness, entry: str, style: Style) -> Iterator[Line]:
    """Who holds what and who waits for it, where a witness ends so."""
    stuck = knot(witness, entry)
    for one in stuck:
        yield from paragraph(str(one), style, indent=INDENT, label="- ")
    if stuck:
        yield BLANK


def replay_hint(witness: Witness, file: str, style: Style, *, options: str = "") -> Iterator[Line]:
    """How to see this schedule again; the command stands on one line, whole, to be copied."""
    command = style.clean(replay_command(witness, file, options))
    before = "Again, step by step: "
    if INDENT + len(before) + len(command) <= style.width:
        yield line(" " * INDENT, before, Span(command, "strong"))
    else:
        yield line(" " * INDENT, before.rstrip())
        yield line(" " * INDENT, Span(command, "strong"))


def replay_command(witness: Witness, file: str, options: str = "") -> str:
    """What to type to see a witness again."""
    return f"grade replay {witness.token} {shlex.quote(clean(file))}{options}"


def _claim(check: CheckResult, context: Context) -> Iterator[Line]:
    """How far the search went, for those who ask; that it was not controlled, for everyone."""
    explored = check.explored
    if explored is None or not (context.verbose or not explored.controlled):
        return
    text = f"{explored.proved} ({explored.schedules} {'order' if explored.schedules == 1 else 'orders'} tried)"
    yield from paragraph(text, context.style, indent=INDENT, tone="dim")


def _notices(report: Report, style: Style) -> Iterator[Line]:
    if report.notices:
        yield BLANK
    for notice in report.notices:
        yield from paragraph(notice, style, indent=1, label="Note: ")


def _footer(report: Report, style: Style) -> Iterator[Line]:
    there = report.environment
    text = (
        f"Python {there.python} on {there.platform}, isolation {there.isolation}, {there.cpus} cores; "
        f"seed {report.seed}; {report.duration_s:.2f} s"
    )
    yield BLANK
    yield from paragraph(text, style, indent=1, tone="dim")


def summary(reports: Sequence[Report], style: Style, *, names: Sequence[str] = ()) -> str:
    """The table after several pages: each exercise's points, and their sum."""
    names = [style.clean(name) for name in names or [report.exercise for report in reports]]
    widest = min(max([*map(cells, names), len("total")]), style.width - 20)
    rows = [
        line(" ", padded(shortened(name, widest, style), widest), "   ", _points(report))
        for name, report in zip(names, reports, strict=True)
    ]
    withheld = sum(report.points is None for report in reports)
    earned = sum(report.points or 0 for report in reports)
    most = sum(report.max_points for report in reports if report.points is not None)
    total = score(earned, most) + (f", {withheld} withheld" if withheld else "")
    return ink.written([*rows, line(" ", padded("total", widest), "   ", Span(total, "strong"))], style)


def _points(report: Report) -> Span:
    if report.points is None:
        return Span("withheld", "warn")
    return Span(score(report.points, report.max_points), _tone(report))
