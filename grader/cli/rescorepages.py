"""What `grade rescore` shows: who loses, who gains, who keeps their part of the maximum; for people, or as one document.

A mark is given for the part of the maximum, so losing means less of it: 10 / 10 is no better than 8 / 8 (decision 0111). What
becomes of the points is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from grader.cli.bookpages import columns
from grader.cli.tally import by_the_machine, named
from grader.report import written as plainly

if TYPE_CHECKING:
    from grader.batch.recount import Change
    from grader.feedback.ink import Style

SCHEMA = "grader.rescore/1"


def document(every: Sequence[Change], *, written: bool) -> bytes:
    """A rescoring as one JSON document."""
    rows = [
        {
            "author": change.entry.author,
            "exercise": change.entry.exercise,
            "before": _number(change.entry.machine_points),
            "after": _number(change.points),
            "max_before": float(change.entry.machine_max_points),
            "max_after": change.report.max_points,
            "part_before": _number(change.part_before),
            "part_after": _number(change.part_after),
        }
        for change in every
        if change.matters
    ]
    same = [
        {"author": change.entry.author, "exercise": change.entry.exercise, "points": _number(change.points)}
        for change in every
        if not change.matters
    ]
    told = {"schema": SCHEMA, "written": written, "changes": rows, "same": len(same), "as_before": same}
    return msgspec.json.encode(told)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def page(every: Sequence[Change], style: Style, *, written: bool) -> str:
    """A rescoring for a screen, as it would be or as it was `written`: whose grade falls first, and by how much."""
    if not every:
        return "Every grade was made with the points that the suite says now.\n"
    head = f"{len(every)} {'rescored' if written else 'would be rescored'}: {', '.join(_counts(every))}.\n"
    moved = sorted((change for change in every if _moves(change)), key=_fall)
    level = _level(change for change in every if not _moves(change))
    return (
        head
        + (columns([*map(_moved, moved)], style) if moved else "")
        + "".join(f"{style.clean(line)}\n" for line in level)
    )


def _moves(change: Change) -> bool:
    return change.matters and bool(change.by_part or change.turns)


def _fall(change: Change) -> tuple[bool, bool, Decimal, str]:
    """Those that lose first, the deepest fall first; then those that are withheld before or after."""
    return change.by_part >= 0, not change.turns, change.by_part, change.entry.who


def _counts(every: Sequence[Change]) -> Iterator[str]:
    """How many come to what. Each is counted once, and a person's grade apart from the machine's below it."""
    yield f"{sum(change.by_part < 0 for change in every)} down"
    yield f"{sum(change.by_part > 0 for change in every)} up"
    level = [change for change in every if change.by_part == 0 and not change.turns]
    if other := sum(change.matters for change in level):
        yield f"{other} with the same part of another maximum"
    if turned := sum(change.turns for change in every):
        yield f"{turned} withheld before or after"
    if same := sum(not change.matters for change in level):
        yield f"{same} as before"
    if kept := sum(change.matters and change.entry.override is not None for change in every):
        yield f"and {kept} of them {'keeps' if kept == 1 else 'keep'} the grade that a person set"


def _moved(change: Change) -> tuple[str, ...]:
    arrow = "  DOWN" if change.by_part < 0 else "  up" if change.by_part > 0 else ""
    return arrow, change.entry.who, change.entry.exercise, _from_to(change), "; ".join(_remarks(change))


def _level(changes: Iterable[Change]) -> Iterator[str]:
    """Those whose part stays, and then those of whom nothing changes that an author sees; together where they fare alike:
    there may be a whole class of them."""
    alike: dict[str, list[str]] = {}
    for change in sorted(changes, key=lambda one: not one.matters):
        alike.setdefault("  ".join((change.entry.exercise, *_stays(change))), []).append(change.entry.who)
    for said, who in alike.items():
        yield f"  same  {said}: {named(who)}"


def _stays(change: Change) -> tuple[str, ...]:
    if change.matters:
        return _from_to(change), *_remarks(change)
    return ("as before" if change.points is not None else "withheld as before",)


def _from_to(change: Change) -> str:
    after = "withheld" if change.points is None else f"{plainly(change.points)} / {plainly(change.report.max_points)}"
    return f"{by_the_machine(change.entry)} -> {after}"


def _remarks(change: Change) -> Iterator[str]:
    before, after = change.part_before, change.part_after
    if before is not None and after is not None:
        yield f"{_percent(before)} -> {_percent(after)}" if before != after else f"{_percent(after)} as before"
    if change.by * change.by_part < 0:
        yield f"{plainly(abs(change.by))} {'point' if abs(change.by) == 1 else 'points'} {'more' if change.by > 0 else 'less'}"
    if over := change.entry.override:
        most = "" if over.max_points is None else f" / {plainly(over.max_points)}"
        yield f"a person's grade stays: {plainly(over.points)}{most}"


def _percent(part: Decimal) -> str:
    return f"{plainly(round(100 * part, 2))} %"
