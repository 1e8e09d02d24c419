"""What a suite hands to a program: plain values, what came from there, and what is made anew over there."""

from __future__ import annotations

from functools import partial
from types import BuiltinMethodType, FunctionType
from typing import Any

from grader.sandbox.functions import written
from grader.sandbox.handles import number_of
from grader.worker import values
from grader.worker.functions import MAKER
from grader.worker.handed import is_a_suites, packed
from grader.worker.shared import Shared, can_be_shared
from grader.worker.values.record import READERS

_PLAIN_RECORDS = {kind: fields for kind, fields in READERS.items() if kind != "exception"}
"""Exceptions apart: the program's own go back by number, and a suite's are made anew."""


def send(value: Any, shared: Shared | None = None) -> Any:
    """A value for the other side: plain, a handle that came from there, or what can be made anew."""
    return _send(value, shared, ())


def _send(value: Any, shared: Shared | None, within: tuple[FunctionType, ...]) -> Any:
    other = partial(_made_anew, shared=shared, within=within)
    return values.encode(value, number_of, other, _PLAIN_RECORDS, shared)


def _made_anew(thing: object, shared: Shared | None, within: tuple[FunctionType, ...]) -> list[Any]:
    """`within`: the functions that hold it."""
    if type(thing) is BuiltinMethodType and can_be_shared(type(thing.__self__)):
        return ["P", f"def {MAKER}(of): return of.{thing.__name__}", _send((thing.__self__,), shared, within)]
    if type(thing) is not FunctionType or not is_a_suites(thing.__module__):
        return packed(thing)
    try:
        if thing in within:
            raise TypeError("it holds itself")
        text, held = written(thing)
        return ["P", text, _send(held, shared, (*within, thing))]
    except TypeError as failed:
        raise TypeError(f"{thing.__name__} cannot be handed to a submission: {failed}") from None
