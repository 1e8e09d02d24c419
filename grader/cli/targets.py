"""What the words after `grade check` mean: which files, judged as which exercise.

A target is a slug, a file or a folder. Nothing is guessed: where two readings are possible, both are named.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course.model import Course, Exercise
from grader.errors import UsageError
from grader.intake.sources import Delivery
from grader.typed import as_typed

FILES = (".py", ".ipynb", ".zip")


@dataclass(frozen=True, slots=True)
class Task:
    """One delivery to judge as one exercise."""

    exercise: Exercise
    delivery: Delivery
    typed: str
    """The delivery as the reader would name it in the next command."""

    def file(self, entry: str) -> str:
        """The entry as the reader would name it."""
        return (Path(self.typed) / entry).as_posix() if self.delivery.path.is_dir() else self.typed


def resolve(targets: Sequence[str], course: Course, *, exercise: str | None, here: Path) -> list[Task]:
    """Find out what is to be judged; without targets, every exercise of the course around, wherever in it one stands."""
    asked = None if exercise is None else course.exercise(exercise)
    if not targets:
        return [in_place(each, here) for each in ([asked] if asked else course.exercises.values())]
    return [task for target in targets for task in _one(target, course, asked, here)]


def in_place(exercise: Exercise, here: Path) -> Task:
    """The student's own file in the exercise's folder, with what lies beside it."""
    return Task(exercise, Delivery(exercise.skeleton, neighbours=True), _typed(exercise.skeleton, here))


def _one(target: str, course: Course, asked: Exercise | None, here: Path) -> list[Task]:
    if not target.strip():
        raise UsageError("an empty word is no exercise, file or folder", hint="Leave it out to judge every exercise.")
    path = here / target
    if target in course.exercises:
        return [_slug(target, path, course, asked, here)]
    _refuse_checks(path, target, course)
    if path.is_dir():
        return _folder(path, target, course, asked, here)
    if path.exists() or path.is_symlink():
        return [_file(path, target, course, asked)]
    raise _missing(target, path, course)


def _slug(slug: str, path: Path, course: Course, asked: Exercise | None, here: Path) -> Task:
    """A bare word that is a slug; a folder of that name here could be meant as well."""
    exercise = course.exercises[slug]
    if path.is_dir() and not _same(path, exercise.folder):
        own = _typed(exercise.skeleton, here)
        raise UsageError(
            f"{slug} is an exercise, and a folder here",
            hint=f"Write ./{slug} for the folder, or {own} for the exercise's own file.",
        )
    if asked is not None and asked != exercise:
        raise UsageError(f"{slug} is an exercise itself and cannot be judged as {asked.slug}")
    return in_place(exercise, here)


def _folder(path: Path, target: str, course: Course, asked: Exercise | None, here: Path) -> list[Task]:
    """A folder: the course itself, an exercise's own folder, or a whole submission."""
    if asked is None and any(_same(path, root) for root in (course.root, course.root / "exercises")):
        return [in_place(exercise, here) for exercise in course.exercises.values()]
    home = next((one for one in course.exercises.values() if _same(path, one.folder)), None)
    if home is not None and asked in (None, home):
        return [in_place(home, here)]
    _refuse_several(path, target, course, asked)
    exercise = asked or _around(path, course) or _of_folder(path, target, course)
    return [Task(exercise, Delivery(path, neighbours=True), target)]


def _refuse_checks(path: Path, target: str, course: Course) -> None:
    """Who wants to run the examples may well name them."""
    home = next((one for one in course.exercises.values() if _lies_in(path, one.examples)), None)
    if home is not None:
        raise UsageError(
            f"{target} holds checks of {home.slug}, and no answer", hint=f"They are run by: grade check {home.slug}"
        )


def _refuse_several(path: Path, target: str, course: Course, asked: Exercise | None) -> None:
    """A folder of folders, in more than one of which an entry lies, is no submission but a class."""
    slugs = {Path(one.entry).stem: one.slug for one in ([asked] if asked else course.exercises.values())}
    inside = _listed_in(path)
    if any(entry.suffix in FILES for entry in inside):
        return
    folders = [_listed_in(folder) for folder in inside if folder.is_dir() and not folder.is_symlink()]
    for_each = [
        [slugs[file.stem] for file in files if file.suffix in FILES and file.stem in slugs] for files in folders
    ]
    if sum(map(bool, for_each)) > 1:
        named = "".join(f" --exercise {slug}" for slug in dict.fromkeys(slug for found in for_each for slug in found))
        raise UsageError(
            f"{target} holds {sum(map(bool, for_each))} submissions, each in a folder of its own",
            hint=f"Judge a whole class with: grade batch {as_typed(target)}{named} --out results",
        )


def _listed_in(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError:
        return []  # who reads what is handed in says why it cannot


def _file(path: Path, target: str, course: Course, asked: Exercise | None) -> Task:
    """A file; its neighbours come along only from inside an exercise's folder."""
    if asked is None and path.suffix not in FILES:
        hint = "Say --exercise SLUG, if it is Python all the same."
        raise UsageError(f"{target} is neither a .py nor an .ipynb file", hint=hint)
    home = _around(path, course)
    exercise = asked or home or _of_name(path, target, course)
    return Task(exercise, Delivery(path, neighbours=home is not None), target)


def _around(path: Path, course: Course) -> Exercise | None:
    """The exercise in whose folder something lies."""
    return next((one for one in course.exercises.values() if _lies_in(path, one.folder)), None)


def _of_name(path: Path, target: str, course: Course) -> Exercise:
    """The one exercise whose entry has this name, as a script or as a notebook."""
    found = [one for one in course.exercises.values() if Path(one.entry).stem == path.stem]
    return _only(found, target, course)


def _of_folder(path: Path, target: str, course: Course) -> Exercise:
    """The one exercise whose entry lies in this folder, else the one that the folder is named after."""
    inside = {entry.stem for entry in _listed_in(path) if entry.suffix in FILES}
    found = [one for one in course.exercises.values() if Path(one.entry).stem in inside]
    name = Path(os.path.realpath(path)).name
    if not found and name in course.exercises:
        found = [course.exercises[name]]
    return _only(found, target, course)


def _only(found: list[Exercise], target: str, course: Course) -> Exercise:
    if len(found) == 1:
        return found[0]
    if found:
        slugs = " and ".join(one.slug for one in found)
        raise UsageError(f"{target} could be for {slugs}", hint="Say which: --exercise SLUG.")
    raise UsageError(
        f"it is not clear which exercise {target} is for", hint=f"Say it: --exercise SLUG. {course.listed}"
    )


def _missing(target: str, path: Path, course: Course) -> UsageError:
    """Nothing is there: a file was meant if it looks like one, else an exercise."""
    if path.suffix in FILES or "/" in target or "\\" in target:
        return UsageError(f"{target}: there is no such file or folder", hint=_near(path))
    return UsageError(f"there is no exercise, file or folder {target!r}", hint=course.perhaps(target))


def _near(path: Path) -> str | None:
    from difflib import get_close_matches

    try:
        names = {entry.stem: entry.name for entry in sorted(path.parent.iterdir())}  # an ending alike says nothing
    except OSError:
        return f"There is no folder {path.parent} either."
    close = get_close_matches(path.stem, names, n=1)
    return f"Did you mean {names[close[0]]}?" if close else None


def _lies_in(path: Path, folder: Path) -> bool:
    # Unlike `resolve`, `realpath` has an answer for links in a circle.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _typed(path: Path, here: Path) -> str:
    try:
        return Path(os.path.realpath(path)).relative_to(os.path.realpath(here)).as_posix()
    except ValueError:
        return path.as_posix()
