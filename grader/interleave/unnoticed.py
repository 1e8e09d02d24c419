"""Errors of tasks that a program goes on without: the future keeps what was raised, and nobody asks for its result."""

from __future__ import annotations

from types import FunctionType, WrapperDescriptorType
from typing import TYPE_CHECKING

from .addresses import plain
from .instrument.containers import of_class
from .instrument.manners import is_rewritten
from .plainly import args_of, class_of, kind_of
from .trouble import frames_of, message_of

if TYPE_CHECKING:
    from .scheduler import Run

MOST = 3
"""Errors that are told."""
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Unnoticed:
    """What a task has raised, in words: the exception would keep alive all that its frames hold."""

    __slots__ = ("asked", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self.asked = False
        """Somebody asked for the result, or is called with the error."""


def unnoticed(run: Run, exception: BaseException) -> Unnoticed:
    """Remember the error of a task, until somebody asks."""
    frames = frames_of(exception)
    at = f" (line {frames[-1][1]})" if frames else ""
    message = message_of(exception) if _speaks_for_itself(exception) else ""
    error = Unnoticed(plain(f"{kind_of(exception)}{message and ': '}{message}{at}"))
    run.unnoticed.append(error)
    return error


def _speaks_for_itself(exception: BaseException) -> bool:
    """Whether nothing of the program's is asked for its message: in life nobody asks, and what a `__str__` does would be done."""
    way = of_class(type(exception), "__str__")
    of_python = type(way) is WrapperDescriptorType or (type(way) is FunctionType and not is_rewritten(way))
    return of_python and all(class_of(part) in _PLAIN for part in args_of(exception))


def told(run: Run) -> str:
    """What a program that has ended well does not say."""
    errors = sorted({error.words for error in run.unnoticed if not error.asked})
    return "\n".join(f"A task failed with {error}, and nobody asked for its result" for error in errors[:MOST])
