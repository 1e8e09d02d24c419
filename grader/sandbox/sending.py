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
from grader.worker.wire import WireError

_PLAIN_RECORDS = {kind: fields for kind, fields in READERS.items() if kind != "exception"}
"""Exceptions apart: the program's own go back by number, and a suite's are made anew."""


class Sender:
    """What goes to one program. A function of the suite's has a number, by which it is the same the next time, and known when it comes back."""

    def __init__(self, shared: Shared | None = None) -> None:
        self._shared = shared
        self._functions: list[FunctionType] = []
        self._last: dict[int, tuple[int, tuple[Any, ...]]] = {}
        """By `id` of a function, which is kept: its number, and what it held."""

    def send(self, value: Any) -> Any:
        """A value for the other side."""
        return self._send(value, ())

    def function(self, number: Any) -> FunctionType:
        """The function of the suite's that has come back."""
        if type(number) is not int or not 0 <= number < len(self._functions):
            raise WireError("a function came back that was not handed over")
        return self._functions[number]

    def _send(self, value: Any, within: tuple[FunctionType, ...]) -> Any:
        other = partial(self._made_anew, within=within)
        return values.encode(value, number_of, other, _PLAIN_RECORDS, self._shared)

    def _made_anew(self, thing: object, within: tuple[FunctionType, ...]) -> list[Any]:
        """`within`: the functions that hold it."""
        if type(thing) is BuiltinMethodType and can_be_shared(type(thing.__self__)):
            return ["P", None, f"def {MAKER}(of): return of.{thing.__name__}", self._send((thing.__self__,), within)]
        if type(thing) is not FunctionType or not is_a_suites(thing.__module__):
            return packed(thing)
        try:
            if thing in within:
                raise TypeError("it holds itself")
            text, held = written(thing)
            return ["P", self._number_of(thing, held), text, self._send(held, (*within, thing))]
        except TypeError as failed:
            raise TypeError(f"{thing.__name__} cannot be handed to a submission: {failed}") from None

    def _number_of(self, function: FunctionType, held: tuple[Any, ...]) -> int:
        """The one that it had, as long as it holds the same: what has another value now is made anew."""
        number, before = self._last.get(id(function), (-1, ()))
        if number >= 0 and all(one is other for one, other in zip(held, before, strict=True)):
            return number
        self._functions.append(function)
        self._last[id(function)] = len(self._functions) - 1, held
        return len(self._functions) - 1
