"""Where a test file lies in a course, told from its path alone: cheap enough to ask of every test of every project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

EXERCISES = "exercises"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of checks, and whose they are."""

    home: Path
    """The folder of `course.toml`."""
    slug: str
    which: Literal["suite", "examples"]
    folder: Path

    def programs(self) -> list[Path]:
        """What to try the checks on when nothing is named: the references, or in a kit the student's own files."""
        mine = self.home / self.slug
        if self.home.name != EXERCISES:
            return [mine]
        solutions = self.home.parent / "solutions" / self.slug
        return sorted(path for path in solutions.glob("reference*") if path.is_dir()) or [mine]


def find(path: Path) -> Place | None:
    """The place of a test file, or None where it belongs to no course."""
    for folder in path.parents:
        place = _place(folder)
        if place is not None and (place.home / "course.toml").is_file():
            return place
    return None


def _place(folder: Path) -> Place | None:
    above = folder.parent
    if above.name == "suites" and above.parent.name == "tests":
        return Place(above.parent.parent / EXERCISES, folder.name, "suite", folder)
    if folder.name == "examples":
        return Place(above.parent, above.name, "examples", folder)
    return None
