"""A story as rows of tracks: for each move, in what state every actor is meanwhile, and whom the move is about.

What a browser draws as swim lanes: a track for each actor, time running down, a dot where an actor moves, an arrow to
the actor that the move is about. Pure; the drawing itself is a matter of the style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from grader.feedback.moves import Move

Life = Literal["ahead", "going", "holding", "waiting", "over"]
"""Not begun, going on, holding a lock, waiting for ever, done (as far as the story tells)."""

MOST_UNFOLDED = 100
"""A fold shows no more moves than these when it is opened."""


@dataclass(frozen=True, slots=True)
class Track:
    """One actor's track beside one move."""

    life: Life
    here: bool = False
    """The actor makes this move."""
    arrow: Literal["", "leaves", "passes", "arrives"] = ""
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One move with everybody's track; of a fold also the rows in it."""

    move: Move
    tracks: tuple[Track, ...]
    number: int = 0
    """The how-manieth move of the story it is; 0 for a fold."""
    lane: int = 0
    """The number of the actor's track, from 1; 0 for a fold."""
    inside: tuple[Row, ...] = ()
    left_out: int = 0
    """Moves of the fold that are not among its rows."""

    @property
    def has_arrow(self) -> bool:
        """Whether an arrow leaves here."""
        return any(track.arrow for track in self.tracks)


def rows(moves: Sequence[Move], actors: Sequence[str]) -> list[Row]:
    """One row for each move. Without `actors` there are no tracks."""
    flat = [one for move in moves for one in (move.inside or (move,))]
    last = {move.actor: number for number, move in enumerate(flat)}
    started = {actor for move in flat for actor in _started(move, actors)}
    lives: dict[str, Life] = {actor: "ahead" if actor in started else "going" for actor in actors}
    return list(_walk(moves, actors, lives, last))


def _started(move: Move, actors: Sequence[str]) -> list[str]:
    """Whom a move starts."""
    if "starts" not in move.actions:
        return []
    return [actor for actor in actors if actor != move.actor and _names(actor, move.effect)]


def _names(actor: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w){re.escape(actor)}(?!\w)", text)


def _walk(
    moves: Sequence[Move], actors: Sequence[str], lives: dict[str, Life], last: Mapping[str, int], number: int = 0
) -> Iterator[Row]:
    """Rows in order; `lives` holds everybody's state and `number` counts moves, those in folds too."""
    for move in moves:
        if not move.actor:
            tracks = tuple(Track(lives[actor]) for actor in actors)
            inside = tuple(_walk(move.inside, actors, lives, last, number))
            number += len(move.inside)
            yield Row(move, tracks, inside=inside[:MOST_UNFOLDED], left_out=max(0, len(inside) - MOST_UNFOLDED))
            continue
        lives[move.actor] = move.state  # type: ignore[assignment]
        tracks = tuple(Track(lives[actor], here=actor == move.actor) for actor in actors)
        lane = actors.index(move.actor) if move.actor in actors else 0
        yield Row(move, _with_arrow(tracks, lane, _about(move, actors)), number + 1, lane + 1)
        if last[move.actor] == number and move.state != "waiting":
            lives[move.actor] = "over"
        lives.update((actor, "going") for actor in _started(move, actors) if lives[actor] == "ahead")
        number += 1


def _about(move: Move, actors: Sequence[str]) -> int | None:
    """The track of the other actor that a move is about: the first that its note names, else whom it starts."""
    said = move.note or (move.effect if move.actions[0] in ("starts", "waits for the end of") else "")
    named = [
        (found.start(), number)
        for number, actor in enumerate(actors)
        if actor != move.actor and (found := _names(actor, said))
    ]
    return min(named)[1] if named else None


def _with_arrow(tracks: tuple[Track, ...], lane: int, to: int | None) -> tuple[Track, ...]:
    if to is None:
        return tracks
    left = to < lane
    low, high = sorted((lane, to))

    def drawn(number: int, track: Track) -> Track:
        if number == lane:
            return replace(track, arrow="leaves", leftwards=left)
        if number == to:
            return replace(track, arrow="arrives", leftwards=left)
        return replace(track, arrow="passes", leftwards=left) if low < number < high else track

    return tuple(drawn(number, track) for number, track in enumerate(tracks))
