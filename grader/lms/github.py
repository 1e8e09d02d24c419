"""GitHub Actions: the checkout in; step outputs and a job summary out.

Sources: docs.github.com, "Workflow commands for GitHub Actions" (GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, and that a line
beginning with `::` is a command); classroom-resources/autograding-grading-reporter, src/ (the form of a runner's
result, and how it adds up).

That reporter adds up in two ways that disagree as soon as checks have different weights: its console counts passed tests,
its notice sums their scores. So each check is a runner of its own, with one test that carries its whole share: then
both say the same, except that the console gives nothing for a check that earned a part of its points, or for a bonus.

It passes over every runner that is worth 0, points and all. So what a bonus earned is carried by the first runner that is
worth something; and what is withheld is worth 0, so that whoever runs the reporter all the same reports no total.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec

from grader.lms.markdown import page
from grader.lms.marked import Entry, Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import Places
from grader.lms.platform import Platform
from grader.report import written

NOT_SHOWN = "Checks that are not shown yet"


def places(root: Path, environ: Mapping[str, str]) -> Places:
    """The checkout; what is written goes where this step's environment says."""
    aliases = {"outputs": "GITHUB_OUTPUT", "summary.md": "GITHUB_STEP_SUMMARY"}
    found = {name: Path(environ[key]) for name, key in aliases.items() if environ.get(key)}
    return Places(
        submission=root, results=Path(environ.get("RUNNER_TEMP", str(root))) / "grader-results", written_to=found,
        not_theirs=("grader-results",),
    )  # fmt: skip


def occasion(_where: Places, environ: Mapping[str, str]) -> Occasion:
    """Who pushed is told; when it was due, or pushed, is not."""
    return Occasion(author=environ.get("GITHUB_ACTOR") or None)


def files(marked: Marked, _occasion: Occasion, parcel: Parcel) -> dict[str, bytes]:
    """One output for each check, the totals, and the page."""
    outputs = {f"check-{number}": _encoded(one) for number, one in enumerate(runners(marked, parcel), 1)}
    outputs["outcome"] = "withheld" if marked.points is None else "judged"
    outputs["points"] = "" if marked.points is None else written(marked.known)
    outputs["max-points"] = written(marked.max_points)
    return {
        "outputs": "".join(f"{name}={value}\n" for name, value in outputs.items()).encode(),
        "summary.md": page(marked, parcel.exercise).encode("utf-8", "backslashreplace"),
    }


def runners(marked: Marked, parcel: Parcel) -> list[dict[str, Any]]:
    """A result for each check of the suite, as many as the package promises; the reporter passes over those worth 0."""
    found = _with_bonus(list(_runners(marked)))
    return found[: parcel.checks] + [_runner("", "pass", Decimal(0), Decimal(0), "")] * (parcel.checks - len(found))


def _runners(marked: Marked) -> Iterator[dict[str, Any]]:
    if marked.points is None:
        yield _runner("Not graded", "error", Decimal(0), Decimal(0), "\n".join(marked.words))
        return
    for entry in marked.shown:
        yield _of_entry(entry)
    unshown = marked.unshown
    if unshown:
        status = "pass" if all(entry.passed for entry in unshown) else "fail"
        points = sum((entry.earned for entry in unshown), Decimal(0))
        most = sum((entry.max_points for entry in unshown), Decimal(0))
        yield _runner(NOT_SHOWN, status, points, most, "\n".join(marked.remaining))


def _with_bonus(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same sum, without points in a runner that is worth nothing."""
    bonus = Decimal(0)
    for runner in found:
        if not runner["max_score"]:
            (test,) = runner["tests"]
            bonus += Decimal(str(test["score"]))
            test["score"] = 0.0
    carrier = next((runner["tests"][0] for runner in found if runner["max_score"]), None)
    if bonus and carrier is not None:
        carrier["score"] = float(Decimal(str(carrier["score"])) + bonus)
        carrier["message"] = f"Carries a bonus of {written(bonus)}.\n{carrier['message']}".strip()
    return found


def _of_entry(entry: Entry) -> dict[str, Any]:
    status = "pass" if entry.passed else "fail"
    return _runner(entry.title, status, entry.earned, entry.max_points, entry.text)


def _runner(name: str, status: str, points: Decimal, most: Decimal, message: str) -> dict[str, Any]:
    test = {
        "name": no_commands(name),
        "status": status,
        "score": float(points),
        "message": no_commands(message),
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }
    return {"version": 1, "status": status, "max_score": float(most), "tests": [test]}


def no_commands(text: str) -> str:
    """Text that may stand in a job's log: a line that begins with `::` or `##[` would be a command to the runner."""
    return text.replace("::", ": :").replace("##[", "## [")


def _encoded(document: dict[str, Any]) -> str:
    return base64.b64encode(msgspec.json.encode(document)).decode()


PLATFORM: Final = Platform(
    name="github",
    students_read_log=True,  # the log of a job in their repository
    students_read_package=True,
    withheld_exit=3,
    time_limit_s=600.0,
    places=places,
    occasion=occasion,
    files=files,
)
