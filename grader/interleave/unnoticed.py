"""Errors of tasks that a program goes on without: the future keeps what was raised, and nobody asks for its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .addresses import plain
from .trouble import trouble_of

if TYPE_CHECKING:
    from .scheduler import Run

MOST = 3
"""Errors that are told."""


class Unnoticed:
    """What a task has raised, in words: the exception would keep alive all that its frames hold."""

    __slots__ = ("asked", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self.asked = False
        """Somebody asked for the result, or is called with the error."""


def unnoticed(run: Run, exception: BaseException) -> Unnoticed:
    """Remember the error of a task, until somebody asks."""
    muted, run.muted = run.muted, True  # the program's own `__str__` takes no turns
    try:
        trouble = trouble_of(exception)
    finally:
        run.muted = muted
    at = f" (line {trouble.frames[-1][1]})" if trouble.frames else ""
    message = f": {trouble.message}" if trouble.message else ""
    error = Unnoticed(plain(f"{trouble.type}{message}{at}"))
    run.unnoticed.append(error)
    return error


def told(run: Run) -> str:
    """What a program that has ended well does not say."""
    errors = sorted({error.words for error in run.unnoticed if not error.asked})
    return "\n".join(f"A task failed with {error}, and nobody asked for its result" for error in errors[:MOST])
