"""Answers of workers on their way home: results, and the errors that came in their place."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from multiprocessing.pool import MaybeEncodingError, RemoteTraceback  # type: ignore[attr-defined]
from types import BuiltinFunctionType, FunctionType
from typing import Any

from ...actor import ActorKilled, current_actor
from ...instrument.containers import of_class
from ...plainly import class_of
from ...trouble import ELSEWHERE, frames_of, traceback_text
from .pickling import Parcel, pack, plain


class Failure:
    """An exception on its way home, with what its traceback says there."""

    def __init__(self, error: BaseException, kind: type[Exception]) -> None:
        world = current_actor().run.world
        self.error = error
        self.cause = kind(f'\n"""\n{traceback_text(error, world.sources if world is not None else None)}"""')
        self.cause.__dict__[ELSEWHERE] = frames_of(error)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self.error, self.cause)


def _rebuilt(error: BaseException, cause: Exception) -> BaseException:
    error.__cause__ = cause
    return error


def _lacks_arguments(error: BaseException) -> bool:
    """Whether an exception of the program's cannot be made again from its `args`, with which it is pickled: `__init__` asks for
    others. Read off its signature."""
    kind = class_of(error)
    begin = of_class(kind, "__init__")
    usual = all(of_class(kind, name) is of_class(BaseException, name) for name in ("__reduce__", "__reduce_ex__"))
    if type(begin) is not FunctionType or type(of_class(kind, "__new__")) is not BuiltinFunctionType or not usual:
        return False
    try:
        signature(begin, follow_wrapped=False).bind(error, *error.args)
    except TypeError:
        return True
    return False


def in_words(success: bool, answer: Any) -> str | None:
    """What a story says of an answer, where that is short."""
    if not success:
        return "an error"
    return answer.note if isinstance(answer, Parcel) else plain(answer)


def packed_answer(
    success: bool,
    result: Any,
    kind: type[Exception] = RemoteTraceback,
    refused: Callable[[Exception, Any], object] = MaybeEncodingError,
) -> tuple[bool, Parcel]:
    """An answer ready to be sent, or why it cannot be, in the words of `refused`."""
    try:
        parcel = pack(result if success else Failure(result, kind))
        parcel.lacks_arguments = not success and _lacks_arguments(result)
        return success, parcel
    except ActorKilled:
        raise
    except Exception as error:
        return False, pack(refused(error, result))
