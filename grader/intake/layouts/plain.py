"""Folders and files as somebody put them: a file or a folder for each author.

::

    ada.py  ben.zip  cleo/…                one for each author
    ada/add-lock/…                         for each author one for each exercise
    add-lock/ada.py  add-lock/ben/…        for each exercise one for each author

Nothing but the names is known, so an author is called what the file or folder is called, as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from grader.intake.handed import Handed
from grader.intake.layouts.layout import Layout, grouped, is_passed_over
from grader.intake.names import is_program
from grader.intake.tree import Tree, is_litter

Files = Mapping[str, str]

DOTTED = "if somebody handed it in, give it a name without, and the same command again"


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each file and folder at the top."""
    return list(_found(tree, _root(tree, slugs), slugs))


def handed_as(name: str, files: Files, slugs: Collection[str], *, exercise: str = "") -> Iterator[Handed]:
    """The deliveries in one author's file or folder: one, or one for each folder that is called like an exercise."""
    dotted = f"{name} begins with a dot, as what tools leave behind does: {DOTTED}" if name.startswith(".") else ""
    by_exercise = {slug: _within(files, slug) for slug in slugs} if not exercise else {}
    named = {slug: inside for slug, inside in by_exercise.items() if inside}
    for slug, inside in named.items():
        yield Handed(label=name, authors=(name,), files=inside, exercise=slug, strange=dotted)
    rest = {file: place for file, place in files.items() if file.partition("/")[0] not in named}
    if rest or not named:
        strange = dotted or ("" if rest else f"{name} is empty")
        yield Handed(label=name, authors=(name,), files=rest, exercise=exercise, strange=strange)


def _found(tree: Tree, root: str, slugs: Collection[str]) -> Iterator[Handed]:
    for name, files in grouped(tree, root).items():
        if is_passed_over(name, files):
            continue
        if name in slugs:
            for author, theirs in grouped(tree, f"{root}/{name}" if root else name).items():
                if not is_passed_over(author, theirs):
                    yield from handed_as(author, theirs, slugs, exercise=name)
        else:
            yield from handed_as(name, files, slugs)


def _within(files: Files, slug: str) -> dict[str, str]:
    return {name.removeprefix(f"{slug}/"): place for name, place in files.items() if name.startswith(f"{slug}/")}


def _root(tree: Tree, slugs: Collection[str]) -> str:
    """Step into a folder that holds everything, where it can only be a wrapping: zips of a folder have one.

    One folder alone may also be the only author's. It is theirs when programs lie in it directly.
    """
    at = ""
    while True:
        top = [name for name in grouped(tree, at) if not is_litter(name)]
        if len(top) != 1 or top[0] in slugs or (inner := f"{at}/{top[0]}" if at else top[0]) not in tree.folders:
            return at
        inside = [name for name in grouped(tree, inner) if not is_litter(name)]
        wraps = tree.path.stem == top[0] and tree.place(inner) is None
        if not wraps and (len(inside) < 2 or any(is_program(name) for name in inside)):
            return at
        at = inner


PLAIN = Layout("plain", lambda _: True, lambda _: True, find, "ada.py")
