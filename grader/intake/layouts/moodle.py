"""Moodle, "Download all submissions": a folder for each participant, or flat files with the same beginning.

::

    Jane Doe_4711_assignsubmission_file/add_lock.py          name, participant
    Jane Doe_4711_assignsubmission_file_/add_lock.py         before Moodle 4.1
    Jane Doe_4711_assignsubmission_file_add_lock.py          without folders
    Jane Doe_4711_assignsubmission_onlinetext/onlinetext.html
    Participant_4711_…   team red_12_…                       graded blindly; a team and its number
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from grader.intake.handed import Handed, Identity
from grader.intake.layouts import plain
from grader.intake.layouts.layout import Layout, called, grouped, is_passed_over, mostly_called
from grader.intake.tree import Tree

_NAME = re.compile(
    r"(?P<who>(?P<name>.+?)_(?P<number>\d+))_assignsubmission_(?P<plugin>file|onlinetext)(?:_(?P<file>.*))?"
)
matched = _NAME.fullmatch
"""What a folder's or a flat file's name says, if it is one of Moodle."""


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each participant, with what was typed beside what was uploaded."""
    people: dict[str, list[tuple[re.Match[str], Mapping[str, str]]]] = {}
    others: list[Handed] = []
    for name, files in grouped(tree).items():
        found = matched(name)
        if found:
            people.setdefault(found["who"], []).append((found, files))
        elif not is_passed_over(name, files):
            others.extend(plain.handed_as(name, files, slugs))
    return [*(_delivery(who, parts) for who, parts in people.items()), *others]


def _delivery(who: str, parts: Sequence[tuple[re.Match[str], Mapping[str, str]]]) -> Handed:
    first, _ = parts[0]
    files: dict[str, str] = {}
    for found, inside in parts:
        for name, place in inside.items():
            flat = found["file"] if name == found.string else ""
            files[flat or name] = place
    return Handed(
        label=who,
        authors=(who,),
        files=files,
        identities=(Identity(name=first["name"], participant=first["number"]),),
        known=True,
        extra={"participant": first["number"], "folder": f"{who}_assignsubmission_file"},
        strange="" if files else f"{who} is empty",
    )


MOODLE = Layout(
    "moodle", mostly_called(matched), called(matched), find, "Jane Doe_4711_assignsubmission_file/add_lock.py"
)
