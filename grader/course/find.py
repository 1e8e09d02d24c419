"""Where a course lies."""

from __future__ import annotations

from pathlib import Path

from grader.errors import UsageError
from grader.typed import as_typed

COURSE_FILE = "course.toml"
EXERCISES = "exercises"


def find(start: Path, course: Path | None = None) -> Path:
    """Find the folder that holds `course.toml`: of the course named, else the nearest upwards from `start`.

    A course may be named by the folder around `exercises/`, by the folder of `course.toml` (a kit), or by the file.
    """
    if course is not None:
        home = _home(course.parent if course.name == COURSE_FILE else course)
        if home is None:
            missing = "" if course.exists() else ": there is no such folder"
            raise UsageError(f"{course} is not a course{missing}", hint=f"A course holds {EXERCISES}/{COURSE_FILE}.")
        return home
    start = start.resolve()
    for folder in (start, *start.parents):
        home = _home(folder)
        if home is not None:
            return home
    raise UsageError(f"there is no course around {start}", hint=_below(start))


def _below(start: Path) -> str:
    """Where to go instead: whoever has just unpacked a kit stands above it."""
    named = "--course DIR: the folder of a kit, or the one that holds " + f"{EXERCISES}/{COURSE_FILE}"
    try:
        below = sorted(folder.name for folder in start.iterdir() if folder.is_dir() and _home(folder))
    except OSError:
        below = []
    if below:
        return f"There is one below: cd {as_typed(below[0])}. Or name one with {named}."
    return f"Go into its folder, or name it with {named}."


def _home(folder: Path) -> Path | None:
    """Look in `exercises/` first: beside it, another tool's `course.toml` means nothing."""
    for home in (folder / EXERCISES, folder):
        if (home / COURSE_FILE).is_file():
            return home.resolve()
    return None
