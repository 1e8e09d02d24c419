"""Gradescope: `submission_metadata.json` in, `results.json` out.

Source of every field: github.com/gradescope/autograder_samples, docs/specs.md and submission_metadata.md.

Gradescope has no word for "withheld": a result must hold a score, on top or on each test. So what is withheld names the
reason on top, in words; the checks that were judged keep their scores, and only they add up; and one hidden entry
carries the rest of the maximum with a score of 0. A hidden entry has a second effect, documented by Gradescope: students are not shown a
total. So nobody reads a nought as a grade, and the instructor finds the entry, with the reason, by its name.

Of earlier attempts Gradescope tells the time, and the whole result of the latest alone. Which of them counted is
therefore carried along in `extra_data`, from each result to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from grader.lms.marked import Entry, Marked
from grader.lms.occasion import Occasion, moment
from grader.lms.parcel import Parcel
from grader.lms.places import Places
from grader.lms.platform import Platform
from grader.report import Visibility
from grader.score.attempts import Attempt

WITHHELD = "No grade yet: run the autograder again, or give the points by hand"
SAME = timedelta(seconds=1)
"""One submission's time may be told a little differently by itself and as an earlier one."""
_RESULT = (
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
    "stdout_visibility", "tests", "leaderboard",
)  # fmt: skip
"""The members of a result; what else a platform may add to a stored one is not handed back."""
MEMORY = "grader"
"""Our corner of `extra_data`."""


def places(root: Path, _environ: Mapping[str, str]) -> Places:
    """Where things lie in Gradescope's container."""
    home = root / "autograder"
    return Places(
        submission=home / "submission",
        results=home / "results",
        metadata=home / "submission_metadata.json",
        private=(home / "source", home / "results", home / "submission_metadata.json", home / "run_autograder"),
    )


def occasion(where: Places, _environ: Mapping[str, str]) -> Occasion:
    """Read what is known of the submission; what is missing or odd is noted, and decides nothing."""
    metadata, notes = where.read_metadata()
    assignment = _table(metadata.get("assignment"))
    earlier = [_table(one) for one in _list(metadata.get("previous_submissions"))]
    previous = next((_table(one["results"]) for one in reversed(earlier) if one.get("results")), None)
    handed_in = moment(metadata.get("created_at"))
    if handed_in is None:
        notes = (*notes, "the time of the submission is not known: lateness and attempts were not looked at")
    return Occasion(
        author=_author(metadata),
        handed_in=handed_in,
        due=moment(assignment.get("due_date")),
        earlier=tuple(_attempts(earlier, previous or {})),
        previous=previous,
        notes=notes,
    )


def files(marked: Marked, occasion: Occasion, _parcel: Parcel) -> dict[str, bytes]:
    """The results file."""
    previous = _in_force(occasion)
    document = _again(marked, previous) if marked.fault == "attempts" and previous else _result(marked)
    document["extra_data"] = {MEMORY: _memory(marked, occasion)}
    return {"results.json": msgspec.json.format(msgspec.json.encode(document), indent=1)}


def _result(marked: Marked) -> dict[str, Any]:
    tests = [_test(entry) for entry in marked.entries]
    if marked.points is None:
        tests.append(_withheld(marked))
    return {
        # Must be there as soon as one test has no score of its own; for a grade it also holds what lateness cost.
        "score": float(marked.known if marked.points is None else marked.points),
        "execution_time": int(marked.duration_s) + 1,
        "output": "\n".join(marked.words),
        "output_format": "text",  # the default would be read as HTML
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _test(entry: Entry) -> dict[str, Any]:
    test: dict[str, Any] = {"name": entry.title, "output": entry.text, "visibility": entry.when.value}
    if entry.points is not None:
        test |= {"score": float(entry.points), "max_score": float(entry.max_points)}
        test |= {"status": "passed" if entry.passed else "failed"}
    return test


def _withheld(marked: Marked) -> dict[str, Any]:
    return {
        "name": WITHHELD,
        "score": 0.0,
        "max_score": float(marked.unknown),
        "output": marked.reason,
        "visibility": Visibility.HIDDEN.value,
    }


def _in_force(occasion: Occasion) -> Mapping[str, Any] | None:
    """The result of the latest attempt, if it is one that Gradescope would take once more."""
    previous = occasion.previous or {}
    has_score = isinstance(previous.get("score"), int | float) and not isinstance(previous["score"], bool)
    listed = all(isinstance(test, dict) for test in _list(previous.get("tests")))
    return previous if has_score and listed else None


def _again(marked: Marked, previous: Mapping[str, Any]) -> dict[str, Any]:
    """What the latest judged attempt got stays in force, below the words why this one was not judged."""
    kept = {key: previous[key] for key in _RESULT if key in previous}
    said = _table(_table(previous.get("extra_data")).get(MEMORY)).get("output")
    output = said if isinstance(said, str) else str(kept.get("output") or "")
    return {**kept, "output": "\n".join((*marked.words, "Below is the result of your earlier attempt.", output))}


def _memory(marked: Marked, occasion: Occasion) -> dict[str, Any]:
    """What the next run wants to know."""
    attempts = [{"at": attempt.at.isoformat(), "counted": attempt.counted} for attempt in occasion.earlier]
    if occasion.handed_in is not None:
        attempts.append({"at": occasion.handed_in.isoformat(), "counted": marked.counted})
    memory: dict[str, Any] = {"attempts": attempts, "outcome": "judged" if marked.points is not None else "withheld"}
    if marked.fault is not None:
        memory["fault"] = marked.fault
    if marked.fault == "attempts" and occasion.previous:
        before = _table(_table(occasion.previous.get("extra_data")).get(MEMORY))
        memory["output"] = before.get("output", occasion.previous.get("output", ""))
    return memory


def _attempts(earlier: list[dict[str, Any]], latest: Mapping[str, Any]) -> Iterator[Attempt]:
    """Every earlier attempt; one that we do not remember counted, unless Gradescope says that the grader failed."""
    remembered = []
    for one in map(_table, _list(_table(_table(latest.get("extra_data")).get(MEMORY)).get("attempts"))):
        at = moment(one.get("at"))
        if at is not None:
            remembered.append((at, one.get("counted") is not False))
    for one in earlier:
        at = moment(one.get("submission_time"))
        if at is not None:
            counted = next((counted for when, counted in remembered if abs(when - at) < SAME), None)
            yield Attempt(at, not one.get("autograder_error") if counted is None else counted)


def _author(metadata: Mapping[str, Any]) -> str | None:
    """All of a group, always in the same order."""
    names = [one.get("email") or one.get("id") for one in map(_table, _list(metadata.get("users")))]
    return ", ".join(sorted(str(name) for name in names if name)) or None


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


PLATFORM: Final = Platform(
    name="gradescope",
    students_read_log=False,  # `stdout_visibility` is "hidden"
    tells_due=True,
    tells_attempts=True,
    charges_lateness=True,
    hides=True,
    time_limit_s=570.0,  # Gradescope ends a run after ten minutes unless told otherwise
    places=places,
    occasion=occasion,
    files=files,
)
