"""The feedback as Markdown (CommonMark, with GitHub's tables): to be read raw as well as set.

Nothing of a submission becomes markup: text is escaped where a character could mean something, quotations stand in
fences longer than any run of backticks in them, and whatever cannot be seen is spelled out (`clean`). Tested against a
real parser: what it reads is what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from grader.feedback import ink, matrix
from grader.feedback.clean import (
    QUOTED,
    lines_of,
    markdown_beginning,
    markdown_block,
    markdown_code,
    markdown_marks,
    markdown_text,
)
from grader.feedback.finding import Finding, findings, replay_command, replay_remark
from grader.feedback.headline import headline
from grader.feedback.ink import BLANK, Line, Style
from grader.feedback.lanes import drawn
from grader.feedback.listing import Listing, listing
from grader.feedback.sheet import Sheet, notes_first, summary
from grader.feedback.story import place_of
from grader.report import Location, Report

WIDTH = 100
"""Columns of a drawing; whoever sets Markdown gives code about so many."""


def page(sheets: Sequence[Sheet], *, heading: str) -> str:
    """The whole page for these reports."""
    parts = [f"# {markdown_text(heading)}", *(part for sheet in sheets for part in _sheet(sheet))]
    return "\n\n".join(parts) + "\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    report = sheet.report
    entry = report.submission.entry
    found = findings(report)
    lines = cache(partial(listing, sheet.lines, found))  # most pages quote nothing
    counts = headline(report, sheet.standing)
    yield f"## {markdown_text(report.exercise)}: {counts.score or 'withheld'}"
    yield from map(_prose, counts.how)
    author = sheet.name or report.author or ""
    yield f"{markdown_text(author)}: {summary(report)}" if author else summary(report)
    if report.reason:
        yield _quote(report.reason)
    if report.review:
        yield "\n".join(f"- {markdown_text(evidence)}" for evidence in report.review)
    yield from map(_prose, sheet.remarks)
    notes = [_quote(notice, label="Note") for notice in report.notices]
    yield from notes if notes_first(report) else ()
    if found:
        yield _table(found)
    for finding in found:
        yield from _told(finding, sheet, entry, lines)
    if report.rows:
        yield _rows(report)
    yield from () if notes_first(report) else notes


def _rows(report: Report) -> str:
    lines = [f"| {markdown_text(name)} | {markdown_text(found)} |" for name, found in matrix.lines(report)]
    return "\n".join([matrix.HEADING, "", "| | |", "|---|---|", *lines])


def _table(found: Sequence[Finding]) -> str:
    lines = [f"| {one.sign} | {markdown_text(_title(one))} | {one.worth} |" for one in found]
    return "\n".join(["| | check | points |", "|:-:|---|--:|", *lines])


def _title(finding: Finding) -> str:
    return " ".join(lines_of(finding.check.title or finding.check.id))


def _told(finding: Finding, sheet: Sheet, entry: str, lines: Callable[[], Listing]) -> Iterator[str]:
    """What was found at a check; nothing of one that passed without a word."""
    if not finding.rationale and not finding.hint and not finding.explanation:
        return
    yield f"### {finding.sign} {markdown_text(_title(finding))}"
    if finding.rationale:
        yield _prose(finding.rationale)
    if finding.story is not None:
        yield markdown_block(_drawing(finding))
    if finding.waiting:
        yield "\n".join(f"- {_prose(one)}" for one in finding.waiting)
    if finding.story is None and finding.place is not None:
        yield from _excerpt(finding.place, entry, lines())
    if finding.hint:
        yield _quote(finding.hint, label="Hint")
    if finding.explanation:
        yield _quote(finding.explanation, label="Why")
    if finding.replay is not None:
        command = replay_command(finding.replay, sheet.file or entry, sheet.options + finding.options)
        yield f"Again, step by step{replay_remark(finding.replay)}: {markdown_code(command)}"


def _drawing(finding: Finding) -> str:
    rows: list[Line] = drawn(finding.story, Style(width=WIDTH)) if finding.story else [BLANK]
    return ink.written(rows, Style(width=WIDTH))


def _excerpt(location: Location, entry: str, lines: Listing) -> Iterator[str]:
    yield (
        f"{markdown_text(place_of(location, entry))}:"
        if lines.excerpt(location)
        else markdown_text(place_of(location, entry))
    )
    rows = [
        f"{'>' if line.number == location.line else ' '} {line.number:4}  {''.join(piece.text for piece in line.pieces)}"
        for line in lines.excerpt(location)
    ]
    if rows:
        yield markdown_block("\n".join(rows))


def _prose(said: str) -> str:
    """Sentences, line by line; what stands between backticks stays code."""
    return "\\\n".join(map(_line, lines_of(said.strip("\n"))))


def _line(said: str) -> str:
    """One line; its indent is kept, with spaces that Markdown leaves alone."""
    words = said.lstrip(" ")
    indent = "\u00a0" * (len(said) - len(words)) or ("" if words else "\u00a0")
    pieces = QUOTED.split(words.rstrip())
    line = "".join(markdown_code(piece) if number % 2 else markdown_marks(piece) for number, piece in enumerate(pieces))
    return indent + line if indent or not pieces[0] else markdown_beginning(line)


def _quote(said: str, *, label: str = "") -> str:
    before = f"**{label}** " if label else ""
    return "\n".join(f"> {line}" for line in (before + _prose(said)).split("\n"))
