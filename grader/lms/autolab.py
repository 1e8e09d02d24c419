"""Autolab: the answer in a folder; a page of text out on stdout, and the scores on its last line.

Source: autolab/Autolab, docs ("Guide for Lab Authors") and app/helpers/assessment_autograde_core.rb: the last line must
hold `scores`, a JSON object with an entry for each problem; before it is parsed, every word directly before a colon
is put in quotes, so no text may stand in that line. Autolab charges for lateness itself.

What is withheld is a score of `null`: Autolab stores it as no score. Without the entry it would store a 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from grader.feedback.clean import lines_of
from grader.lms.markdown import score
from grader.lms.marked import Entry, Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import beside_the_answer
from grader.lms.platform import Platform
from grader.report import written

PROBLEM: Final = "points"
"""The name of the one problem that the assessment must have."""


def files(marked: Marked, _occasion: Occasion, parcel: Parcel) -> dict[str, bytes]:
    """The page, and the line that counts."""
    points = None if marked.points is None else float(marked.points)
    line = msgspec.json.encode({"scores": {PROBLEM: points}})
    page = "\n".join(_page(marked, parcel))
    return {"stdout": page.encode("utf-8", "backslashreplace") + b"\n\n" + line}


def _page(marked: Marked, parcel: Parcel) -> Iterator[str]:
    yield f"{parcel.exercise}   {score(marked)}"
    for words in (*marked.words, *marked.remaining):
        yield from lines_of(words)
    for entry in marked.shown:
        yield ""
        yield from _told(entry)


def _told(entry: Entry) -> Iterator[str]:
    sign = "?" if entry.points is None else "ok" if entry.passed else "NO"
    points = "-" if entry.points is None else written(entry.points)
    title, *more = lines_of(entry.title)
    yield f"{sign:>3} {title}   {points} / {written(entry.max_points)}"
    yield from (f"    {line}" for line in (*more, *(lines_of(entry.text, limit=20_000) if entry.text else [])))


PLATFORM: Final = Platform(
    name="autolab",
    students_read_log=True,  # stderr goes into the feedback file as well
    time_limit_s=170.0,
    places=beside_the_answer,
    files=files,
)
