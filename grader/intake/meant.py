"""What a reader of the page should know first: that nothing was handed in, or the answer to something else.

Judged it is all the same, since nothing is guessed; but a page of lost points that does not say so sends its reader looking
for mistakes in a file that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.course.model import Exercise
from grader.intake.names import PYTHON
from grader.intake.submission import Submission
from grader.several import listed

_DEFINED = re.compile(r"^(?:async\s+def|def|class)\s+(\w+)", re.MULTILINE)
_ASSIGNED = re.compile(r"^([A-Z]\w*)\s*=(?!=)", re.MULTILINE)
_CODE = re.compile(r"^\s*[^#\s]", re.MULTILINE)


def remarks(submission: Submission, exercise: Exercise, others: Iterable[Exercise]) -> tuple[str, ...]:
    """That the file holds no code, or looks like the answer to one of the others; nothing for any other file."""
    if submission.problem is not None:
        return ()
    if not holds_code(submission.source):
        return (f"{submission.entry} holds no code at all. Is it the file that you meant to hand in, and is it saved?",)
    mine, wanted = _names(submission.source), _skeletons_names(exercise)
    if not wanted or mine & wanted:
        return ()
    alike = [other.slug for other in others if (names := _skeletons_names(other)) and names <= mine]
    if not alike:
        return ()
    named = listed(alike, "or")
    return (f"{submission.entry} looks like an answer to {named}, and it was judged as one to {exercise.slug}.",)


def holds_code(source: str) -> bool:
    """Whether there is anything but blanks and comments."""
    return _CODE.search(source) is not None


def _skeletons_names(exercise: Exercise) -> set[str]:
    """What the skeleton defines; nothing is known of a notebook, or of one that the student has moved."""
    if exercise.skeleton.suffix != PYTHON:
        return set()
    try:
        return _names(exercise.skeleton.read_text("utf-8", errors="replace"))
    except OSError:
        return set()


def _names(source: str) -> set[str]:
    """The functions and classes at the left margin; of a text without any, what is assigned there."""
    return set(_DEFINED.findall(source)) or set(_ASSIGNED.findall(source))
