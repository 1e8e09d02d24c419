"""A program that students were given to read: run and explored exactly as it was handed out, to judge what they foretold.

It lies in the exercise's `given/`, where students read it, and runs without any file of the submission. What goes wrong
with it is never the student's fault: a program that deadlocks or raises is told as one of its endings, and one that
cannot be run at all is a mistake of the course.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from grader.errors import UsageError
from grader.intake import Submission
from grader.intake.accept import submission_of
from grader.intake.bundle import Bundle
from grader.sandbox.claims import Claim
from grader.sandbox.exploration import Exploration
from grader.sandbox.run import Run

if TYPE_CHECKING:
    from grader.sandbox.remote import RemoteSubmission

T = TypeVar("T")


class Given:
    """One given program; `explore` and `run` take what those of a submission take."""

    def __init__(self, name: str, remote: RemoteSubmission) -> None:
        self._name = name
        self._remote = remote

    def explore(self, **how: Any) -> Exploration:
        """Run it in every order that matters; the whole script, unless told otherwise."""
        return _unlinked(self._alone(lambda: self._remote.explore(**({"script": True} | how))))

    def run(self, **how: Any) -> Run:
        """Run the whole program once, on the virtual clock."""
        return self._alone(lambda: self._remote.run(**how))

    def _alone(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except Claim as odd:
            raise UsageError(f"the given program {self._name} could not be run: {odd}") from odd


def _unlinked(found: Exploration) -> Exploration:
    """The same without tokens, which could be replayed with the given program but not with the submission."""
    ends, number = found.endings + found.trials, len(found.endings)
    told = tuple(replace(end, witness=msgspec.structs.replace(end.witness, token="")) for end in ends)
    again = lambda end: found.confirm(ends[told.index(end)])  # noqa: E731
    return replace(found, endings=told[:number], trials=told[number:], confirm=again)


def read(folder: Path | None, name: str) -> Submission:
    """The program of this name in an exercise's `given/`, as a submission of its own."""
    path = None if folder is None else folder / name
    if path is None or not path.is_file():
        there = sorted(found.name for found in folder.glob("*.py")) if folder is not None else []
        raise UsageError(
            f"there is no given program {name!r}",
            hint=f"There are: {', '.join(there)}." if there else "Put it into the folder given/ of the exercise.",
        )
    return submission_of(Bundle(name, {name: path.read_bytes()}, name), name)
