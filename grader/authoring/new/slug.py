"""What an exercise may be called, and what its files are called after it."""

from __future__ import annotations

import re
import sys
import unicodedata
from keyword import iskeyword

from grader.course import Course
from grader.course.load import SLUG
from grader.errors import UsageError


def checked(slug: str) -> str:
    """The slug, if it is one; UsageError with the nearest that would be."""
    if SLUG.fullmatch(slug):
        return slug
    meant = _near(slug)
    hint = "A slug has small letters, digits and single hyphens" + (f": {meant}." if meant else ".")
    raise UsageError(f"{slug!r} cannot be an exercise's name", hint=hint)


def free(slug: str, course: Course | None) -> str:
    """The slug, if no exercise is called so yet."""
    if course is not None and slug in course.exercises:
        raise UsageError(f"there is an exercise {slug} already", hint="Nothing was changed. Choose another name.")
    return slug


def module_of(slug: str) -> str:
    """`use-semaphore` is handed in as `use_semaphore.py`; a module cannot begin with a digit or be a word of the language's,
    and one that is called like a module of Python's stands in its place."""
    name = slug.replace("-", "_")
    usable = name.isidentifier() and not iskeyword(name) and name not in sys.stdlib_module_names
    return f"{name if usable else 'ex_' + name}.py"


def title_of(slug: str) -> str:
    """`use-semaphore`: Use semaphore."""
    words = slug.replace("-", " ")
    return words[0].upper() + words[1:]


def _near(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
