"""Blackboard, "Assignment File Download": one flat folder, every attempt under its time.

::

    Add a lock_jdoe_attempt_2026-11-02-21-14-05_add_lock.py
    Add a lock_jdoe_attempt_2026-11-02-21-14-05.txt          what Blackboard says of that attempt

Times have no zone; they are those on the wall of the course.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import takewhile

from grader.intake.handed import Handed, Identity
from grader.intake.layouts import plain
from grader.intake.layouts.layout import Layout, grouped, mostly
from grader.intake.tree import Tree, is_litter

_NAME = re.compile(
    r"(?P<assignment>.+)_(?P<user>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<about>\.txt))"
)
_TIME = "%Y-%m-%d-%H-%M-%S"
Attempt = tuple[str, str, str]
"""Assignment, user, time."""


def matched(name: str) -> re.Match[str] | None:
    """What a file's name says, if it is one of Blackboard."""
    return _NAME.fullmatch(name)


def recognise(tree: Tree) -> bool:
    """Whether files at the top are called as Blackboard calls them."""
    return mostly((name for name in grouped(tree) if not is_litter(name)), matched)


def holds(tree: Tree) -> bool:
    """Whether anything at the top is called so."""
    return any(map(matched, grouped(tree)))


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each attempt."""
    attempts: dict[Attempt, list[re.Match[str]]] = {}
    others: list[Handed] = []
    common = _common(list(filter(None, map(matched, grouped(tree)))))
    for name, files in grouped(tree).items():
        found = matched(name)
        if found:
            user = f"{found['assignment']}_{found['user']}".removeprefix(f"{common}_") if common else found["user"]
            attempts.setdefault((common or found["assignment"], user, found["time"]), []).append(found)
        elif not is_litter(name):
            others.extend(plain.handed_as(name, files, slugs))
    return [*(_delivery(attempt, found) for attempt, found in attempts.items()), *others]


def _common(found: Sequence[re.Match[str]]) -> str:
    """What all are called after where users have a `_` in their names, which else would count to the assignment's. With
    somebody in two of them there are several assignments."""
    users = dict.fromkeys((one["assignment"], one["user"]) for one in found)
    if len({user for _, user in users}) < len(users):
        return ""
    words = zip(*(one["assignment"].split("_") for one in found), strict=False)
    return "_".join(alike[0] for alike in takewhile(lambda column: len(set(column)) == 1, words))


def _delivery(attempt: Attempt, found: Sequence[re.Match[str]]) -> Handed:
    assignment, user, time = attempt
    files = {one["file"]: one.string for one in found if not one["about"]}
    return Handed(
        label=f"{assignment}_{user}_attempt_{time}",
        authors=(user,),
        files=files,
        identities=(Identity(login=user),),
        known=True,
        exercise=assignment,
        submitted_at=_moment(time),
        unread_time="" if _moment(time) else time,
        extra={"username": user},
        strange="" if files else "there is no file in this attempt",
    )


def _moment(time: str) -> datetime | None:
    try:
        return datetime.strptime(time, _TIME)
    except ValueError:  # digits in the shape of a time that no calendar has
        return None


BLACKBOARD = Layout("blackboard", recognise, holds, find, "Add a lock_jdoe_attempt_2026-11-02-21-14-05_add_lock.py")
