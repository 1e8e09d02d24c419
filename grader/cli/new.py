"""`grade new`: begin an exercise."""

from __future__ import annotations

from collections.abc import Mapping
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
    course = course_or_none(request)
    names.free(slug, course)
    root = course.root if course else request.here
    draft = None if request.source is None else _carried(slug, request, console)
    texts = draft.texts if draft else scaffold(slug, request.title)
    listed = place(root, slug, texts)
    if course is None:
        console.say(f"There was no course around: one begins in {root}.")
    console.show(told(slug, draft.what if draft else "a new exercise, whole and small", root, request.here))
    if draft and draft.left:
        console.show(draft.left)
    if not listed:
        console.say(f'Add "{slug}" to the list in exercises/course.toml: it could not be added there.')
    return conclude.FULL


def course_or_none(request: Request) -> Course | None:
    """The course around; None where there is none and none was named: one begins in the working folder then."""
    from grader.authoring import public
    from grader.cli.surroundings import course_around

    try:
        course = course_around(request.course, (), request.here)
    except UsageError:
        if request.course is not None:
            raise
        return None
    if public.home(course) == course.root:
        raise UsageError(
            f"{course.title} is a kit", hint="An exercise begins where the suites are, or in a new folder."
        )
    return course


@dataclass(frozen=True, slots=True)
class Carried:
    """An exercise made from a source: its files, what it is, and what is said of what stayed behind."""

    texts: Mapping[str, str | bytes]
    what: str
    left: str


def _carried(slug: str, request: Request, console: Console) -> Carried:
    """Make the exercise from a source; nothing is written."""
    from grader.authoring.carry import read, settle, texts_of
    from grader.authoring.carry.assemble import LEFT_OVER
    from grader.several import counted

    assert request.source is not None
    draft = read(request.here / request.source)
    console.progress(f"judging the solution of {draft.origin} by {counted(len(draft.checks), 'test')} …")
    settled = settle(draft, slug)
    console.progress("")
    draft = settled.draft
    names = "\n".join(f"  {left.what}: {left.why}" for left in draft.left)
    return Carried(
        texts_of(draft, slug, request.title, settled.losses),
        f"{counted(len(draft.checks), 'check')} from {draft.origin}",
        f"\nNot carried over (solutions/{slug}/{LEFT_OVER} has their texts):\n\n{names}\n" if names else "",
    )


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
