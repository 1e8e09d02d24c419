"""A story for a browser: its rows with their tracks, and the picture of who waits for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from grader.feedback.knot import Stuck
from grader.feedback.knot_drawing import drawing
from grader.feedback.listing import Place
from grader.feedback.story import Story
from grader.feedback.tracks import Row, rows

MOST_TRACKS = 12
"""More tracks than these would be a thicket: then there are names alone."""
WIDEST = 4
"""More actors than these do not stand side by side: their tracks do, and what they do stands to the right."""

Link = Callable[[Place], str]
"""The address of a line on the page, '' where it is not shown."""


def story_view(story: Story, waiting: Sequence[str], stuck: Sequence[Stuck], link: Link) -> dict[str, Any]:
    """What the template sets."""
    told = rows(story.moves, story.actors if len(story.actors) <= MOST_TRACKS else ())
    return {
        "actors": story.actors,
        "lanes": f"l{len(story.actors)}" if len(story.actors) <= WIDEST else "graph",
        "caption": story.caption.rstrip(":"),
        "locks": any(track.life == "holding" for row in told for track in row.tracks),
        "opening": story.opening,
        "closing": story.closing,
        "rows": [_row(row, link) for row in told],
        "waiting": waiting,
        "drawing": drawing(stuck) if _is_worth_drawing(stuck) else None,
    }


def _row(row: Row, link: Link) -> dict[str, Any]:
    step = row.move.steps[0] if row.move.steps else None
    return {
        "move": row.move,
        "place": row.move.place,
        "link": link((step.file, step.cell, step.line)) if step is not None and row.move.place else "",
        "tracks": row.tracks,
        "number": row.number,
        "lane": row.lane,
        "has_arrow": row.has_arrow,
        "rows": [_row(one, link) for one in row.inside],
        "left_out": row.left_out,
    }


def _is_worth_drawing(stuck: Sequence[Stuck]) -> bool:
    """Whether somebody waits for what another holds, or several wait for one another; else a sentence says it all."""
    return any(one.held is not None for one in stuck) or len(stuck) > 2
