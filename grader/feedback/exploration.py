"""The pages of `grade explore` (every ending of a program) and `grade replay` (one schedule)."""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback import ink
from grader.feedback.ink import BLANK, Line, Span, Style, Tone, line
from grader.feedback.lanes import drawn
from grader.feedback.layout import block, paragraph, shortened, with_right
from grader.feedback.story import renamed, short_names, tell
from grader.feedback.terminal import knot_lines, replay_hint
from grader.report import EndingRecord, ExplorationRecord

INDENT = 4
OUTPUT_LINES = 24

KINDS: dict[str, tuple[str, Tone]] = {
    "finished": ("finished", "good"),
    "deadlock": ("deadlock: nobody can go on", "bad"),
    "exception": ("exception", "bad"),
    "livelock": ("livelock: it runs on without getting anywhere", "bad"),
    "timed_out": ("did not end within the limits", "warn"),
    "engine_fault": ("the grader's explorer failed: no verdict", "warn"),
}


def exploration_page(found: ExplorationRecord, style: Style, *, file: str) -> str:
    """Every ending with its count and a schedule that leads there, then what is proved and what is not."""
    return ink.written(list(_exploration(found, style, file)), style)


def _exploration(found: ExplorationRecord, style: Style, file: str) -> Iterator[Line]:
    endings = counted(len(found.endings), "ending")
    tone: Tone = "good" if len(found.endings) == 1 else "bad"
    name = Span(style.clean(found.file), "strong")
    yield line(name, "   ", Span(f"{endings} in {counted(found.schedules, 'order')} tried", tone))
    usual = _output(found.endings[0]) if found.endings else []
    for number, ending in enumerate(found.endings, 1):
        yield BLANK
        yield from _ending(ending, style, number=number, usual=usual if number > 1 else [])
        if ending.witness is not None:
            yield from _story(ending, found.file, style)
            yield from replay_hint(ending.witness, file, style)
    yield BLANK
    yield from _claims(found, style)


def _ending(ending: EndingRecord, style: Style, *, number: int, usual: list[str]) -> Iterator[Line]:
    count = line(Span(counted(ending.schedules, "order"), "dim"))
    yield with_right(line(Span(f"{number:2}  ", "strong"), how(ending)), count, style.width)
    yield from _detail(ending, style)
    yield from _printed(ending, style, usual)


def _detail(ending: EndingRecord, style: Style) -> Iterator[Line]:
    """What the ending is about; of a deadlock each actor's part on a line of its own."""
    if not ending.detail:
        return
    names = short_names(dict.fromkeys(step.actor for step in ending.witness.steps)) if ending.witness else {}
    text = renamed(ending.detail, names)
    parts = text.split("; ") if ending.kind == "deadlock" else [text]
    for part in parts:
        yield from paragraph(part, style, indent=INDENT, label="- " if len(parts) > 1 else "")


def how(ending: EndingRecord) -> Span:
    """How a schedule ended, in words."""
    words, tone = KINDS[ending.kind]
    if ending.exit_code is None or ending.kind == "engine_fault":
        return Span(words, tone)
    return Span(f"{words}, exit code {ending.exit_code}", "bad" if ending.exit_code else tone)


def _printed(ending: EndingRecord, style: Style, usual: list[str]) -> Iterator[Line]:
    """The output behind a bar; lines that the first ending does not have are marked."""
    if not usual:
        yield from block("\n".join(_output(ending)), style, indent=INDENT, most=OUTPUT_LINES, tone="plain")
        return
    for text in _output(ending)[:OUTPUT_LINES]:
        fresh = text not in usual
        room = style.width - INDENT - 2
        bar = Span("> " if fresh else "| ", "bad" if fresh else "dim")
        yield line(" " * INDENT, bar, Span(shortened(style.clean(text), room, style), "strong" if fresh else "dim"))


def _output(ending: EndingRecord) -> list[str]:
    return ending.stdout.rstrip("\n").split("\n") if ending.stdout.strip() else []


def _story(ending: EndingRecord, entry: str, style: Style) -> Iterator[Line]:
    if ending.witness is None or not ending.witness.steps:
        return
    yield BLANK
    yield from drawn(tell(ending.witness), style)
    yield BLANK
    yield from knot_lines(ending.witness, entry, style)


def _claims(found: ExplorationRecord, style: Style) -> Iterator[Line]:
    """What is proved, in the explorer's words, and what is not."""
    yield from paragraph(found.proved, style, indent=1)
    if not found.exhaustive:
        yield from paragraph("Not every order was tried, so this is no proof.", style, indent=1, tone="warn")
    if not found.controlled:
        text = "Not everything the program does could be controlled, so other endings may exist."
        yield from paragraph(text, style, indent=1, tone="warn")
    where = f"Start method {found.start_method}; switches as the {found.atomicity} allows them."
    yield from paragraph(where, style, indent=1, tone="dim")


def replay_page(ending: EndingRecord, style: Style, *, file: str, entry: str) -> str:
    """One schedule from beginning to end, numbered step by step, and how it ended."""
    return ink.written(list(_replay(ending, style, file, entry)), style)


def _replay(ending: EndingRecord, style: Style, file: str, entry: str) -> Iterator[Line]:
    steps = ending.witness.steps if ending.witness else ()
    yield line(Span(style.clean(file), "strong"), f"   one order, {counted(len(steps), 'step')}")
    yield BLANK
    if ending.witness is not None and steps:
        yield from drawn(tell(ending.witness, most=len(steps)), style)
        yield BLANK
        yield from knot_lines(ending.witness, entry, style)
    yield line(" ", how(ending))
    yield from _detail(ending, style)
    yield from _printed(ending, style, [])


def counted(number: int, noun: str) -> str:
    """ "1 order", "12 orders"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
