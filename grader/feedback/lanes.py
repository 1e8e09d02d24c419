"""A witness drawn in text: one lane for each actor, time running down.

Three drawings, the first that fits the screen: lanes for all actors; lanes for all but the first one (a main
thread that only starts and joins the others), whose moves cross the page; one column with the actors' names.
Lanes put what a move did beside its line, or, in a short story, below it where the screen is narrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from grader.feedback.clean import cells
from grader.feedback.ink import BLANK, Line, Span, Style, Tone, length, line
from grader.feedback.layout import SMALLEST, padded, paragraph, shortened, wrapped
from grader.feedback.moves import Move
from grader.feedback.story import Story

GAP = 3
INDENT = 3
WIDEST_SOURCE = 44
SHORT = 10
"""Only so many moves may take two rows each; a longer story is told in one column instead."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Where one actor's moves stand: the first column, and whether effects stand beside their line."""

    start: int
    gutter: int
    source: int
    beside: bool


def drawn(story: Story, style: Style) -> list[Line]:
    """Draw a story at the width of the screen, between the sentences that come before and after it."""
    caption = paragraph(story.caption, style, indent=INDENT, tone="dim") if story.caption and story.moves else []
    opening = paragraph(story.opening, style, indent=INDENT, tone="dim") if story.opening else []
    closing = paragraph(story.closing, style, indent=INDENT, tone="dim") if story.closing else []
    parts = (opening, [*caption, *_moves(story, style)] if story.moves else [], closing)
    rows: list[Line] = []
    for part in filter(None, parts):
        rows += [BLANK, *part] if rows else part
    return rows


def _moves(story: Story, style: Style) -> list[Line]:
    groups = [story.actors, story.actors[1:]] if len(story.actors) > 2 else [story.actors]
    both_ways = (True, False) if len(story.moves) <= SHORT else (True,)
    for actors in groups:
        for beside in both_ways:
            lanes = _lanes(story, actors, style, beside=beside)
            if lanes is not None:
                return _side_by_side(story, lanes, style)
    return _column(story, style)


@dataclass(frozen=True, slots=True)
class Size:
    """The columns that one actor's moves need: line numbers, source lines, what is said beside them."""

    gutter: int
    source: int
    effect: int
    both: int
    name: int

    def up_to_source(self) -> int:
        """Line numbers and source lines."""
        return self.gutter + 1 + max(self.source, self.name)

    def whole(self, *, beside: bool) -> int:
        """All of it, with effects beside the source or below it."""
        body = max(self.both, self.source) if beside else max(self.source, 2 + self.effect)
        return self.gutter + 1 + max(body, self.name)


def _lanes(story: Story, actors: tuple[str, ...], style: Style, *, beside: bool) -> dict[str, Lane] | None:
    """Give each actor a lane, or None where they do not fit side by side.

    Only one actor moves in a row, so what a move did may reach into the next lane; its source line may not.
    """
    sizes = [_size(story, actor, style) for actor in actors]
    starts = _starts(sizes, style.width, beside=beside)
    placed = list(zip(actors, starts, sizes, strict=True))
    if any(start + size.whole(beside=beside) > style.width for _, start, size in placed):
        return None
    return {actor: Lane(start, size.gutter, size.source, beside) for actor, start, size in placed}


def _starts(sizes: list[Size], width: int, *, beside: bool) -> list[int]:
    """The first column of each lane: as close as may be, then apart while there is room."""
    *inner, last = sizes
    least = [size.up_to_source() if beside else size.whole(beside=False) for size in inner]
    spare = width - INDENT - sum(least) - GAP * len(inner) - last.whole(beside=beside)
    share = max(0, spare) // max(1, len(inner))
    wanted = [max(0, size.whole(beside=beside) - narrow) for size, narrow in zip(inner, least, strict=True)]
    steps = [GAP + narrow + min(share, more) for narrow, more in zip(least, wanted, strict=True)]
    return list(accumulate(steps, initial=INDENT))


def _size(story: Story, actor: str, style: Style) -> Size:
    moves = [move for move in story.moves if move.actor == actor]
    return Size(
        gutter=max((cells(move.place) for move in moves), default=0),
        source=min(max((cells(style.clean(move.source)) for move in moves), default=0), WIDEST_SOURCE),
        effect=max((cells(style.clean(move.effect)) for move in moves), default=0),
        both=max((_both(move, style) for move in moves), default=0),
        name=cells(style.clean(actor)),
    )


def _both(move: Move, style: Style) -> int:
    """What a source line and its effect take beside each other."""
    source = min(cells(style.clean(move.source)), WIDEST_SOURCE)
    return source + 2 + cells(style.clean(move.effect))


def _as_read(moves: Sequence[Move]) -> Iterator[Move]:
    """The moves, without the line where it is that of the move above."""
    above = ""
    for move in moves:
        yield replace(move, place="", source="") if move.stays and move.actor == above else move
        above = move.actor


def _side_by_side(story: Story, lanes: dict[str, Lane], style: Style) -> list[Line]:
    head: Line = BLANK
    for actor, lane in lanes.items():
        head = (*_to(head, lane.start + lane.gutter + 1), Span(style.clean(actor), "strong"))
    rows = [head]
    for move in _as_read(story.moves):
        if not move.actor:
            rows += _remark(move, style)
        elif move.actor in lanes:
            rows += _in_lane(move, lanes[move.actor], style)
        else:
            rows += _across(move, style)
    return rows


def _in_lane(move: Move, lane: Lane, style: Style) -> list[Line]:
    body = lane.start + lane.gutter + 1
    source = shortened(style.clean(move.source), lane.source, style)
    effect = Span(style.clean(move.effect), "strong" if move.decisive else "dim")
    first = line(" " * lane.start, Span(padded(move.place.rjust(lane.gutter), lane.gutter + 1), "dim"))
    if lane.beside:
        # Effects stand in a column, except for one that only fits right behind its line.
        aligned = body + lane.source + 2 + cells(effect.text) <= style.width
        rows = [(*first, Span((padded(source, lane.source) if aligned else source) + "  "), effect)]
    elif source:
        rows = [(*first, Span(source)), line(" " * (body + 2), effect)]
    else:
        rows = [line(" " * (body + 2), effect)]
    return _noted(rows, move, style, indent=body)


def _across(move: Move, style: Style) -> list[Line]:
    """A move of the actor without a lane: it crosses the page."""
    name = shortened(style.clean(move.actor), style.width // 4, style)
    start = line(" " * INDENT, Span(f"{name} ", "strong"), Span(f"{move.place} " if move.place else "", "dim"))
    return _noted(_on_one_line_or_two(start, move, style, below=INDENT + 4), move, style, indent=INDENT + 4)


def _on_one_line_or_two(start: Line, move: Move, style: Style, *, below: int) -> list[Line]:
    """The source line with what it did beside it, or below it where that does not fit."""
    room = max(style.width - length(start), SMALLEST)
    source = shortened(style.clean(move.source), room, style)
    effect = style.clean(move.effect)
    tone: Tone = "strong" if move.decisive else "dim"
    lines = [line(" " * below, Span(piece, tone)) for piece in wrapped(effect, style.width - below)]
    if not source and not any(span.text.strip() for span in start):
        return lines
    if cells(source) + 2 + cells(effect) <= room:
        return [(*start, Span(source + "  " if source else ""), Span(effect, tone))]
    return [(*start, Span(source)), *lines]


def _column(story: Story, style: Style) -> list[Line]:
    """One column: the name where the actor changes, then the line and what it did."""
    most = style.width * 3 // 10
    names = max((min(cells(style.clean(actor)), most) for actor in story.actors), default=0)
    gutter = max((cells(move.place) for move in story.moves), default=0)
    before = INDENT + names + 2 + gutter + 1
    rows: list[Line] = []
    actor = ""
    for move in _as_read(story.moves):
        if not move.actor:
            rows += _remark(move, style)
            actor = ""
            continue
        name = "" if move.actor == actor else shortened(style.clean(move.actor), most, style)
        actor = move.actor
        start = line(" " * INDENT, Span(padded(name, names), "strong"), f"  {move.place.rjust(gutter)} ")
        rows += _noted(_on_one_line_or_two(start, move, style, below=before + 2), move, style, indent=before)
    return rows


def _noted(rows: list[Line], move: Move, style: Style, *, indent: int) -> list[Line]:
    """Add what makes a move decisive: at the end of its row where there is room, else below."""
    if not move.note:
        return rows
    note = style.clean(f"← {move.note}")
    *above, last = rows
    if length(last) + 2 + cells(note) <= style.width:
        return [*above, (*last, Span("  "), Span(note, "bad"))]
    indent = min(indent + 2, style.width - 24)
    return [*rows, *(line(" " * indent, Span(piece, "bad")) for piece in wrapped(note, style.width - indent))]


def _remark(move: Move, style: Style) -> list[Line]:
    """A fold: so many steps are not shown here."""
    return paragraph(f"({move.effect})", style, indent=INDENT, tone="dim")


def _to(a_line: Line, column: int) -> Line:
    return (*a_line, Span(" " * max(1, column - length(a_line)))) if a_line else line(" " * column)
