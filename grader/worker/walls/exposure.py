"""How paths of this machine come to lie below a new root: found out once by a keeper, done by each of its moulds.

Every path must lead where it leads outside, whatever links it goes through. To follow them takes longer than to mount what
they lead to, and they are the same for all that a keeper sees through.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

READONLY, NOSUID, NODEV, NOEXEC = 1, 2, 4, 8
MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the way to something; it may be there already."""

    path: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is outside."""

    path: str
    target: str


@dataclass(frozen=True, slots=True)
class Bound:
    """What is outside, to be looked at with these restrictions."""

    path: str
    attributes: int
    is_folder: bool


Part = Folder | Link | Bound


def exposure(*, reads: Iterable[str], devices: Iterable[str]) -> tuple[Part, ...]:
    """The parts of the new root that show these paths, in the order in which they can be made."""
    plan = _Plan()
    for path in reads:
        plan.expose(path, READONLY | NOSUID | NODEV)
    for path in devices:
        plan.expose(path, NOSUID | NOEXEC)
    return tuple(plan.parts)


class _Plan:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._made: set[str] = {"", "/"}
        self._bound: list[str] = []

    def expose(self, path: str, attributes: int, links: int = MOST_LINKS) -> None:
        """Make a path lead where it leads outside."""
        here = ""
        parts = path.strip("/").split("/")
        for index, part in enumerate(parts):
            here = f"{here}/{part}"
            if os.path.islink(here) and links > 0:
                target = os.readlink(here)
                self._link(here, target)
                rest = os.path.normpath(os.path.join(os.path.dirname(here), target, *parts[index + 1 :]))
                self.expose(rest, attributes, links - 1)
                return
        self._bind(path, attributes)

    def _bind(self, path: str, attributes: int) -> None:
        if self._shows(path) or not os.path.lexists(path):
            return
        is_folder = os.path.isdir(path)
        self._have(path if is_folder else os.path.dirname(path))
        self.parts.append(Bound(path, attributes, is_folder))
        self._bound.append(path)

    def _link(self, path: str, target: str) -> None:
        if path in self._made or self._shows(path):
            return
        self._have(os.path.dirname(path))
        self.parts.append(Link(path, target))
        self._made.add(path)

    def _have(self, folder: str) -> None:
        if folder in self._made:
            return
        self._have(os.path.dirname(folder))
        self.parts.append(Folder(folder))
        self._made.add(folder)

    def _shows(self, path: str) -> bool:
        """Whether it can be seen already."""
        return any(path == bound or path.startswith(f"{bound}/") for bound in self._bound)
