"""What lies alone in a tree: its only folder, or its only zip, as a tree of its own.

Downloads get wrapped on their way: unpacked into a folder, packed again together with it, saved into a folder of their own.
Whether that is a wrapping or somebody's delivery is not decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.intake.names import is_zip
from grader.intake.tree import Member, Tree, grow, is_litter


class Branch:
    """A folder of a tree."""

    def __init__(self, tree: Tree, folder: str) -> None:
        self._tree, self._prefix = tree, f"{folder}/"
        self.label, self.path = f"{tree.label}/{folder}", tree.path / folder
        self.members: Mapping[str, Member] = {
            name.removeprefix(self._prefix): member
            for name, member in tree.members.items()
            if name.startswith(self._prefix)
        }
        self.folders = frozenset(
            name.removeprefix(self._prefix) for name in tree.folders if name.startswith(self._prefix)
        )

    def read(self, name: str, most: int) -> bytes | None:
        """As the tree reads it."""
        return self._tree.read(self._prefix + name, most)

    def place(self, name: str) -> Path | None:
        """Where it lies on disk, if the tree does."""
        return self._tree.place(self._prefix + name)

    def changed(self, names: Collection[str], folders: Collection[str]) -> bool:
        """As the tree sees it."""
        return self._tree.changed(*([self._prefix + name for name in some] for some in (names, folders)))


def within(tree: Tree) -> Tree | None:
    """What alone lies in a tree, litter aside; None where that is a file, or where several things do."""
    top = {name.partition("/")[0] for name in (*tree.members, *tree.folders) if not is_litter(name)}
    if len(top) != 1:
        return None
    (alone,) = top
    if alone in tree.folders:
        return Branch(tree, alone)
    place = tree.place(alone)
    if place is None or tree.members[alone].odd or not is_zip(alone):
        return None
    try:
        return grow(place)
    except UsageError:  # a file that is only called so
        return None
