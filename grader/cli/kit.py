"""`grade kit`: what students download."""

from __future__ import annotations

from pathlib import Path

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import UsageError


def kit(out: Path, console: Console, *, here: Path, course_folder: Path | None, notebooks: bool) -> int:
    """Write the kit of the course around."""
    from grader.authoring import public
    from grader.authoring.kit import contents, pack
    from grader.cli.surroundings import course_around
    from grader.several import counted

    course = course_around(course_folder, (), here)
    if public.home(course) == course.root:
        raise UsageError(f"{course.title} is a kit already")
    if not course.exercises:
        raise UsageError(f"{course.title} has no exercises", hint="Begin one: grade new SLUG.")
    found = contents(course, notebooks=notebooks)
    pack(here / out, found)
    exercises, number = counted(len(course.exercises), "exercise"), counted(len(found), "file")
    console.show(f"{out}: {exercises}, {number}, nothing hidden. Students begin with START-HERE.md.\n")
    bare = [slug for slug in course.exercises if not course.exercise(slug).has_examples]
    if bare:
        console.show(f"Students have nothing to check in {', '.join(bare)}: there are no examples.\n")
    return conclude.FULL
