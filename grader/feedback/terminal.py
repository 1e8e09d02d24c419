"""The page of one report, as text: what each check found, where, why, and what to try.

Pure: a report that is already cut to its reader (`audience.readable`), the submission's lines, and the style
of the screen go in; text comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from grader.feedback import finding, ink, matrix
from grader.feedback.clean import cells
from grader.feedback.finding import Finding, replay_command, replay_remark
from grader.feedback.headline import SHOWN_NOW, headline
from grader.feedback.ink import BLANK, Line, Span, Style, Tone, line
from grader.feedback.lanes import drawn
from grader.feedback.layout import block, cut_inside, padded, paragraph, shortened, with_right, wrapped
from grader.feedback.sheet import notes_first
from grader.feedback.story import SourceLine, Story, no_source, place_of
from grader.report import CheckResult, Location, Outcome, Report, Witness, written

INDENT = 3

WIDEST = 100
"""Text is set no wider than this, however wide the screen: longer lines are hard to read."""


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

    @property
    def text(self) -> Style:
        """The style of what is read rather than drawn."""
        return replace(self.style, width=min(self.style.width, WIDEST))


def page(report: Report, context: Context) -> str:
    """The whole page of one report."""
    return ink.written(list(_lines(report, context)), context.style)


def _lines(report: Report, context: Context) -> Iterator[Line]:
    text = context.text
    yield _title(report, context.name or report.exercise, text)
    for said in headline(report).how:
        yield from paragraph(said, text, indent=1)
    yield BLANK
    if report.outcome == "withheld":
        yield from paragraph(report.reason or "No grade was given.", text, indent=1, tone="warn")
        for evidence in report.review:
            yield from paragraph(evidence, text, indent=3, label="- ")
        if report.checks:
            yield BLANK
    early = notes_first(report)
    if early:
        yield from _notices(report, text)
        yield BLANK
    for found in finding.findings(report):
        yield from _headline(found, context.text)
        yield from _told(found, report, context)
    yield from _rows(report, text)
    if report.notices and not early:
        yield BLANK
        yield from _notices(report, text)
    if context.verbose:
        yield from _footer(report, text)


def _title(report: Report, heading: str, style: Style) -> Line:
    name = Span(style.clean(heading), "strong")
    author = (Span(f"  {style.clean(report.author)}", "dim"),) if report.author else ()
    return (name, *author, Span("   "), _points(report))


def findings(check: CheckResult, report: Report, context: Context, before: Sequence[CheckResult] = ()) -> str:
    """What was found about one check, for lists that have headlines of their own; '' for a plain pass. What was
    found at a check `before` is not told again."""
    *_, found = finding.findings(msgspec.structs.replace(report, checks=(*before, check)))
    return ink.written(list(_told(found, report, context)), context.style)


def _told(found: Finding, report: Report, context: Context) -> Iterator[Line]:
    style = context.text
    here = [] if found.place is None else [_whereabouts(found.place, report, context)]
    if found.story is not None:  # a story quotes its lines itself
        yield from _what_happened(found, found.rationale, style)
        yield from story_lines(found.story, found.waiting, context.style)
    else:
        first, _, more = found.rationale.partition("\n")
        yield from _what_happened(found, first, style)
        yield from _waiting(found.waiting, style)
        yield from here
        yield from _what_happened(found, more, style)
    if found.hint:
        yield from paragraph(found.hint, style, indent=INDENT, label="Hint: ")
    if found.explanation:
        yield from paragraph(found.explanation, style, indent=INDENT, label="Why: ")
    if found.replay is not None:
        file = context.file or report.submission.entry
        yield from replay_hint(found.replay, file, style, options=context.options + found.options)
    yield from _claim(found, context)
    if found.check.detail and (context.verbose or found.check.outcome is Outcome.BROKEN):
        yield from block(found.check.detail, style, indent=INDENT, most=30)


def _what_happened(found: Finding, said: str, style: Style) -> Iterator[Line]:
    if said:
        yield from paragraph(said, style, indent=INDENT, tone="dim" if found.again else "plain")


def _headline(found: Finding, style: Style) -> Iterator[Line]:
    mark = found.sign if style.signs else found.word
    start = f" {mark} "
    title = style.clean(found.check.title or found.check.id)
    first, *rest = wrapped(title, style.width - len(start) - len(found.worth) - 2)
    tone: Tone = "dim" if found.tone == "good" else found.tone
    yield with_right(line(Span(start, found.tone), first), line(Span(found.worth, tone)), style.width)
    for piece in rest:
        yield line(" " * len(start), piece)


def _whereabouts(location: Location, report: Report, context: Context) -> Line:
    style = context.text
    place = style.clean(place_of(location, report.submission.entry))
    text = context.source(location).strip()
    if not text:
        return line(" " * INDENT, Span(place, "dim"))
    room = max(style.width - INDENT - len(place) - 3, 20)
    return line(" " * INDENT, Span(f"{place}:  ", "dim"), shortened(style.clean(text), room, style))


def story_lines(story: Story, waiting: Sequence[str], style: Style) -> Iterator[Line]:
    """What happened, drawn, and who waits for whom for ever, each with an empty line around."""
    yield BLANK
    yield from drawn(story, style)
    if waiting:
        yield BLANK
    yield from _waiting(waiting, style)
    yield BLANK


def _waiting(sentences: Sequence[str], style: Style) -> Iterator[Line]:
    for one in sentences:
        yield from paragraph(one, style, indent=INDENT, label="- ")


def replay_hint(witness: Witness, file: str, style: Style, *, options: str = "") -> Iterator[Line]:
    """How to see this schedule again; the command stands on one line, whole, to be copied."""
    command = style.clean(replay_command(witness, file, options))
    before = f"Again, step by step{replay_remark(witness)}: "
    if INDENT + len(before) + len(command) <= style.width:
        yield line(" " * INDENT, before, Span(command, "strong"))
    else:
        yield from paragraph(before, style, indent=INDENT)
        yield line(" " * INDENT, Span(command, "strong"))


def _claim(found: Finding, context: Context) -> Iterator[Line]:
    """How far the search went, for those who ask, and for everyone where it was not controlled; else what a pass rests on."""
    said = found.searched if context.verbose or not found.controlled else found.premise
    if said:
        yield from paragraph(said, context.text, indent=INDENT, tone="dim")


def _rows(report: Report, style: Style) -> Iterator[Line]:
    """What it was judged in, where that is more than one."""
    if not report.rows:
        return
    yield BLANK
    yield from paragraph(matrix.HEADING, style, indent=1)
    widest = max(cells(name) for name, _ in matrix.lines(report))
    for row, (name, found) in zip(report.rows, matrix.lines(report), strict=True):
        tone: Tone = "warn" if row.absent else "bad" if row.lost else "good"
        yield from paragraph(found, style, indent=INDENT, label=f"{padded(name, widest)}   ", tone=tone)


def _notices(report: Report, style: Style) -> Iterator[Line]:
    for notice in report.notices:
        yield from paragraph(notice, style, indent=1, label="Note: ")


def _footer(report: Report, style: Style) -> Iterator[Line]:
    there = report.environment
    drawn = "" if report.seed is None else f"seed {report.seed}; "
    text = (
        f"Python {there.python} on {there.platform}, isolation {there.isolation}, {there.cpus} cores; "
        f"{drawn}{report.duration_s:.2f} s"
    )
    yield BLANK
    yield from paragraph(text, style, indent=1, tone="dim")


def summary(reports: Sequence[Report], style: Style, *, names: Sequence[str] = ()) -> str:
    """The table after several pages: each exercise's points, and their sum."""
    names = [style.clean(name) for name in names or [report.exercise for report in reports]]
    widest = min(max([*map(cells, names), len("total")]), style.width - 20)
    rows = [
        line(" ", padded(cut_inside(name, widest, style), widest), "   ", _points(report))
        for name, report in zip(names, reports, strict=True)
    ]
    withheld = sum(report.points is None for report in reports)
    earned = sum(report.points or 0 for report in reports)
    most = sum(report.max_points for report in reports if report.points is not None)
    partly = any(SHOWN_NOW in headline(report).score for report in reports)
    total = f"{written(earned)} of {written(most)} {SHOWN_NOW}" if partly else f"{written(earned)} / {written(most)}"
    total += f", {withheld} withheld" if withheld else ""
    return ink.written([*rows, line(" ", padded("total", widest), "   ", Span(total, "strong"))], style)


def _points(report: Report) -> Span:
    if report.points is None:
        return Span("withheld", "warn")
    counts = headline(report)
    if counts.how and report.points >= report.max_points:  # full marks of a part
        return Span(counts.score, "plain")
    return Span(counts.score, "good" if counts.full else "bad")
