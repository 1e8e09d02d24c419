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
from grader.intake.layouts.layout import Layout, called, grouped, is_passed_over, mostly_called
from grader.intake.tree import Tree

_NAME = re.compile(
    r"(?P<assignment>.+)_(?P<user>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<about>\.txt))"
)
_TIME = "%Y-%m-%d-%H-%M-%S"
Attempt = tuple[str, str, str]
"""Assignment, user, time."""
matched = _NAME.fullmatch
"""What a file's name says, if it is one of Blackboard."""


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each attempt."""
    attempts: dict[Attempt, list[re.Match[str]]] = {}
    others: list[Handed] = []
    columns = _columns(list(filter(None, map(matched, grouped(tree)))))
    for name, files in grouped(tree).items():
        found = matched(name)
        if found:
            column = columns[found["assignment"]]
            user = f"{found['assignment']}_{found['user']}".removeprefix(f"{column}_")
            attempts.setdefault((column, user, found["time"]), []).append(found)
        elif not is_passed_over(name, files):
            others.extend(plain.handed_as(name, files, slugs))
    return [*(_delivery(attempt, found) for attempt, found in attempts.items()), *others]


def _columns(found: Sequence[re.Match[str]]) -> dict[str, str]:
    """What is read as an assignment's name -> its name. Users may have a `_` in theirs, and then the part before counts to the
    assignment's: so one that begins with another is that, and what few people have each is what all are called after. With
    somebody in two of them, or several in each, there are several."""
    users: dict[str, set[str]] = {}
    for one in found:
        users.setdefault(one["assignment"], set()).add(one["user"])

    def is_of(name: str, other: str) -> bool:
        return name == other or (name.startswith(f"{other}_") and users[name].isdisjoint(users[other]))

    columns = {name: min((other for other in users if is_of(name, other)), key=len) for name in users}
    alone = {name: some for name, some in users.items() if columns[name] == name}
    if all(len(some) > 1 for some in alone.values()) or len(set().union(*alone.values())) < sum(
        map(len, alone.values())
    ):
        return columns
    words = zip(*(name.split("_") for name in alone), strict=False)
    common = "_".join(alike[0] for alike in takewhile(lambda column: len(set(column)) == 1, words))
    return dict.fromkeys(users, common) if common else columns


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


BLACKBOARD = Layout(
    "blackboard",
    mostly_called(matched),
    called(matched),
    find,
    "Add a lock_jdoe_attempt_2026-11-02-21-14-05_add_lock.py",
)
