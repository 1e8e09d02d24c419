"""PrairieLearn, external grading: `/grade/student` in, `/grade/results/results.json` out.

Source: PrairieLearn, docs/externalGrading.md ("Grading results", "Special directories").

What is withheld is `gradable: false`: PrairieLearn then takes no attempt and gives no score. So is what is no Python
at all. PrairieLearn tells neither the time nor earlier attempts (it has rules of its own for both), and shows all
tests and the score at once: checks that a student may not see yet count, and are not listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from grader.feedback.clean import html_text
from grader.lms.marked import Entry, Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import Places
from grader.lms.platform import Platform

MOST_BYTES: Final = 1_000_000
"""PrairieLearn refuses results above 1 MB."""


def places(root: Path, _environ: Mapping[str, str]) -> Places:
    """Where things lie in a grading job."""
    home = root / "grade"
    private = tuple(home / name for name in ("tests", "data", "serverFilesCourse"))
    return Places(submission=home / "student", results=home / "results", private=private)


def files(marked: Marked, _occasion: Occasion, _parcel: Parcel) -> dict[str, bytes]:
    """The results file, shortened until PrairieLearn takes it."""
    limit = 20_000
    while len(data := msgspec.json.encode(_result(marked, limit))) > MOST_BYTES and limit > 100:
        limit //= 2
    return {"results.json": data}


def _result(marked: Marked, limit: int) -> dict[str, Any]:
    if marked.points is None or not marked.counted:
        told = [entry.text for entry in marked.shown if entry.text][:1] if marked.points is not None else []
        # Question pages may set these as HTML, so they are escaped.
        return {"gradable": False, "format_errors": [html_text(words[:limit]) for words in (*marked.words, *told)]}
    return {
        "gradable": True,
        "score": marked.fraction,
        "message": "\n".join((*marked.words, *marked.remaining))[:limit],
        "tests": [_test(entry, limit) for entry in marked.shown],
    }


def _test(entry: Entry, limit: int) -> dict[str, Any]:
    return {
        "name": entry.title[:limit],
        "points": float(entry.earned),
        "max_points": float(entry.max_points),
        "output": entry.text[:limit],
    }


PLATFORM: Final = Platform(
    name="prairielearn",
    students_read_log=False,  # the logs of a grading job are the staff's
    takes_bonus=False,
    time_limit_s=110.0,
    places=places,
    files=files,
)
