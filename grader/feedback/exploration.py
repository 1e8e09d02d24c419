"""The pages of `grade explore` (how a program can end) and `grade replay` (one schedule)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.feedback import ink
from grader.feedback.choosing import is_well
from grader.feedback.clean import cells
from grader.feedback.endings import FRESH, PRINTED, Endings, Quoted, Told, account_of, endings_of, output_of, quoted
from grader.feedback.ink import BLANK, Line, Span, Style, Tone, length, line
from grader.feedback.layout import SMALLEST, folded, paragraph, shortened, with_right, wrapped
from grader.feedback.proof import claims
from grader.feedback.story import tell
from grader.feedback.terminal import replay_hint, story_lines
from grader.report import EndingRecord, ExplorationRecord
from grader.several import counted

INDENT = 4


def exploration_page(found: ExplorationRecord, style: Style, *, file: str, every: bool = False, given: str = "") -> str:
    """Of each kind of ending the one with the shortest story, or `every` one; then what is proved and what is not.
    `given`: the options by which the program got its arguments and its input."""
    return ink.written(list(_exploration(found, style, file, every=every, given=given)), style)


def _exploration(found: ExplorationRecord, style: Style, file: str, *, every: bool, given: str) -> Iterator[Line]:
    yield from _heading(found.file, result(found), style)
    endings = endings_of(found, every=every, given=given)
    for number, told in enumerate(endings.told, 1):
        yield BLANK
        yield from _ending(told, style, number, file)
    yield from _others(endings, style)
    yield BLANK
    for said, tone in claims(found, endings, every=every):
        yield from paragraph(said, style, indent=1, tone=tone)


def result(found: ExplorationRecord) -> Span:
    """In how many ways it ended, and in how many orders."""
    endings = counted(len(found.endings), "ending") if found.endings else "no ending"
    well = len(found.endings) == 1 and is_well(found.endings[0])
    tone: Tone = "good" if well else "bad" if found.endings else "warn"
    return Span(f"{endings} in {counted(found.schedules, 'order')} tried", tone)


def _heading(file: str, said: Span, style: Style) -> Iterator[Line]:
    name = Span(style.clean(file), "strong")
    if cells(name.text) + 3 + cells(said.text) <= style.width:
        yield line(name, "   ", said)
    else:
        yield line(name)
        yield line("  ", said)


def _ending(told: Told, style: Style, number: int, file: str) -> Iterator[Line]:
    account = told.account
    yield from _how(account.how, told.count, number, style)
    yield from _detail(account.detail, style)
    yield from _printed(told.printed, style)
    if account.story is not None:
        yield from story_lines(account.story, account.waiting, style)
    if told.ending.witness is not None:
        yield from replay_hint(told.ending.witness, file, style, options=told.options)


def _how(how: Span, count: str, number: int, style: Style) -> Iterator[Line]:
    """How it ended, and how often: at the right margin, or below where that leaves too little room."""
    room = style.width - cells(count) - INDENT - 2
    beside = room >= SMALLEST
    first, *rest = wrapped(how.text, room if beside else style.width - INDENT)
    start = line(Span(f"{number:2}  ", "strong"), Span(first, how.tone))
    yield with_right(start, line(Span(count, "dim")), style.width) if beside else start
    for piece in rest:
        yield line(" " * INDENT, Span(piece, how.tone))
    if not beside:
        yield line(" " * INDENT, Span(count, "dim"))


def _detail(lines: Sequence[str], style: Style) -> Iterator[Line]:
    for text in lines:
        yield from paragraph(text, style, indent=INDENT, label="- " if len(lines) > 1 else "")


def _printed(rows: Sequence[Quoted], style: Style) -> Iterator[Line]:
    """The output and what was observed, behind bars; what is not usual stands out, where there is anything usual."""
    tone: dict[str, Tone] = {PRINTED: "plain", FRESH: "strong"}
    for sign, text in rows:
        bar = line(" " * INDENT, Span(sign, "bad" if sign == FRESH else "dim"))
        for piece in folded(style.clean(text), style.width - length(bar)):
            yield (*bar, Span(piece, tone.get(sign, "dim")))


def _others(endings: Endings, style: Style) -> Iterator[Line]:
    """The endings that are not told, a line each, the numbers below each other."""
    if not endings.heading:
        return
    yield BLANK
    yield line(Span(f" {endings.heading}", "strong"))
    widest = max((len(f"{other.orders:,}") for other in endings.others), default=0)
    for other in endings.others:
        count = f"{other.orders:{widest},} {'order ' if other.orders == 1 else 'orders'}"
        start = line(" " * INDENT, Span(count, "dim"), "  ")
        many = f" ({other.endings} endings)" if other.endings > 1 else ""
        room = style.width - length(start) - cells(many)
        yield (*start, Span(shortened(style.clean(other.said), room, style) + many))
    if endings.more:
        yield line(" " * INDENT, Span(f"{style.ellipsis} and others", "dim"))


def replay_page(ending: EndingRecord, style: Style, *, file: str, entry: str) -> str:
    """One schedule from beginning to end, step by step, and how it ended."""
    return ink.written(list(_replay(ending, style, file, entry)), style)


def _replay(ending: EndingRecord, style: Style, file: str, entry: str) -> Iterator[Line]:
    steps = ending.witness.steps if ending.witness else ()
    yield from _heading(file, Span(f"one order, {counted(len(steps), 'step')}"), style)
    account = account_of(ending, entry)
    if ending.witness is not None and steps:
        yield from story_lines(tell(ending.witness, whole=True), account.waiting, style)
    else:
        yield BLANK
    yield line(" ", account.how)
    yield from _detail(account.detail, style)
    yield from _printed(quoted(output_of(ending)), style)
