"""The class on one page. Pure: a picture goes in, one self-contained HTML file comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from grader.feedback.clean import html_text
from grader.feedback.html import clothes
from grader.gradebook.picture import Picture, Row
from grader.report import Outcome


def page(picture: Picture) -> str:
    """The whole page."""
    css, policy = clothes()
    body = "\n".join(_body(picture))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{html_text(picture.course)}</title>\n'
        f"<style>{css}</style>\n</head>\n<body>\n<header><h1>{html_text(picture.course)}</h1></header>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(picture: Picture) -> Iterator[str]:
    for heading in picture.headings:
        rows = [row for row in picture.rows if row.exercise == heading.slug]
        if rows:
            yield from _exercise(heading.title or heading.slug, rows)
    unmatched = [row for row in picture.rows if not row.exercise]
    if unmatched:
        yield "<h2>For no exercise</h2>"
        yield _table(("delivery", "why"), ((html_text(row.author), html_text(row.reason or "")) for row in unmatched))
    if picture.missing:
        yield "<h2>Not handed in</h2>"
        yield _table(
            ("author", "exercise"), ((html_text(one.name or one.author), one.exercise) for one in picture.missing)
        )


def _exercise(title: str, rows: Sequence[Row]) -> Iterator[str]:
    graded = [row for row in rows if not row.withheld]
    full = sum(1 for row in graded if row.points is not None and row.points >= row.max_points)
    yield f"<h2>{html_text(title)}</h2>"
    yield f"<p>{len(rows)} handed in: {full} with full marks, {len(graded) - full} with points lost, " + (
        f"{len(rows) - len(graded)} withheld.</p>"
    )
    yield "<h3>Checks</h3>"
    yield _table(("check", "passed"), _checks(rows))
    yield "<h3>Authors</h3>"
    yield _table(("author", "points", "of", "days late", "remarks"), map(_author, rows))


def _checks(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    tally: dict[str, list[bool]] = {}
    for row in rows:
        for check in row.report.checks if row.report else ():
            tally.setdefault(check.title or check.id, []).append(check.outcome is Outcome.PASSED)
    for title, passed in tally.items():
        yield html_text(title), f"{sum(passed)} of {len(passed)}"


def _author(row: Row) -> tuple[str, ...]:
    name = html_text(row.name or row.author)
    link = f'<a href="{escape(quote(row.feedback_link))}">{name}</a>' if row.feedback_link else name
    points = "withheld" if row.points is None else f"{row.points:g}"
    remarks = [row.reason or "", "set by a person" if row.override else ""]
    said = html_text("; ".join(filter(None, remarks)))
    return link, points, f"{row.max_points:g}", str(row.days_late or ""), said


def _table(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    """Cells are HTML already."""
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    lines = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<tr>{titles}</tr>\n{lines}\n</table>"
