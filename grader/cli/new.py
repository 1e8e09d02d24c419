"""`grade new`: begin an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    slug: str
    here: Path
    course: Path | None = None
    title: str | None = None
    source: Path | None = None
    """A script, notebook or folder to make the exercise from."""


def new(request: Request, console: Console) -> int:
    """Write a new exercise into the course around, or into a new course here."""
    from grader.authoring.new import slug as names
    from grader.authoring.new.place import place
    from grader.authoring.new.scaffold import scaffold

    slug = names.checked(request.slug)
    root, course = course_or_here(request, console)
    names.free(slug, course)
    if request.source is None:
        listed = place(root, slug, scaffold(slug, request.title))
        console.show(told(slug, "a new exercise, whole and small", root, request.here))
    else:
        listed = _carried(slug, root, request, console)
    if not listed:
        console.say(f'Add "{slug}" to the list in exercises/course.toml: it could not be added there.')
    return conclude.FULL


def course_or_here(request: Request, console: Console) -> tuple[Path, Course | None]:
    """The folder that holds `exercises/`; without a course around, one is begun in the working folder."""
    from grader.authoring import public
    from grader.authoring.new.place import begin_course
    from grader.cli.surroundings import course_around

    try:
        course = course_around(request.course, (), request.here)
    except UsageError:
        if request.course is not None:
            raise
        begin_course(request.here)
        console.say(f"There was no course around: one begins in {request.here}.")
        return request.here, None
    if public.home(course) == course.root:
        raise UsageError(
            f"{course.title} is a kit", hint="An exercise begins where the suites are, or in a new folder."
        )
    return course.root, course


def _carried(slug: str, root: Path, request: Request, console: Console) -> bool:
    """Make the exercise from a source, and say what stayed behind."""
    from grader.authoring.carry import read, settle, texts_of
    from grader.authoring.carry.assemble import LEFT_OVER
    from grader.authoring.new.place import place
    from grader.authoring.verify.tried import counted

    assert request.source is not None
    draft = read(request.here / request.source)
    console.progress(f"judging the solution of {draft.origin} by {counted(len(draft.checks), 'test')} …")
    settled = settle(draft, slug)
    console.progress("")
    draft = settled.draft
    listed = place(root, slug, texts_of(draft, slug, request.title, settled.losses))
    console.show(told(slug, f"{counted(len(draft.checks), 'check')} from {draft.origin}", root, request.here))
    if draft.left:
        names = "\n".join(f"  {left.what}: {left.why}" for left in draft.left)
        console.show(f"\nNot carried over (solutions/{slug}/{LEFT_OVER} has their texts):\n\n{names}\n")
    return listed


def told(slug: str, what: str, root: Path, here: Path) -> str:
    """What lies where, and what comes next."""
    where = root.resolve()
    places = {
        f"exercises/{slug}/": "what students get: statement, skeleton, examples",
        f"tests/suites/{slug}/": "the hidden suite",
        f"solutions/{slug}/": "right answers, and wrong ones with what they must lose",
    }
    widest = max(map(len, places))
    lines = [f"  {name:{widest}}  {what}" for name, what in places.items()]
    before = [] if where == here.resolve() else [f"In {where}:", ""]
    after = ["", "Change it piece by piece, and after each step run", "", f"  grade verify {slug}", ""]
    return "\n".join([*before, f"{slug}: {what}", "", *lines, *after])
