"""What is in a kit: the public files of a course, and how to begin. Nothing hidden gets in: whatever is found stops it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from grader.authoring import public
from grader.authoring.verify.hidden import nothing_hidden_is_public
from grader.course import Course, Exercise
from grader.errors import CourseError, Mistake

START = "START-HERE.md"
_ENTRY = re.compile(r"^(?P<key>entry\s*=\s*)(?P<value>\"[^\"\n]*\"|'[^'\n]*')", re.MULTILINE)


def contents(course: Course, *, notebooks: bool = False) -> Mapping[str, bytes]:
    """The files of the kit by name; with `notebooks` every skeleton is one.

    Raises CourseError with everything hidden that lies among the public files.
    """
    mistakes = [mistake for exercise in course.exercises.values() for mistake in _leaks(course, exercise)]
    if mistakes:
        raise CourseError(list(dict.fromkeys(mistakes)))
    home = public.home(course)
    found = {path.relative_to(home).as_posix(): path.read_bytes() for path in public.files(course)}
    if notebooks:
        for exercise in course.exercises.values():
            found = _with_notebook(found, exercise)
    return {START: _start(course, notebooks=notebooks).encode(), **found}


def _leaks(course: Course, exercise: Exercise) -> list[Mistake]:
    law = nothing_hidden_is_public(course, exercise)
    return [Mistake(Path(one.where or exercise.slug), None, one.message, one.hint) for one in law.findings]


def _with_notebook(found: Mapping[str, bytes], exercise: Exercise) -> dict[str, bytes]:
    """The same with this exercise's skeleton as a notebook, which its texts then name."""
    if not exercise.entry.endswith(".py"):
        return dict(found)
    from grader.intake.notebook import from_module

    entry = exercise.entry.removesuffix(".py") + ".ipynb"
    folder = exercise.slug
    changed = {}
    for name, data in found.items():
        if name == f"{folder}/{exercise.entry}":
            changed[f"{folder}/{entry}"] = from_module(data.decode("utf-8-sig")).encode()
        elif name == f"{folder}/exercise.toml":
            changed[name] = _ENTRY.sub(rf'\g<key>"{entry}"', data.decode(), count=1).encode()
        elif name == f"{folder}/README.md":
            changed[name] = data.decode().replace(f"`{exercise.entry}`", f"`{entry}`").encode()
        else:
            changed[name] = data
    return changed


def _start(course: Course, *, notebooks: bool) -> str:
    text = files("grader.authoring.kit").joinpath("start.md").read_text("utf-8")
    listed = "\n".join(f"- [{one.title}]({slug}/README.md)" for slug, one in course.exercises.items())
    if notebooks:
        listed += "\n\nThe files to begin with are notebooks. Open them in Jupyter, and save before you check."
    commands = _commands(next(iter(course.exercises), "SLUG"))
    required = dict.fromkeys(f'"{project}"' for one in course.exercises.values() for project in one.requires)
    more, beside = ("".join(f"{word}{project}" for project in required) for word in (" ", " --with "))
    return Template(text).substitute(title=course.title, commands=commands, exercises=listed, more=more, beside=beside)


def _commands(slug: str) -> str:
    """What is typed most, each with what it is for."""
    uses = {"": "every exercise", f" {slug}": "one", f" {slug} --watch": "again whenever you save"}
    width = max(map(len, uses))
    return "\n".join(f"grade check{words:{width}}   # {what}" for words, what in uses.items())
