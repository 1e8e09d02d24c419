"""`grade package` and `grade lms …`: make what a platform runs, and be what runs there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import UsageError
from grader.several import counted


@dataclass(frozen=True, slots=True)
class PackageRequest:
    """What was asked for."""

    target: str
    slug: str
    out: Path
    here: Path
    course: Path | None = None
    wheels: bool = False
    python: str | None = None


def package(request: PackageRequest, console: Console) -> int:
    """Write a package."""
    from grader.cli.surroundings import course_around
    from grader.lms.packing import ourselves
    from grader.lms.packing.members import save
    from grader.lms.packing.pack import pack
    from grader.lms.packing.wheels import fetched

    course = course_around(request.course, (), request.here)
    exercise = course.exercise(request.slug)

    def fetch(python: str) -> dict[str, bytes]:
        console.progress(f"fetching wheels for Python {python} …")
        try:
            return fetched(*ourselves.wheel(exercise.requires), python, os.environ)
        finally:
            console.progress("")

    made = pack(request.target, course, exercise, python=request.python, fetch=fetch if request.wheels else None)
    save(made.members, request.out)
    checks = counted(made.parcel.checks, "check")
    console.show(f"{request.out}: {exercise.slug} for {request.target}, {checks}, {made.parcel.max_points} points\n")
    for note in made.notes:
        console.say(f"Note: {note}")
    return conclude.FULL


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What was asked for."""

    target: str
    package: Path
    root: Path
    isolation: str | None = None
    time_limit_s: float | None = None


def run(request: RunRequest, console: Console) -> int:
    """Judge the submission that lies here, and answer as the platform wants it."""
    import msgspec

    from grader.lms import parcel, platform
    from grader.lms.outlet import Folder, Stream
    from grader.lms.run import Run

    found = parcel.read(request.package)
    if found.target != request.target:
        raise UsageError(f"{request.package} was made for {found.target}", hint=f"Say: grade lms run {found.target}")
    if request.time_limit_s is not None:
        found = msgspec.structs.replace(found, time_limit_s=request.time_limit_s)
    target = platform.named(request.target)
    places = target.places(request.root, os.environ)
    outlet = Stream(console.document) if places.results is None else Folder(places.results, places.written_to)
    marked = Run(
        target, found, request.package, places, outlet, _say(console), os.environ, isolation=request.isolation
    )()
    return conclude.FULL if marked.points is not None else target.withheld_exit


def _say(console: Console) -> Callable[[str], None]:
    """Remarks go to stderr; in the log of a GitHub action no line of them may be a command."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return console.say
    from grader.lms.github import no_commands

    return lambda text: console.say(no_commands(text))


def validate(target: str, file: Path, console: Console) -> int:
    """Say whether a platform would take a file, and everything that is wrong with it."""
    from grader.feedback.clean import clean
    from grader.lms import validation

    problems = validation.problems(target, validation.read(file))
    for problem in problems:
        console.show(f"{clean(str(file))}: {clean(problem)}\n")
    if not problems:
        console.show(f"{clean(str(file))}: {target} would take it.\n")
    return conclude.LOST if problems else conclude.FULL
