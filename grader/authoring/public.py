"""What students get: everything in `exercises/`, without what tools leave there and what is a draft."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from grader.course import Course, Exercise

_TOOLS = frozenset({"__pycache__", "node_modules", "thumbs.db", "desktop.ini"})


def home(course: Course) -> Path:
    """The folder of `course.toml`."""
    inside = course.root / "exercises"
    return inside if inside.is_dir() else course.root


def files(course: Course) -> list[Path]:
    """Every public file of the course, sorted; links are among them, and nothing behind one is."""
    return sorted(_walk(home(course)))


def files_of(course: Course, exercise: Exercise) -> list[Path]:
    """The public files of one exercise, and those of the course that belong to no exercise."""
    others = [other.folder for other in course.exercises.values() if other is not exercise]
    return [path for path in files(course) if not any(path.is_relative_to(folder) for folder in others)]


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if _is_left_out(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _is_left_out(name: str) -> bool:
    return (name[0] in "._" and name != "__init__.py") or name.lower() in _TOOLS or name.endswith((".pyc", ".pyo", "~"))
