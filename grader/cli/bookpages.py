"""What `grade book` and `grade rescore` show: tables for people, one JSON document for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from grader.cli.tally import row_of
from grader.feedback.clean import cells
from grader.feedback.ink import Style
from grader.gradebook.entries import Entry
from grader.gradebook.grades import Graded
from grader.gradebook.words import Comment, Extension, Kind, Overriding
from grader.report import CheckResult, Report, written

if TYPE_CHECKING:
    from grader.batch.recount import Change

BOOK_SCHEMA, RESCORE_SCHEMA = "grader.book/1", "grader.rescore/1"


def listing(entries: Sequence[Entry]) -> bytes:
    """Entries as one JSON document."""
    rows = [
        {
            **row_of(entry),
            "course": entry.course,
            "name": entry.name,
            "machine_points": None if entry.machine_points is None else float(entry.machine_points),
            "override": entry.override,
            "comments": entry.comments,
        }
        for entry in entries
    ]
    return msgspec.json.encode({"schema": BOOK_SCHEMA, "entries": rows}, enc_hook=float)


def table(entries: Sequence[Entry], style: Style) -> str:
    """Entries for a screen."""
    rows = [("author", "exercise", "points", "late", "attempt", "remarks"), *map(_row, entries)]
    return columns(rows, style) if entries else "There is nothing of that kind.\n"


def _row(entry: Entry) -> tuple[str, ...]:
    points = "withheld" if entry.points is None else f"{written(entry.points)} / {written(entry.max_points)}"
    late = f"{entry.days_late} d" if entry.days_late else ""
    return entry.who, entry.exercise, points, late, str(entry.attempt or ""), "; ".join(_remarks(entry))


def _remarks(entry: Entry) -> Iterator[str]:
    if entry.override is not None:
        yield f"set by {entry.override.by or 'somebody'}" + (
            f": {entry.override.reason}" if entry.override.reason else ""
        )
        if entry.override.conflict:
            machine = "withheld" if entry.machine_points is None else written(entry.machine_points)
            yield f"CONFLICT: the machine's grade has changed since, to {machine}"
        if not entry.attempt:
            yield "nothing was handed in"
        elif entry.machine_reason:
            yield f"the machine withholds it: {entry.machine_reason}"
    if entry.reason:
        yield entry.reason
    if entry.comments:
        yield f"{len(entry.comments)} comment{'' if len(entry.comments) == 1 else 's'}"


def columns(rows: Sequence[tuple[str, ...]], style: Style) -> str:
    """Rows under their headings, as wide as what stands in them; the last column as wide as it likes."""
    shown = [tuple(style.clean(cell) for cell in row) for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    lines = (
        "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    )
    return "".join(f"{line}\n" for line in lines)


def history(graded: Sequence[Graded], said: Sequence[tuple[datetime, Kind]]) -> str:
    """What the machine and people said, in the order in which they did."""
    told = [(one.graded_at, f"{_grade(one)}  ({one.cause}, attempt {one.attempt})") for one in graded]
    told += [(at, _word(word)) for at, word in said]
    lines = sorted(told, key=lambda line: line[0])
    return "".join(f"{at.astimezone():%Y-%m-%d %H:%M}  {text}\n" for at, text in lines)


def _grade(one: Graded) -> str:
    if one.points is None:
        return f"withheld: {one.reason}"
    late = f", {one.days_late} days late: {written(one.taken)} taken" if one.days_late else ""
    return f"{written(one.points)} / {written(one.max_points)}{late}"


def _word(word: Kind) -> str:
    by = word.by or "somebody"
    match word:
        case Overriding(points=None):
            return f"{by} took back the grade that was set"
        case Overriding():
            assert word.points is not None
            return f"{by} set the grade to {written(word.points)}" + (f": {word.reason}" if word.reason else "")
        case Comment():
            return f"{by} said: {word.text}"
        case Extension(due=None):
            return f"{by} took back the extension"
        case Extension():
            assert word.due is not None
            return f"{by} extended it to {word.due.astimezone():%Y-%m-%d %H:%M %Z}"


Pair = tuple[CheckResult | None, CheckResult | None]


def again(then: Report, now: Report, found: Sequence[Pair]) -> str:
    """How a grade that was made again compares."""
    before, after = _total(then), _total(now)
    if not found:
        return f"The same again: {after}.\n"
    lines = [f"It came out differently: {before} then, {after} now.\n"]
    for one, other in found:
        known = one or other
        assert known is not None
        lines.append(f"  {known.id}: {_check(one)} then, {_check(other)} now\n")
    return "".join(lines)


def _total(report: Report) -> str:
    return "withheld" if report.points is None else f"{written(report.points)} / {written(report.max_points)}"


def _check(check: CheckResult | None) -> str:
    if check is None:
        return "not there"
    worth = "" if check.points is None else f" {written(check.points)} / {written(check.max_points)}"
    return f"{check.outcome}{worth}" + (f" ({check.rationale.splitlines()[0]})" if check.rationale else "")


def rescoring(every: Sequence[Change], *, written: bool) -> bytes:
    """A rescoring as one JSON document."""
    rows = [
        {
            "author": change.entry.author,
            "exercise": change.entry.exercise,
            "before": None if change.entry.machine_points is None else float(change.entry.machine_points),
            "after": None if change.points is None else float(change.points),
            "max_before": float(change.entry.max_points),
            "max_after": change.report.max_points,
        }
        for change in every
        if change.matters
    ]
    return msgspec.json.encode(
        {"schema": RESCORE_SCHEMA, "written": written, "changes": rows, "same": len(every) - len(rows)}
    )


def rescoring_page(every: Sequence[Change], *, written: bool) -> str:
    """A rescoring for a screen, as it would be or as it was `written`: whose grade falls first, and by how much."""
    if not every:
        return "Every grade was made with the points that the suite says now.\n"
    matter = sorted((change for change in every if change.matters), key=_fall)
    head = f"{len(every)} {'rescored' if written else 'would be rescored'}: {', '.join(_counts(every))}.\n"
    lines = (
        f"  {_arrow(change)} {change.entry.who}  {change.entry.exercise}: {_before(change)} -> {_after(change)}{_part(change)}\n"
        for change in matter
    )
    return head + "".join(lines)


def _fall(change: Change) -> tuple[bool, bool, Decimal, str]:
    """Those that fall first, the deepest fall first; then those that have less of a larger maximum."""
    return change.by >= 0, change.part_by >= 0, change.by, change.entry.author


def _counts(every: Sequence[Change]) -> Iterator[str]:
    """How many come to what. Each is counted once, and a person's grade apart from the machine's below it."""
    yield f"{sum(change.by < 0 for change in every)} down"
    yield f"{sum(change.by > 0 for change in every)} up"
    level = [change for change in every if change.by == 0]
    turned = sum((change.points is None) != (change.entry.machine_points is None) for change in level)
    same = sum(not change.matters for change in level)
    if other := len(level) - turned - same:
        yield f"{other} with the same points of another maximum"
    if turned:
        yield f"{turned} withheld before or after"
    if same:
        yield f"{same} as before"
    if kept := sum(change.matters and change.entry.override is not None for change in every):
        yield f"and {kept} of them {'keeps' if kept == 1 else 'keep'} the grade that a person set"


def _part(change: Change) -> str:
    """What a grade loses that stays behind a larger maximum: a mark is mostly given for the part."""
    return f"  (less of the maximum: {100 * change.part_by:+.1f} %)" if change.part_by < 0 <= change.by else ""


def _arrow(change: Change) -> str:
    return "DOWN" if change.by < 0 else "up  " if change.by > 0 else "    "


def _before(change: Change) -> str:
    points = change.entry.machine_points
    return "withheld" if points is None else f"{written(points)} / {written(change.entry.max_points)}"


def _after(change: Change) -> str:
    over = " (a person's grade stays)" if change.entry.override else ""
    return (
        "withheld" if change.points is None else f"{written(change.points)} / {written(change.report.max_points)}"
    ) + over
