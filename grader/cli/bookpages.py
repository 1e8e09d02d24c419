"""What `grade book` shows: tables for people, one JSON document for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from grader.cli.tally import by_the_machine, only_the_maximum, row_of
from grader.feedback.clean import cells
from grader.feedback.ink import Style
from grader.gradebook.entries import Entry
from grader.gradebook.grades import Graded
from grader.gradebook.words import Comment, Extension, Kind, Overriding
from grader.report import CheckResult, Report, written
from grader.several import counted

BOOK_SCHEMA = "grader.book/1"
WIDEST = 48
"""Cells of a column that is followed by another."""


def listing(entries: Sequence[Entry]) -> bytes:
    """Entries as one JSON document."""
    rows = [
        {
            **row_of(entry),
            "course": entry.course,
            "name": entry.name,
            "machine_points": None if entry.machine_points is None else float(entry.machine_points),
            "machine_max_points": float(entry.machine_max_points),
            "override": entry.override,
            "comments": entry.comments,
        }
        for entry in entries
    ]
    return msgspec.json.Encoder(decimal_format="number").encode({"schema": BOOK_SCHEMA, "entries": rows})


NO_GRADES = "There are no grades yet. A batch that was stopped goes on when its command is given again.\n"


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
            yield f"CONFLICT: {only_the_maximum(entry) or _changed(entry)}"
        if entry.override.max_points is None:
            yield f"out of how many is not known, and taken to be {written(entry.max_points)}"
        if not entry.attempt:
            yield "nothing was handed in"
        elif entry.machine_reason:
            yield f"the machine withholds it: {entry.machine_reason}"
    if entry.reason:
        yield entry.reason
    if entry.comments:
        yield counted(len(entry.comments), "comment")


def _changed(entry: Entry) -> str:
    return f"the machine's grade has changed since, to {by_the_machine(entry)}"


def columns(rows: Sequence[tuple[str, ...]], style: Style) -> str:
    """Rows under their headings, as wide as what stands in them. Of what is wider than `WIDEST` the line is out of step, and
    not the table; the last column is as wide as it likes."""
    shown = [tuple(style.clean(cell) for cell in row) for row in rows]
    widths = [min(WIDEST, max(map(cells, column))) for column in zip(*shown, strict=True)]
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
    late = f", {counted(one.days_late, 'day')} late: {written(one.taken)} taken" if one.days_late else ""
    return f"{written(one.points)} / {written(one.max_points)}{late}"


def _word(word: Kind) -> str:
    by = word.by or "somebody"
    match word:
        case Overriding(points=None):
            return f"{by} took back the grade that was set"
        case Overriding():
            assert word.points is not None
            most = f" / {written(word.max_points)}" if word.max_points is not None else ""
            return f"{by} set the grade to {written(word.points)}{most}" + (f": {word.reason}" if word.reason else "")
        case Comment(text=""):
            return f"{by} took back the comment before"
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


def all_the_same(entry: Entry) -> str:
    """What the grade is where it is not what the judge found; '' where it is."""
    if entry.override is not None:
        return f"The grade stays {written(entry.override.points)} / {written(entry.max_points)}, set by {entry.override.by or 'somebody'}.\n"
    if entry.points is None:
        return "" if entry.reason is None else f"The grade stays withheld: {entry.reason.rstrip('.')}.\n"
    if entry.taken:
        return f"The grade is {written(entry.points)} / {written(entry.max_points)}: lateness takes {written(entry.taken)}.\n"
    return ""


def _total(report: Report) -> str:
    return "withheld" if report.points is None else f"{written(report.points)} / {written(report.max_points)}"


def _check(check: CheckResult | None) -> str:
    if check is None:
        return "not there"
    worth = "" if check.points is None else f" {written(check.points)} / {written(check.max_points)}"
    return f"{check.outcome}{worth}" + (f" ({check.rationale.splitlines()[0]})" if check.rationale else "")
