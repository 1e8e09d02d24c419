"""What a program goes on without: errors of tasks, which a future keeps and nobody asks for, and coroutines that nobody awaits."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator
from types import FunctionType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any, Final

from .actor import can_be_noticed, current_actor
from .addresses import plain
from .ending import NOT_AWAITED
from .instrument.containers import of_class
from .instrument.manners import is_rewritten
from .plainly import args_of, class_of, kind_of
from .trouble import frames_of, message_of

if TYPE_CHECKING:
    from .run.scheduler import Run

MOST = 3
"""Of them that are told."""
DEEP: Final = 6
"""Calls that are looked through for the program's line."""
WARNING: Final = ("warnings", "_warn_unawaited_coroutine")
"""Module and name of what the interpreter asks."""
_warn: Final = vars(warnings)[WARNING[1]]
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Unnoticed:
    """What nobody has noticed, in words: an exception would keep alive all that its frames hold."""

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
    said = plain(f"{kind_of(exception)}{message and ': '}{message}{at}")
    error = Unnoticed(f"A task failed with {said}, and nobody asked for its result")
    run.unnoticed.append(error)
    return error


def unawaited(coroutine: Any) -> None:
    """Asked by the interpreter when a coroutine is gone that has not begun."""
    if not can_be_noticed():
        _warn(coroutine)
        return
    run, name = current_actor().run, coroutine.__qualname__
    ours = () if run.world is None else run.world.spaces
    line = next((line for file, line, _ in coroutine.cr_origin or () if file in ours), None)
    at = f" (line {line})" if line else ""
    run.unnoticed.append(Unnoticed(f"{name}() {NOT_AWAITED}{at}"))
    warnings.warn(f"coroutine '{name}' was never awaited", RuntimeWarning, stacklevel=2, source=coroutine)


@contextlib.contextmanager
def origins_kept() -> Iterator[None]:
    """Let each coroutine know where it was made: calls of ours may lie between."""
    before = sys.get_coroutine_origin_tracking_depth()
    sys.set_coroutine_origin_tracking_depth(DEEP)
    try:
        yield
    finally:
        sys.set_coroutine_origin_tracking_depth(before)


def _speaks_for_itself(exception: BaseException) -> bool:
    """Whether nothing of the program's is asked for its message: in life nobody asks, and what a `__str__` does would be done."""
    way = of_class(type(exception), "__str__")
    of_python = type(way) is WrapperDescriptorType or (type(way) is FunctionType and not is_rewritten(way))
    return of_python and all(class_of(part) in _PLAIN for part in args_of(exception))


def told(run: Run) -> str:
    """What a program that has ended well does not say."""
    errors = sorted({error.words for error in run.unnoticed if not error.asked})
    return "\n".join(errors[:MOST])
