"""What a layout is: how a platform lays out the deliveries of a class, and how to read them off again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from grader.intake.handed import Handed
from grader.intake.names import is_program, is_zip
from grader.intake.tree import CLOSED, Tree, is_litter


@dataclass(frozen=True, slots=True)
class Layout:
    """One platform's way."""

    name: str
    """As `--layout` is told."""
    recognise: Callable[[Tree], bool]
    """Whether a tree is laid out so; never true of a tree that merely might be."""
    holds: Callable[[Tree], bool]
    """Whether anything at all in a tree is laid out so: enough for who says that it is."""
    find: Callable[[Tree, Collection[str]], Sequence[Handed]]
    """What was handed in, given the slugs of the exercises that are graded. Every file of the tree that is not
    litter belongs to one delivery, if only to one that says that nothing can be made of it."""
    example: str = ""
    """How something in it is called."""


def grouped(tree: Tree, folder: str = "") -> dict[str, dict[str, str]]:
    """What lies in a folder, by first component: of a file, itself alone; of a folder, the files below it. What a Mac lays
    beside a file on the disks of others (`._x` beside `x`) is left out."""
    prefix = f"{folder}/" if folder else ""
    found: dict[str, dict[str, str]] = {}
    for name in tree.members:
        if name.startswith(prefix):
            rest = name.removeprefix(prefix)
            first, _, inner = rest.partition("/")
            found.setdefault(first, {})[inner or first] = name
    for name in tree.folders:
        if name.startswith(prefix) and "/" not in name.removeprefix(prefix):
            found.setdefault(name.removeprefix(prefix), {})
    return {name: found[name] for name in sorted(found) if not (name.startswith("._") and name[2:] in found)}


def is_passed_over(name: str, files: Iterable[str]) -> bool:
    """Whether something among the deliveries belongs to tools, and is left out without a word. A dot before a name does not make
    it theirs where an answer lies in it (`files`: as in `grouped`): that may be somebody's."""
    if not is_litter(name):
        return False
    if not name.startswith(".") or name.startswith("._") or name in CLOSED:
        return True
    inside = (file for file in files if file == name or not is_litter(file))
    return not any(is_program(file) or is_zip(file) for file in inside)


def called(matched: Callable[[str], object]) -> Callable[[Tree], bool]:
    """Asks whether anything at the top of a tree has a name that matches."""
    return lambda tree: any(map(matched, grouped(tree)))


def mostly_called(matched: Callable[[str], object]) -> Callable[[Tree], bool]:
    """Asks whether nearly everything at the top of a tree has a name that matches."""
    return lambda tree: mostly((name for name in grouped(tree) if not is_litter(name)), matched)


def mostly(names: Iterable[str], matches: Callable[[str], object]) -> bool:
    """Whether nearly all of the names, and at least one, match."""
    listed = list(names)
    return bool(listed) and sum(bool(matches(name)) for name in listed) >= max(1, 0.8 * len(listed))
