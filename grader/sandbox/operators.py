"""Operators of a handle. Those between two handles, and those of one alone, are asked of the objects. With a plain value they look at what the object
holds; any other is asked where an object comes of it again, and refused where a number would: its own would learn what is expected, and be less than it, or
nought away from it.
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable
from dis import opname
from numbers import Number
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeGuard

from grader.sandbox.claims import student_error
from grader.worker.objects import COMPARING
from grader.worker.values.held import ATOMS

if TYPE_CHECKING:
    from grader.sandbox.handles import Handle

_SYMBOLS: dict[str, str] = {
    "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//",
    "mod": "%", "pow": "**", "matmul": "@", "and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
_UNSUPPORTED = "unsupported operand type(s) for {0}: {1!r} and {2!r}"
_MEASURES = (Number, datetime.date, datetime.time, datetime.timedelta)
PLAIN = frozenset({bool, list, tuple, dict, set, frozenset}) | ATOMS


def is_handle(value: object) -> TypeGuard[Handle]:
    """Whether it stands for an object of the program's."""
    return hasattr(type(value), "_handle_number")


def asked(verb: str) -> Callable[..., Any]:
    """The operator of one alone."""

    def operated(self: Handle, *others: Any) -> Any:
        result = self._handle_conversation.ask(verb, self, *others)
        return _made_of(self, f"{verb}({self._handle_kind})", result) if self._handle_told else result

    return operated


def between(verb: str, *, turned: bool = False) -> Callable[..., Any]:
    """The operator between two; `turned`: the object stands on the right."""
    here = getattr(operator, f"__{verb}__")

    def operated(self: Handle, other: object) -> Any:
        if is_handle(other):
            return self._handle_conversation.ask(verb, self, other)
        held = self._handle_content()
        if held is not None:
            return here(other, held) if turned else here(held, other)
        if not _is_plain(other):
            return NotImplemented  # an array of the suite's knows what to do
        return _with_plain(self, verb, other, turned=turned)

    return operated


def _with_plain(handle: Handle, verb: str, other: object, *, turned: bool) -> Any:
    """Where its class has no such operator, what Python says; else what that makes of the two, as long as it is an object again, or no
    number: `abs(found - 1.5) < 0.01` is no question to `found`."""
    conversation, symbol = handle._handle_conversation, _SYMBOLS[verb]
    names, way = [handle._handle_kind, type(other).__name__], -1 if turned else 1
    if not conversation.ask("has_method", handle, f"__{'r' if turned else ''}{verb}__"):
        if turned and type(other) is list:
            return NotImplemented  # as it may be `+=`, by which a list takes in whatever can be gone through
        left, right = names[::way]
        said = "{0!r} not supported between instances of {1!r} and {2!r}" if verb in COMPARING else _UNSUPPORTED
        raise student_error("TypeError", said.format(symbol, left, right))
    asked = f" {symbol} ".join([handle._handle_kind, repr(other)][::way])
    if verb in COMPARING:
        raise refused(handle, asked)
    return _made_of(handle, asked, conversation.ask(verb, *[handle, other][::way]))


def _made_of(handle: Handle, asked: str, result: Any) -> Any:
    stays = is_handle(result)
    if isinstance(result._handle_content() if stays else result, _MEASURES):
        raise refused(handle, asked)
    if stays:
        object.__setattr__(result, "_handle_told", True)
    return result


def refused(handle: Handle, asked: str) -> Exception:
    """What is raised where a suite asks an object for what it may not be told."""
    return handle._handle_conversation.refuse(
        f"what {asked} comes to is not asked of the program, whose own object would be told what is expected",
        "A scenario can note it: program.seen = …, in the suite's scenarios.py.",
    )


def is_looked_up(frame: FrameType) -> bool:
    """Whether an attribute is looked up there as it is written."""
    return opname[frame.f_code.co_code[frame.f_lasti]] in ("LOAD_ATTR", "LOAD_METHOD")


def _is_plain(other: object) -> bool:
    return other is None or type(other) in PLAIN or isinstance(other, Number)


def changed(verb: str) -> Callable[..., Any]:
    """The operator that changes the first of two."""

    def operated(self: Handle, other: object) -> Any:
        if is_handle(other):
            return self._handle_conversation.ask(f"i{verb}", self, other)
        stays = _is_plain(other) and self._handle_content() is None
        if stays and self._handle_conversation.ask("has_method", self, f"__i{verb}__"):
            result = self._handle_conversation.ask(f"i{verb}", self, other)
            return _made_of(self, f"{self._handle_kind} {_SYMBOLS[verb]}= {other!r}", result)
        return NotImplemented

    return operated
