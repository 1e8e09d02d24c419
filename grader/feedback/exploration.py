"""The pages of `grade explore` (every ending of a program) and `grade replay` (one schedule)."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.feedback import ink
from grader.feedback.clean import cells
from grader.feedback.finding import story_of
from grader.feedback.ink import BLANK, Line, Span, Style, Tone, line
from grader.feedback.knot import sentences
from grader.feedback.layout import block, paragraph, shortened, with_right, wrapped
from grader.feedback.moves import bounded, names_of
from grader.feedback.phrases import as_sentence, renamed
from grader.feedback.story import Story, tell
from grader.feedback.terminal import replay_hint, story_lines
from grader.report import EndingRecord, ExplorationRecord

INDENT = 4
OUTPUT_LINES = 24
MOST_TOLD = 4
"""So many endings are told with their story; of more, one of each kind is, and the others take a line each."""
MOST_LISTED = 20
SHORT_TURNS, SHORT_STEPS = 24, 60
"""A story with no more changes of turn and no more steps is always told."""

KINDS: dict[str, tuple[str, Tone]] = {
    "finished": ("finished", "good"),
    "deadlock": ("deadlock: nobody can go on", "bad"),
    "exception": ("exception", "bad"),
    "livelock": ("livelock: it runs on without getting anywhere", "bad"),
    "timed_out": ("did not end within the limits", "warn"),
    "engine_fault": ("the grader's explorer failed: no verdict", "warn"),
}


def exploration_page(found: ExplorationRecord, style: Style, *, file: str) -> str:
    """The endings with their counts and the orders that lead there, then what is proved and what is not."""
    return ink.written(list(_exploration(found, style, file)), style)


def _exploration(found: ExplorationRecord, style: Style, file: str) -> Iterator[Line]:
    endings = counted(len(found.endings), "ending") if found.endings else "no ending"
    well = len(found.endings) == 1 and how(found.endings[0]).tone == "good"
    tone: Tone = "good" if well else "bad" if found.endings else "warn"
    yield from _heading(found.file, Span(f"{endings} in {counted(found.schedules, 'order')} tried", tone), style)
    outputs = _outputs(found.endings)
    usual = outputs[0] if outputs else []
    told = chosen(found.endings)
    stories = explaining(found.endings, told)
    for place, number in enumerate(told, 1):
        yield BLANK
        ending = found.endings[number]
        yield from _ending(ending, style, number=place, entry=found.file)
        yield from _printed(outputs[number], style, usual if number else [])
        if not well and number in stories:
            yield from _story(ending, style, found.file)
        if ending.witness is not None:
            options = "".join(f" --observe {shlex.quote(name)}" for name in ending.values)
            yield from replay_hint(ending.witness, file, style, options=options)
    yield from _others(found.endings, told, style, outputs)
    yield BLANK
    yield from _claims(found, style)


def _heading(file: str, said: Span, style: Style) -> Iterator[Line]:
    name = Span(style.clean(file), "strong")
    if cells(name.text) + 3 + cells(said.text) <= style.width:
        yield line(name, "   ", said)
    else:
        yield line(name)
        yield line("  ", said)


def chosen(endings: Sequence[EndingRecord]) -> list[int]:
    """Which endings to tell with their story: the first, and of each kind that looks otherwise the one told soonest."""
    if len(endings) <= MOST_TOLD:
        return list(range(len(endings)))
    looks = [(ending.kind, ending.exit_code, ending.stdout) for ending in endings]
    others = [number for number, look in enumerate(looks) if look != looks[0]] or range(1, len(endings))
    kept: dict[tuple[str, int | None], int] = {}
    for number in others:
        kind = looks[number][:2]
        if kind not in kept or _length(endings[number]) < _length(endings[kept[kind]]):
            kept[kind] = number
    return [0, *sorted(list(kept.values())[: MOST_TOLD - 1])]


def explaining(endings: Sequence[EndingRecord], told: Sequence[int]) -> set[int]:
    """Whose stories explain something: the short ones, and of each way to go wrong the shortest, however long it is."""
    shortest: dict[tuple[str, int | None, bool], int] = {}
    for number in told:
        kind = (endings[number].kind, endings[number].exit_code, not number)
        if kind not in shortest or _length(endings[number]) < _length(endings[shortest[kind]]):
            shortest[kind] = number
    best = set(shortest.values())
    if len(best) > 1 and how(endings[0]).tone == "good":
        best.discard(0)  # what went wrong elsewhere explains more
    return best | {number for number in told if _is_short(endings[number])}


def _is_short(ending: EndingRecord) -> bool:
    turns, steps = _length(ending)
    return turns <= SHORT_TURNS and steps <= SHORT_STEPS


def _length(ending: EndingRecord) -> tuple[int, int]:
    """How long the story is: how often the turn changes in it, and its steps; without a story, longer than any."""
    steps = ending.witness.steps if ending.witness else ()
    turns = sum(one.actor != other.actor for one, other in pairwise(steps))
    return (turns, len(steps)) if steps else (sys.maxsize, 0)


def _ending(ending: EndingRecord, style: Style, *, number: int, entry: str) -> Iterator[Line]:
    count = Span(counted(ending.schedules, "order"), "dim")
    how_it_ended = how(ending)
    room = style.width - cells(count.text) - 6
    first, *rest = wrapped(how_it_ended.text, room)
    yield with_right(line(Span(f"{number:2}  ", "strong"), Span(first, how_it_ended.tone)), line(count), style.width)
    for piece in rest:
        yield line(" " * INDENT, Span(piece, how_it_ended.tone))
    yield from _detail(_told(ending, entry)[2], style)


def _story(ending: EndingRecord, style: Style, entry: str) -> Iterator[Line]:
    story, waiting, _ = _told(ending, entry)
    if story is not None:
        yield from story_lines(story, waiting, style)


def _told(ending: EndingRecord, entry: str) -> tuple[Story | None, tuple[str, ...], list[str]]:
    """The story of an ending, who waits for whom in it, and the lines that neither says."""
    detail = _detail_lines(ending)
    if ending.witness is None:
        return None, (), detail
    story, stuck = story_of(bounded(ending.witness), entry)
    if not stuck or ending.kind != "deadlock":
        return story, sentences(stuck, ()) if ending.kind != "finished" else (), detail
    return story, sentences(stuck, detail), []


def _detail_lines(ending: EndingRecord) -> list[str]:
    """What the ending is about; of a deadlock each actor's part."""
    names = names_of(bounded(ending.witness)) if ending.witness else {}
    lines = [as_sentence(line) for line in renamed(ending.detail, names).splitlines()]
    return lines[1:] if ending.kind == "deadlock" and len(lines) > 1 else lines


def _detail(lines: Sequence[str], style: Style) -> Iterator[Line]:
    for text in lines:
        yield from paragraph(text, style, indent=INDENT, label="- " if len(lines) > 1 else "")


def how(ending: EndingRecord) -> Span:
    """How a schedule ended, in words."""
    words, tone = KINDS[ending.kind]
    if ending.exit_code is None or ending.kind == "engine_fault":
        return Span(words, tone)
    return Span(f"{words}, exit code {ending.exit_code}", "bad" if ending.exit_code else tone)


def _printed(output: list[str], style: Style, usual: list[str]) -> Iterator[Line]:
    """The output and what was observed, behind a bar; lines that the first ending does not have are marked."""
    if not usual:
        yield from block("\n".join(output), style, indent=INDENT, most=OUTPUT_LINES, tone="plain")
        return
    for text in output[:OUTPUT_LINES]:
        fresh = text not in usual
        room = style.width - INDENT - 2
        bar = Span("> " if fresh else "| ", "bad" if fresh else "dim")
        yield line(" " * INDENT, bar, Span(shortened(style.clean(text), room, style), "strong" if fresh else "dim"))


def _outputs(endings: Sequence[EndingRecord]) -> list[list[str]]:
    """What each printed, and what was observed in the end; what was written to stderr, where only that tells them apart, or where
    that is all there is: not where it is how Python tells of an exception, which is told already."""
    plain = [
        _lines(ending.stdout) + [f"{name} = {value}" for name, value in ending.values.items()] for ending in endings
    ]
    looks = [(how(ending).text, ending.detail, output) for ending, output in zip(endings, plain, strict=True)]
    return [
        output + (_lines(ending.stderr) if looks.count(look) > 1 or (not output and TOLD not in ending.stderr) else [])
        for ending, output, look in zip(endings, plain, looks, strict=True)
    ]


TOLD = "Traceback (most recent call last)"


def _lines(printed: str) -> list[str]:
    return printed.rstrip("\n").split("\n") if printed.strip() else []


def _others(
    endings: Sequence[EndingRecord], told: Sequence[int], style: Style, outputs: Sequence[list[str]]
) -> Iterator[Line]:
    """The endings without a story here, a line each."""
    others = [number for number in range(len(endings)) if number not in told]
    if not others:
        return
    yield BLANK
    yield line(Span(f" {counted(len(others), 'more ending')} of these kinds", "strong"))
    alike: dict[str, list[int]] = {}
    for number in others:
        fresh = [text for text in outputs[number] if text not in outputs[0]]
        alike.setdefault(_in_short(endings[number], fresh), []).append(number)
    for said, those in list(alike.items())[:MOST_LISTED]:
        orders = sum(endings[number].schedules for number in those)
        count = line(Span(counted(orders, "order"), "dim"))
        room = style.width - len(count[0].text) - INDENT - 2
        many = f" ({len(those)} endings)" if len(those) > 1 else ""
        yield with_right(line(" " * INDENT, shortened(style.clean(said + many), room, style)), count, style.width)
    more = f"{counted(len(alike) - MOST_LISTED, 'more kind')}; " if len(alike) > MOST_LISTED else ""
    yield from paragraph(f"{more}--json has every one, with an order that ends so.", style, indent=INDENT, tone="dim")


def _in_short(ending: EndingRecord, fresh: Sequence[str]) -> str:
    said = how(ending).text if ending.kind != "finished" else ""
    return "  ".join(filter(None, [said, " / ".join(map(str.strip, fresh)) or ("" if said else how(ending).text)]))


def _claims(found: ExplorationRecord, style: Style) -> Iterator[Line]:
    """What is proved, in the explorer's words, and what is not."""
    nothing = found.proved.startswith("Nothing")
    yield from paragraph(found.proved, style, indent=1, tone="warn" if nothing else "plain")
    for fault in found.faults:
        said, _, remark = fault.rstrip(")").partition(" (a few rounds")
        yield from paragraph(
            f"The explorer could not go on: {said}{'.' if remark else ''}", style, indent=1, tone="warn"
        )
        if remark:  # the one thing to do stands by itself
            yield from paragraph(f"Make the loops shorter: a few rounds{remark}.", style, indent=1)
    if nothing and all(ending.witness is None for ending in found.endings):
        return  # it never ran, so that nothing depends on how
    if not found.controlled:
        text = "Not everything the program does could be controlled, so other endings may exist."
        yield from paragraph(text, style, indent=1, tone="warn")
    elif not found.exhaustive and not nothing:
        yield from paragraph("Not every order was tried, so this is no proof.", style, indent=1, tone="warn")
    once = sum(not ending.repeated and ending.witness is not None for ending in found.endings)
    if once:
        was = "was" if once == 1 else "were"
        text = (
            f"{counted(once, 'ending')} of {len(found.endings)} {was} not confirmed by running an order a second time."
        )
        yield from paragraph(text, style, indent=1, tone="warn")
    yield from paragraph(_circumstances(found), style, indent=1, tone="dim")


def _circumstances(found: ExplorationRecord) -> str:
    where = {"language": "wherever the language allows it", "cpython": "only where this CPython does so"}
    switched = where.get(found.atomicity, f"as {found.atomicity} allows it")
    said = f"Processes start by {found.start_method}; threads and processes are switched {switched}."
    usual = found.usual_start_method
    if usual is not None:
        said += f" Python would start them by {usual} on this machine, which may end otherwise: --start-method {usual}."
    if found.in_any_order and not found.proved.startswith("Nothing"):
        said += " --output-order tells endings apart by the order of printed lines, too."
    return said


def replay_page(ending: EndingRecord, style: Style, *, file: str, entry: str) -> str:
    """One schedule from beginning to end, step by step, and how it ended."""
    return ink.written(list(_replay(ending, style, file, entry)), style)


def _replay(ending: EndingRecord, style: Style, file: str, entry: str) -> Iterator[Line]:
    steps = ending.witness.steps if ending.witness else ()
    yield from _heading(file, Span(f"one order, {counted(len(steps), 'step')}"), style)
    _, waiting, detail = _told(ending, entry)
    if ending.witness is not None and steps:
        yield from story_lines(tell(ending.witness, whole=True), waiting, style)
    else:
        yield BLANK
    yield line(" ", how(ending))
    yield from _detail(detail, style)
    yield from _printed(_outputs([ending])[0], style, [])


def counted(number: int, noun: str) -> str:
    """ "1 order", "12 orders"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
