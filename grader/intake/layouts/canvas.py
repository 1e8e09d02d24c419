"""Canvas, "Download submissions": one flat folder, every attachment under a name that says whose it is.

::

    doejane_4711_90210_add_lock.py          name without its signs, user, attachment, the file's own name
    doejane_LATE_4711_90211_add_lock-1.py   handed in late; `-1` where a file of that name had been handed in before
    doejane_4711_text.html                  what was typed into a text box
    anon_k3Xb2_90212_add_lock.py            graded anonymously
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from grader.intake.handed import Handed, Identity
from grader.intake.layouts import plain
from grader.intake.layouts.layout import Layout, called, grouped, is_passed_over, mostly
from grader.intake.tree import Tree, is_litter

_NAME = re.compile(
    r"(?P<stem>(?P<name>.*?)(?:_(?P<late>LATE))?_(?P<user>\d+)(?:_(?P<attachment>\d+)_(?P<file>.+)|_(?P<typed>text|link)\.html))"
)
_ANONYMOUS = re.compile(
    r"(?P<stem>(?P<name>anon)(?:_(?P<late>LATE))?_(?P<user>[A-Za-z0-9]+)_(?P<attachment>\d+)_(?P<file>.+))"
)
_AGAIN = re.compile(r"-\d{1,3}(?=\.[^.]+$)")


def matched(name: str) -> re.Match[str] | None:
    """What a file's name says, if it is one of Canvas."""
    return _ANONYMOUS.fullmatch(name) or _NAME.fullmatch(name)


def recognise(tree: Tree) -> bool:
    """Whether files at the top are called as Canvas calls them."""
    top = [name for name in tree.members if "/" not in name and not is_litter(name)]
    return mostly(top, matched) and not any("/" in name for name in tree.members if not is_litter(name))


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each user, with all of their attachments."""
    users: dict[str, list[re.Match[str]]] = {}
    others: list[Handed] = []
    for name, files in grouped(tree).items():
        found = matched(name)
        if found:
            users.setdefault(found["user"], []).append(found)
        elif not is_passed_over(name, files):
            others.extend(plain.handed_as(name, files, slugs))
    return [*_deliveries(users), *others]


def _deliveries(users: Mapping[str, Sequence[re.Match[str]]]) -> Iterator[Handed]:
    for user, attachments in users.items():
        first = attachments[0]
        label = f"{first['name']}_{user}"
        yield Handed(
            label=label,
            authors=(label,),
            files=_files(attachments),
            identities=(Identity(name=first["name"], platform_id=user),),
            known=True,
            marked_late=any(found["late"] for found in attachments),
            extra={"user": user, "file": first["stem"]},
        )


def _files(attachments: Sequence[re.Match[str]]) -> dict[str, str]:
    """Names as handed in -> as they lie there. The number of a repeated upload goes, where no other file is meant."""
    plain_names = [_AGAIN.sub("", found["file"] or f"{found['typed']}.html") for found in attachments]
    return {
        (short if plain_names.count(short) == 1 else found["file"]): found["stem"]
        for short, found in zip(plain_names, attachments, strict=True)
    }


CANVAS = Layout("canvas", recognise, called(matched), find, "doejane_4711_90210_add_lock.py")
