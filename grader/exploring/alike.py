"""Which endings are the same for their reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.interleave.structure import plain
from grader.sandbox.exploration import End


def told_apart(endings: Sequence[End], *, output_order: bool = False) -> tuple[End, ...]:
    """One for all that read the same: who printed which line, and who waited for whom, is for suites to ask."""
    told: list[End] = []
    looks: dict[object, list[int]] = {}
    for end in endings:
        alike = looks.setdefault(_look(end), [])
        same = next((number for number in alike if _reads_as(end, told[number], output_order)), None)
        if same is None:
            alike.append(len(told))
            told.append(end)
        else:
            told[same] = replace(told[same], schedules=told[same].schedules + end.schedules)
    return tuple(told)


def _look(end: End) -> object:
    """All that is told of an ending but the order of its lines."""
    troubles = [(actor.name, repr(actor.trouble)) for actor in end.actors if actor.trouble is not None]
    codes = [(actor.name, actor.exit_code) for actor in end.actors if actor.kind == "process"]
    said = _lines(end), sorted(plain(end.stderr).splitlines())
    return repr((end.kind, end.exit_code, codes, end.detail, end.trouble, troubles, said, plain(repr(end.values))))


def _reads_as(end: End, other: End, output_order: bool) -> bool:
    """Whether both may read the same, each actor's lines in its own order. Both print the same lines."""
    if end.stdout == other.stdout:
        return not output_order or end.stderr == other.stderr
    if output_order or not (end.said and other.said):
        return False
    return _keeps_order(end, other) or _keeps_order(other, end)


def _keeps_order(end: End, other: End) -> bool:
    """Whether what each actor printed in the one comes in that order in the other."""
    return all(_comes_in(plain(own).splitlines(), plain(other.stdout).splitlines()) for own in end.said)


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
    return _lines(end) == _lines(again) and plain(repr(end.values)) == plain(repr(again.values))


def _lines(end: End) -> list[str]:
    return sorted(plain(end.stdout).splitlines())
