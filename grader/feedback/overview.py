"""A class on one page: how it went, what cost points, what is held up; every number leads to the submissions behind it.

One file that works offline and without a script. Every figure is a group of submissions and a link; the page has one
table, a row for each author and a column for each exercise, and the style sheet shows of it only those that belong to
the group that the address names (`:target`). So a link costs some bytes instead of a list, and a thousand authors in
thirteen exercises make a page of a few megabytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from grader.feedback.figures import CheckFigure, ExerciseFigures, Group, figures, is_full, seconds, total_taken
from grader.feedback.finding import score
from grader.feedback.press import printed
from grader.gradebook.picture import Likeness, Picture, Row
from grader.intake.identity import as_listed
from grader.intake.roster import who
from grader.report import written

MOST_CAUSES = 12
"""Rarer causes are counted together."""
MOST_LIKENESSES = 30
MOST_SAID = 30
FEW = 5
"""So many are named where they are counted."""


@dataclass(slots=True)
class _Filters:
    """The groups that the page leads to, by number, and in which of them each author is."""

    said: list[dict[str, Any]]
    members: dict[str, list[int]]

    def link(self, group: Group, exercise: int, *, words: str = "") -> dict[str, Any]:
        """A group as a link: its size, its label, and the address that shows it."""
        authors = list(dict.fromkeys(row.author for row in group.rows))
        many = f" of {len(authors)} authors" if len(authors) != len(group) else ""
        told = self.link_to((words or group.label) + many, authors, exercise, size=len(group))
        return told | {"label": group.label, "size": len(group), "tone": group.tone, "details": group.details}

    def link_to(self, words: str, authors: Sequence[str], exercise: int, *, size: int | None = None) -> dict[str, Any]:
        """Some authors as a link that says how many they are, or the `size` of what is theirs; nobody leads nowhere."""
        size = len(authors) if size is None else size
        told = {"label": words, "size": size, "href": "", "tone": "plain", "details": ()}
        if not authors:
            return told
        number = len(self.said)
        self.said.append({"number": number, "exercise": exercise, "words": words, "size": size})
        for author in authors:
            self.members.setdefault(author, []).append(number)
        return told | {"href": f"#g{number}"}


def page(picture: Picture) -> str:
    """The whole page."""
    filters = _Filters([], {})
    found = figures(picture)
    exercises = [_exercise(one, number, picture, filters) for number, one in enumerate(found, 1)]
    course = _course(picture, found, filters)
    content = {
        "course": picture.course,
        "made_at": _moment(picture.made_at),
        "tiles": course,
        "exercises": exercises,
        "filters": filters.said,
        "authors": list(_authors(picture, found, filters)),
    }
    return printed("overview.html", "overview.css", content, more=_rules(len(filters.said), len(found)))


def _rules(groups: int, exercises: int) -> str:
    """The style rules that show of the table what belongs to the group in the address."""
    rows = (f"#g{n}:target~.all .a:not(.g{n}){{display:none}}" for n in range(groups))
    columns = (f".f{n}:target~.all .x{n}{{background:var(--hint-tint)}}" for n in range(1, exercises + 1))
    return "\n".join([*rows, *columns])


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M %Z").strip()


def _course(picture: Picture, found: Sequence[ExerciseFigures], filters: _Filters) -> list[dict[str, Any]]:
    """The numbers at the top."""

    def over_all(label: str, rows: Iterator[Row], tone: str = "plain") -> dict[str, Any]:
        return filters.link(Group(label, tuple(rows), tone), 0)

    authors = {row.author: row for row in picture.rows}
    conflicts = [row for one in found for group in one.conflicts for row in group.rows]
    return [
        filters.link(Group("authors", tuple(authors.values())), 0),
        over_all("submissions", (row for row in picture.rows if row.attempt)),
        over_all("full marks", (row for one in found for row in one.full.rows), "good"),
        over_all("withheld", (row for row in picture.rows if row.withheld), "warn"),
        over_all("late", (row for row in picture.rows if row.days_late)),
        over_all("overridden", (row for row in picture.rows if row.override)),
        *([over_all("in conflict", iter(conflicts), "warn")] if conflicts else []),
    ]


def _exercise(one: ExerciseFigures, number: int, picture: Picture, filters: _Filters) -> dict[str, Any]:
    def link(group: Group) -> dict[str, Any]:
        return filters.link(group, number, words=f"{one.slug or 'no exercise'}: {group.label}")

    def named(group: Group) -> dict[str, Any]:
        """The same, and who they are where they are few: on paper nobody can follow a link."""
        return link(group) | {"who": _who(group.rows) if len(group) <= FEW else []}

    missing = [absent for absent in picture.missing if absent.exercise == one.slug]
    said = [_link_to(row) | {"text": text} for row in picture.rows if row.exercise == one.slug for text in row.said]
    return {
        "anchor": f"e{number}",
        "slug": one.slug or "Not matched to an exercise",
        "title": one.title,
        "everybody": link(one.everybody),
        "judged": link(one.judged),
        "graded": link(one.graded),
        "full": link(one.full),
        "withheld": [named(group) for group in one.withheld],
        "held_up": link(one.held_up),
        "bars": _bars([link(group) for group in one.distribution]),
        "checks": [_check(check, link) for check in one.checks],
        "causes": _causes(one, link),
        "late": [named(group) for group in one.late],
        "taken": written(total_taken(one.everybody.rows)),
        "same": [link(group) | {"who": _who(group.rows)} for group in one.same],
        "likenesses": [_likeness(pair, picture) for pair in _alike(picture, one.slug)[:MOST_LIKENESSES]],
        "likenesses_left": max(0, len(_alike(picture, one.slug)) - MOST_LIKENESSES),
        "people": [
            named(group)
            for group in (one.overridden, *one.conflicts, one.unhanded, one.unknown, one.unread)
            if group.rows
        ],
        "said": said[:MOST_SAID],
        "said_left": max(0, len(said) - MOST_SAID),
        "limits": [named(group) for group in one.limits],
        "slowest": [_link_to(row) | {"seconds": f"{seconds(row):.2f} s"} for row in one.slowest.rows],
        "median_s": None if one.median_s is None else f"{one.median_s:.2f} s",
        "median": None if one.median_share is None else f"{100 * one.median_share:.0f} %",
        "missing": filters.link_to(f"{one.slug}: not handed in", [absent.author for absent in missing], number),
    }


def _bars(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The distribution, each bar with its place and height in a drawing of 110 by 100."""
    highest = max([1, *(link["size"] for link in links)])
    return [
        link | {"x": 10 * n, "height": round(82 * link["size"] / highest, 1)}
        for n, link in enumerate(links)
    ]  # fmt: skip


def _check(check: CheckFigure, link: Any) -> dict[str, Any]:
    parts, x = [], 0.0
    for group in check.groups:
        width = 100 * len(group) / max(1, check.judged)
        named = Group(f"{check.title} ({group.label})", group.rows, group.tone)
        parts.append(link(named) | {"end": group.label, "x": round(x, 2), "width": round(width, 2)})
        x += width
    share = f"{100 * check.share:.0f} %"
    return {
        "id": check.id,
        "title": check.title,
        "parts": parts,
        "share": share,
        "judged": check.judged,
        "worth": written(check.max_points),
    }


def _causes(one: ExerciseFigures, link: Any) -> list[dict[str, Any]]:
    shown, rare = one.causes[:MOST_CAUSES], one.causes[MOST_CAUSES:]
    judged = max(1, len(one.judged))
    found = [link(group) | {"share": round(100 * len(group) / judged, 1)} for group in shown]
    if rare:
        rows = {row.author: row for group in rare for row in group.rows}
        rest = Group(f"{len(rare)} rarer causes", tuple(rows.values()), "bad", tuple(group.label for group in rare[:3]))
        found.append(link(rest) | {"share": round(100 * len(rest) / judged, 1)})
    return found


def _who(rows: Sequence[Row]) -> list[dict[str, str]]:
    return [_link_to(row) for row in rows]


def _link_to(row: Row) -> dict[str, str]:
    return {"name": who(row.author, row.name), "href": address(row.feedback_link or row.report_link)}


def _alike(picture: Picture, slug: str) -> list[Likeness]:
    pairs = [pair for pair in picture.likenesses if pair.exercise == slug]
    return sorted(pairs, key=lambda pair: (-pair.share, pair.authors))


def _likeness(pair: Likeness, picture: Picture) -> dict[str, Any]:
    rows = {row.author: row for row in picture.rows if row.exercise == pair.exercise}
    who = [_link_to(rows[author]) if author in rows else {"name": author, "href": ""} for author in pair.authors]
    how = "alike in form, names and texts aside" if pair.in_form else "alike"
    return {"who": who, "share": f"{100 * pair.share:.0f} %", "how": how}


def address(link: str) -> str:
    """A link of the picture as an address that stays below this page's folder; '' where it does not."""
    if not link or link.startswith(("/", "\\")) or ".." in link.split("/"):
        return ""
    return "./" + quote(link, safe="/")


def _authors(picture: Picture, found: Sequence[ExerciseFigures], filters: _Filters) -> Iterator[dict[str, Any]]:
    """The rows of the table: each author's cells, in the order of the exercises."""
    numbers = {one.slug: number for number, one in enumerate(found, 1)}
    cells: dict[str, dict[int, Row]] = {}
    names: dict[str, str] = {absent.author: absent.name for absent in picture.missing}
    for row in picture.rows:
        cells.setdefault(row.author, {}).setdefault(numbers[row.exercise], row)
        names[row.author] = row.name or names.get(row.author, "")
    for absent in picture.missing:
        cells.setdefault(absent.author, {})
    unknown = {row.author for row in picture.rows if not row.known}
    for author in sorted(cells, key=lambda one: (one in unknown, as_listed(names[one] or one), one)):
        yield {
            "id": author,
            "name": names[author],
            "groups": " ".join(f"g{number}" for number in filters.members.get(author, ())),
            "cells": [_cell(cells[author].get(number)) for number in numbers.values()],
        }


def _cell(row: Row | None) -> dict[str, str]:
    if row is None:
        return {"said": "–", "href": "", "tone": "dim", "late": ""}
    tone = "warn" if row.points is None else "good" if is_full(row) else "plain"
    said = "withheld" if row.points is None else score(float(row.points), float(row.max_points))
    late = f"{row.days_late} d" if row.days_late else ""
    return {"said": said, "href": address(row.feedback_link or row.report_link), "tone": tone, "late": late}
