"""nbgrader: `submitted/STUDENT/ASSIGNMENT/…`, with the time in `timestamp.txt`.

The course's folder (with `source`, `release` and `autograded` beside) and the folder `submitted` alone are both known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from grader.errors import DeliveryError
from grader.intake.handed import Handed, Identity
from grader.intake.layouts import plain
from grader.intake.layouts.layout import Layout, grouped, is_passed_over
from grader.intake.tree import Tree, is_litter

SUBMITTED, TIMESTAMP = "submitted", "timestamp.txt"
LONGEST = 40
"""Of what is no time so much is told."""
_BESIDE = frozenset({"source", "release", "autograded", "feedback", "nbgrader_config.py", "gradebook.db"})
_TIME = re.compile(r"(?P<moment>\d{4}-\d\d-\d\d[ T][\d:.]+)\s*(?P<zone>\S*)")


def recognise(tree: Tree) -> bool:
    """Whether there is nbgrader's folder, or students' folders with assignments that bear a time."""
    top = set(grouped(tree))
    if SUBMITTED in top and top & _BESIDE:
        return True
    return any(name.count("/") == 2 and name.endswith(f"/{TIMESTAMP}") for name in _below(tree))


def holds(tree: Tree) -> bool:
    """Whether there is the folder of what was submitted, or any file of an assignment of a student."""
    return _root(tree) == SUBMITTED or any(name.count("/") > 1 for name in tree.members)


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each student and assignment."""
    return list(_found(tree, slugs))


def _root(tree: Tree) -> str:
    return SUBMITTED if SUBMITTED in grouped(tree) else ""


def _below(tree: Tree) -> Iterator[str]:
    prefix = f"{root}/" if (root := _root(tree)) else ""
    return (name.removeprefix(prefix) for name in tree.members if name.startswith(prefix))


def _found(tree: Tree, slugs: Collection[str]) -> Iterator[Handed]:
    root = _root(tree)
    for student, all_of_it in grouped(tree, root).items():
        if is_passed_over(student, all_of_it):
            continue
        home = f"{root}/{student}" if root else student
        if home not in tree.folders or is_litter(student):
            yield from plain.handed_as(student, all_of_it, slugs)
            continue
        for assignment, files in grouped(tree, home).items():
            if not is_litter(assignment):
                yield _delivery(student, assignment, files, tree)


def _delivery(student: str, assignment: str, files: Mapping[str, str], tree: Tree) -> Handed:
    theirs = {name: place for name, place in files.items() if name != TIMESTAMP}
    said = _said(files[TIMESTAMP], tree) if TIMESTAMP in files else None
    when = _moment(said or "")
    return Handed(
        label=f"{student}/{assignment}",
        authors=(student,),
        files=theirs,
        identities=(Identity(login=student),),
        known=True,
        exercise=assignment,
        submitted_at=when,
        unread_time="" if when or said is None else said[:LONGEST] or f"nothing in {TIMESTAMP}",
        extra={"student": student, "assignment": assignment},
        strange="" if theirs else f"{student}/{assignment} is empty",
    )


def _said(place: str, tree: Tree) -> str:
    try:
        data = tree.read(place, 200)
    except DeliveryError as refusal:
        return str(refusal)
    return (data or b"").decode("utf-8", "replace").strip()


def _moment(said: str) -> datetime | None:
    """The time in a timestamp, as nbgrader writes it: `2026-11-02 21:14:05.123456 Europe/Berlin`, `… UTC`, or `… +0100`."""
    found = _TIME.match(said)
    if found is None:
        return None
    try:
        if found["zone"].startswith(("+", "-")):
            return datetime.fromisoformat(found["moment"] + found["zone"])
        when = datetime.fromisoformat(found["moment"])
        return when.replace(tzinfo=ZoneInfo(found["zone"] or "UTC"))
    except (ValueError, KeyError, OSError):
        return None


NBGRADER = Layout("nbgrader", recognise, holds, find, f"{SUBMITTED}/jdoe/add-lock/{TIMESTAMP}")
