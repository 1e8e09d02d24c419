"""Which endings of a program to tell: who asks how it can end wants one of each kind, by the shortest way there."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.feedback.phrases import TOO_SOON
from grader.feedback.rings import held_up
from grader.report import EndingRecord

MOST_TOLD = 4
SHORT_TURNS, SHORT_STEPS = 10, 25
"""A story with no more changes of turn and no more steps is told beside a shorter one."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An ending to tell, by its number."""

    number: int
    alike: tuple[int, ...]
    """The endings of this kind, it among them."""
    with_story: bool


def chosen(endings: Sequence[EndingRecord], *, every: bool = False) -> list[Chosen]:
    """A good ending, which the others are held against, then of each other kind the one told soonest; or `every` one.

    Stories are told of what goes otherwise: the shortest one whatever its length, of what went wrong if anything did,
    and others that are short.
    """
    usual = _usual(endings)
    others = [number for number in range(len(endings)) if number != usual]
    others.sort(key=lambda number: is_well(endings[number]))  # what went wrong comes first
    kinds: dict[Hashable, list[int]] = {}
    for number in others:
        kinds.setdefault(number if every else _kind(endings[number]), []).append(number)
    told = [(_told_soonest(endings, alike, usual), tuple(alike)) for alike in kinds.values()]
    told = told if every else told[: MOST_TOLD - (usual is not None)]
    best = min(
        (number for number, _ in told),
        key=lambda number: (is_well(endings[number]), _length(endings[number])),
        default=None,
    )
    first = [] if usual is None else [Chosen(usual, (usual,), every and bool(others))]
    return first + [
        Chosen(number, alike, every or number == best or _is_short(endings[number])) for number, alike in told
    ]


def _usual(endings: Sequence[EndingRecord]) -> int | None:
    """The first good ending, and rather one of which there is nothing to say, and in which nobody gets in another's way."""
    well = [number for number, ending in enumerate(endings) if is_well(ending)]
    return min(well, key=lambda number: (bool(endings[number].detail), _interference(endings[number])), default=None)


def is_well(ending: EndingRecord) -> bool:
    """Whether nothing went wrong in it that the explorer could see."""
    return ending.kind == "finished" and not ending.exit_code


def _kind(ending: EndingRecord) -> Hashable:
    """How it ended, by which errors, and where those wait who hold each other up."""
    errors = [_error(said) for said in ending.detail.splitlines()] if ending.kind == "exception" else []
    places = held_up(ending.detail) if ending.kind == "deadlock" else ()
    return ending.kind, ending.exit_code, frozenset(errors), places


def _error(said: str) -> str:
    """ "KeyError" of "KeyError: 0 (line 11)." and of "Thread-2 ended with KeyError: 0 (line 11)." """
    who, ended, error = said.partition(" ended with ")
    return (error if ended else who).partition(":")[0].partition(" ")[0]


def _told_soonest(endings: Sequence[EndingRecord], alike: Sequence[int], usual: int | None) -> int:
    """The shortest of a kind, and rather one that looks otherwise than what is usual and in which somebody gets in another's way."""
    look = None if usual is None else endings[usual].stdout
    return min(
        alike,
        key=lambda number: (
            endings[number].stdout == look,
            -_interference(endings[number]),
            _length(endings[number]),
        ),
    )


def _interference(ending: EndingRecord) -> int:
    """Whether somebody gets in another's way in its story (2), or only looks before another writes (1)."""
    decisive = [step for step in (ending.witness.steps if ending.witness else ()) if step.decisive]
    return max((1 if step.note.endswith(TOO_SOON) else 2 for step in decisive), default=0)


def _is_short(ending: EndingRecord) -> bool:
    turns, steps = _length(ending)
    return turns <= SHORT_TURNS and steps <= SHORT_STEPS


def _length(ending: EndingRecord) -> tuple[int, int]:
    """How long the story is: how often the turn changes in it, and its steps; without a story, longer than any."""
    steps = ending.witness.steps if ending.witness else ()
    turns = sum(one.actor != other.actor for one, other in pairwise(steps))
    return (turns, len(steps)) if steps else (sys.maxsize, 0)
