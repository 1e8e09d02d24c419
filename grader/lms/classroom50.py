"""Classroom 50: the checkout in, `result.json` and `release-body.md` out.

Source: the Classroom 50 wiki, Advanced-Autograding ("Contract", "The result.json contract").

Numbers are whole (`whole`). What is withheld ends with an exit code that is not 0, which Classroom 50 takes for an
infrastructure error and not for a score; the file that lies there says why. Lateness is Classroom 50's to mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from grader.lms.markdown import page
from grader.lms.marked import Entry, Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import Places
from grader.lms.platform import Platform
from grader.lms.whole import whole

_TAG = re.compile(r"submit/(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z-")
_HANDED_ON = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


def places(root: Path, _environ: Mapping[str, str]) -> Places:
    """Everything lies in the student's checkout."""
    return Places(submission=root, results=root, not_theirs=("result.json", "release-body.md"))


def occasion(_where: Places, environ: Mapping[str, str]) -> Occasion:
    """The runner tells in its environment; the time stands in the name of the submission."""
    told = {key: environ.get(name, "") for key, name in _HANDED_ON.items()}
    told["review"] = told["review"] or told["commit"]
    told["assignment_type"] = told["assignment_type"] or "individual"
    found = _TAG.match(told["submission"])
    at = datetime.fromisoformat(f"{found[1]}T{found[2]}:{found[3]}:{found[4]}+00:00") if found else None
    notes = () if found else ("SUBMISSION_TAG names no time: it is taken to be now",)
    author = told["owner"] or environ.get("USERNAME") or None
    return Occasion(author=author, handed_in=at, notes=notes, extra=told)


def files(marked: Marked, occasion: Occasion, parcel: Parcel) -> dict[str, bytes]:
    """The result, and the page of the release."""
    now = datetime.now(UTC) if occasion.handed_in is None else occasion.handed_in
    listed = [entry for entry in marked.shown if entry.points is not None]
    tests = [_test(entry, parcel.scale) for entry in listed] + _rest(marked, listed, parcel)
    result = {
        "schema": "classroom50/result/v1",
        **occasion.extra,
        "datetime": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }
    return {
        "result.json": msgspec.json.format(msgspec.json.encode(result), indent=1),
        "release-body.md": page(marked, parcel.exercise).encode("utf-8", "backslashreplace"),
    }


def _test(entry: Entry, scale: int) -> dict[str, Any]:
    return {
        "test-name": entry.title,
        "passed": entry.passed,
        "score": whole(entry.earned, scale),
        "max-score": whole(entry.max_points, scale),
        "output": entry.text,
    }


def _rest(marked: Marked, listed: Sequence[Entry], parcel: Parcel) -> list[dict[str, Any]]:
    """What is not listed one by one stands in one entry, so that points and maximum are still sums of the list."""
    rest = [entry for entry in marked.entries if entry not in listed]
    most = whole(marked.max_points - sum(entry.max_points for entry in listed), parcel.scale)
    if marked.points is None:  # the exit code says that this is no score, which has to be a number
        words = "\n".join(marked.words)
        return [{"test-name": "Not graded", "passed": False, "score": 0, "max-score": most, "output": words}]
    if not rest:
        return []
    earned = sum(whole(entry.earned, parcel.scale) for entry in rest)
    passed = all(entry.passed for entry in rest)
    name, words = "Checks that are not shown yet", "\n".join(marked.remaining)
    return [{"test-name": name, "passed": passed, "score": earned, "max-score": most, "output": words}]


PLATFORM: Final = Platform(
    name="classroom50",
    students_read_log=True,  # the log of a job in their repository
    students_read_package=True,
    whole_numbers=True,
    withheld_exit=3,
    time_limit_s=1200.0,
    places=places,
    occasion=occasion,
    files=files,
)
