"""The page for a browser: one file that needs nothing else, runs nothing and sends nothing.

Everything from a submission is escaped twice over: what cannot be seen becomes a Python escape (`clean`),
then Jinja escapes for HTML. The page's own policy forbids scripts, forms, images and every address; its one
style sheet is allowed by its hash, so an injected one would not apply either. What the page says is decided
here; the template only sets it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.feedback.clean import clean, lines_of
from grader.feedback.knot import knot
from grader.feedback.story import Move, place_of, tell
from grader.feedback.terminal import PARTLY, SIGNS, SILENT, replay_command, score
from grader.report import CheckResult, Location, Report, Witness

TEMPLATES = Path(__file__).parent / "templates"
MOST_LINES = 3_000

Place = tuple[str, int | None, int]
"""File, notebook cell, line: where a line of the submission was written."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report, cut to its reader, with the submission's lines and the name to type for its file."""

    report: Report
    lines: Mapping[Place, str]
    file: str = ""
    options: str = ""
    """What the replay command needs beside the file."""


def page(sheets: Sequence[Sheet], *, heading: str) -> str:
    """The whole page for these reports."""
    css, policy = clothes()
    return (
        _templates()
        .get_template("page.html")
        .render(
            heading=heading,
            css=css,
            policy=policy,
            sheets=[_sheet(sheet, number) for number, sheet in enumerate(sheets, 1)],
        )
    )


@cache
def clothes() -> tuple[Markup, str]:
    """The style sheet, ours, and the policy that allows nothing but it."""
    css = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Markup(css), f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _templates() -> Environment:
    """Compiled once: a class is a thousand pages."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Clean whatever the template writes."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else clean(value)


def _sheet(sheet: Sheet, number: int) -> dict[str, Any]:
    report = sheet.report
    there = report.environment
    return {
        "anchor": f"e{number}",
        "exercise": report.exercise,
        "author": report.author,
        "entry": report.submission.entry,
        "score": None if report.points is None else score(report.points, report.max_points),
        "share": _share(report.points, report.max_points),
        "reason": lines_of(report.reason) if report.reason else [],
        "review": report.review,
        "checks": [_check(check, sheet, number) for check in report.checks],
        "notices": report.notices,
        "source": list(_source(sheet, number)),
        "noted": any(check.location for check in report.checks),
        "circumstances": f"Python {there.python} on {there.platform}, isolation {there.isolation}",
    }


def _share(points: float | None, most: float) -> int | None:
    """Full tenths earned, for the bar: 0 to 10."""
    if points is None or most <= 0:
        return None
    return max(0, min(10, int(10 * points / most)))


def _check(check: CheckResult, sheet: Sheet, number: int) -> dict[str, Any]:
    partly = 0 < (check.points or 0) < check.max_points
    sign, word, tone = PARTLY if partly else SIGNS[check.outcome]
    entry = sheet.report.submission.entry
    rationale = check.rationale or SILENT[check.outcome]
    return {
        "sign": sign,
        "word": word.strip().lower(),
        "tone": tone,
        "title": check.title or check.id,
        "worth": "" if check.points is None or check.max_points == check.points == 0 else _worth(check),
        "rationale": lines_of(rationale) if rationale else [],
        "place": place_of(check.location, entry) if check.location else "",
        "quoted": _quoted(check.location, sheet),
        "link": _anchor(_place(check.location), sheet, number) if check.location else "",
        "hint": lines_of(check.hint) if check.hint else [],
        "witness": _witness(check.witness, sheet) if check.witness else None,
        "explored": check.explored,
        "detail": lines_of(check.detail, limit=20_000) if check.detail else [],
    }


def _worth(check: CheckResult) -> str:
    return score(check.points or 0, check.max_points) + (" bonus" if check.bonus else "")


def _quoted(location: Location | None, sheet: Sheet) -> str:
    return sheet.lines.get(_place(location), "").strip() if location else ""


def _place(location: Location) -> Place:
    return location.file, location.cell, location.line


def _witness(witness: Witness, sheet: Sheet) -> dict[str, Any]:
    story = tell(witness)
    entry = sheet.report.submission.entry
    return {
        "actors": story.actors,
        "caption": story.caption,
        "legend": ". Thick line: holds a lock; dashed: waits." if any(s.holds for s in witness.steps) else "",
        "rows": list(_rows(story.moves, story.actors)),
        "stuck": [str(one) for one in knot(witness, entry)],
        "command": replay_command(witness, sheet.file or entry, sheet.options),
    }


def _rows(moves: Sequence[Move], actors: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One row for each move: in every lane the move, or the state in which its actor rests meanwhile."""
    resting = dict.fromkeys(actors, "ahead")
    step = 0
    for move in moves:
        if not move.actor:
            yield {"step": "", "remark": move.effect, "lanes": []}
            continue
        step += 1
        resting[move.actor] = move.state
        lanes = [(move if actor == move.actor else None, resting[actor]) for actor in actors]
        yield {"step": step, "remark": "", "lanes": lanes}


def _source(sheet: Sheet, number: int) -> Iterator[dict[str, Any]]:
    """The lines of the submission with what was found there; a heading where a file or a cell begins."""
    notes: dict[Place, list[str]] = {}
    for check in sheet.report.checks:
        if check.location is not None:
            said = (check.rationale or check.title).split("\n")[0]
            notes.setdefault(_place(check.location), []).append(said)
    steps = {
        (step.file, step.cell, step.line)
        for check in sheet.report.checks
        for step in (check.witness.steps if check.witness else ())
    }
    alone = len({(file, cell) for file, cell, _ in sheet.lines}) == 1
    before: tuple[str, int | None] | None = None
    for place, text in list(sheet.lines.items())[:MOST_LINES]:
        file, cell, line = place
        heading = file if cell is None else f"{file}, cell {cell}"
        yield {
            "heading": "" if alone or before == (file, cell) else heading,
            "anchor": _anchor(place, sheet, number).removeprefix("#"),
            "line": line,
            "text": text.expandtabs(4),
            "notes": list(dict.fromkeys(notes.get(place, ()))),
            "stepped": place in steps,
        }
        before = (file, cell)


def _anchor(place: Place, sheet: Sheet, number: int) -> str:
    """The address of a line on this page, '' where it is not shown; made of numbers alone."""
    if place not in sheet.lines:
        return ""
    files = list(dict.fromkeys(file for file, _, _ in sheet.lines))
    return f"#e{number}-f{files.index(place[0])}-c{place[1] or 0}-l{place[2]}"
