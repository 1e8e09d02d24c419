"""Which endings are the same for their reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.interleave.addresses import plain
from grader.interleave.story.structure import structure
from grader.sandbox.exploration import End

MOST_COMPARED = 20
"""Endings that print the same lines, which are looked through for one that may read as another does."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What an ending looks like to who reads of it."""

    look: object
    """All but the order of its lines."""
    text: tuple[str, str]
    lines: list[str]
    said: list[list[str]]
    """The lines that each actor printed."""


def told_apart(endings: Sequence[End], *, output_order: bool = False) -> tuple[End, ...]:
    """One for all that read the same: who printed which line, and who waited for whom, is for suites to ask."""
    told: list[End] = []
    alike: dict[object, list[tuple[_Reading, int]]] = {}
    for end in endings:
        reading = _reading(end)
        others = alike.setdefault((reading.look, reading.text) if output_order else reading.look, [])
        compared = others[:MOST_COMPARED]
        same = next((number for other, number in compared if output_order or _read_alike(reading, other)), None)
        if same is None:
            others.append((reading, len(told)))
            told.append(end)
        else:
            told[same] = replace(told[same], schedules=told[same].schedules + end.schedules)
    return tuple(told)


def _reading(end: End) -> _Reading:
    troubles = [(actor.name, repr(actor.trouble)) for actor in end.actors if actor.trouble is not None]
    codes = [(actor.name, actor.exit_code) for actor in end.actors if actor.kind == "process"]
    lines, stderr = plain(end.stdout).splitlines(), sorted(plain(end.stderr).splitlines())
    values = structure(end.values)
    look = repr((end.kind, end.exit_code, codes, end.detail, end.trouble, troubles, sorted(lines), stderr, values))
    return _Reading(look, (end.stdout, end.stderr), lines, [plain(own).splitlines() for own in end.said])


def _read_alike(one: _Reading, other: _Reading) -> bool:
    """Whether both, which print the same lines, may read the same: each actor's lines come in its own order."""
    if one.lines == other.lines:
        return True
    return bool(one.said and other.said) and (_keeps_order(one, other) or _keeps_order(other, one))


def _keeps_order(one: _Reading, other: _Reading) -> bool:
    """Whether what each actor printed in the one comes in that order in the other."""
    return all(_comes_in(own, other.lines) for own in one.said)


def _comes_in(some: Sequence[str], lines: Sequence[str]) -> bool:
    rest = iter(lines)
    return all(line in rest for line in some)


def ends_alike(end: End, again: End, *, controlled: bool) -> bool:
    """Whether a repeated schedule came to the same end: also in what it printed, unless the program does what nobody
    controls, or was cut off somewhere."""
    if (again.kind, again.exit_code) != (end.kind, end.exit_code):
        return False
    if not controlled or end.kind in ("timed_out", "livelock"):
        return True
    return _lines(end) == _lines(again) and structure(end.values) == structure(again.values)


def _lines(end: End) -> list[str]:
    return sorted(plain(end.stdout).splitlines())
