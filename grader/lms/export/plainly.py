"""Tables of our own: a CSV for spreadsheets, and a summary in Markdown for a CI's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from grader.feedback import spreadsheet
from grader.feedback.clean import markdown_text
from grader.lms.export.rows import Row
from grader.report import written


def table(rows: Sequence[Row]) -> bytes:
    """One row for each author: the name, where the roster has any, the points of each exercise, blank where withheld, and
    their sum where all are there."""
    names = {row.author: row.name for row in rows}
    called = any(names.values())
    exercises = list(dict.fromkeys(row.exercise for row in rows))
    held = _by_author(rows)
    lines = []
    for author, points in held.items():
        found = [points.get(exercise) for exercise in exercises]
        known = [one for one in found if one is not None]
        total = written(sum(known, Decimal(0))) if len(known) == len(found) else ""
        lines.append(
            [
                author,
                *([names[author]] if called else []),
                *("" if one is None else written(one) for one in found),
                total,
            ]
        )
    return spreadsheet.table(
        ["author", *(["name"] if called else []), *exercises, "total"], lines, identifiers=("author",)
    ).encode()


def summary(rows: Sequence[Row], strays: Sequence[Row] = ()) -> bytes:
    """The same as a page, with those whose delivery is for no exercise."""
    return ("\n".join(_lines(rows, strays)) + "\n").encode("utf-8", "backslashreplace")


def _lines(rows: Sequence[Row], strays: Sequence[Row]) -> Iterator[str]:
    exercises = list(dict.fromkeys(row.exercise for row in rows))
    most = {row.exercise: row.today or row.max_points for row in rows if row.max_points}
    yield "## Grades"
    called = {row.author: row.who for row in rows}
    heads = [markdown_text(slug) + (f" / {written(most[slug])}" if slug in most else "") for slug in exercises]
    yield f"\n| author | {' | '.join(heads)} |\n|---{'|--:' * len(exercises)}|"
    found = {(row.author, row.exercise): row for row in rows}
    for author in called:
        cells = [_shown(found.get((author, exercise))) for exercise in exercises]
        yield f"| {markdown_text(called[author])} | {' | '.join(cells)} |"
    withheld = [*(row for row in rows if row.points is None), *strays]
    if withheld:
        yield f"\n### Withheld: {len(withheld)}\n"
    for row in withheld:
        whose = ", ".join(markdown_text(word) for word in (row.who, row.exercise) if word)
        yield f"- {whose}: {markdown_text(row.reason or 'no reason given')}"


def _shown(row: Row | None) -> str:
    if row is None:
        return ""
    if row.points is None:
        return "withheld"
    return written(row.points) if row.today is None else f"{written(row.points)} / {written(row.max_points)}"


def _by_author(rows: Sequence[Row]) -> dict[str, dict[str, Decimal | None]]:
    found: dict[str, dict[str, Decimal | None]] = {}
    for row in rows:
        found.setdefault(row.author, {})[row.exercise] = row.points
    return found
