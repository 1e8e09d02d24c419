"""What a broken promise expected, where that can honestly be known.

A predicate says only yes or no. What it wanted is known in two cases: another order ended as promised and
differs in one observed value, or there is one observed number and exactly one number near it that the predicate
accepts. Otherwise only what was seen is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.sandbox.claims import Claim
from grader.worker.values import Record

if TYPE_CHECKING:
    from grader.sandbox.exploration import End

NEAR = 200
_LACKING = re.compile(r"'(\w{1,80})' object has no attribute '(\w{1,80})'")
_SHOWN = 80


def difference(predicate: Callable[[End], Any], end: End, others: Iterable[End]) -> str:
    """What the ending was, and what was expected instead if that is known."""
    if not end.values:
        lines = end.text.strip().splitlines()
        return f"The last line printed was {_show(lines[-1])}" if lines else "The program printed nothing"
    parts = [_told(name, value, _wanted(predicate, end, name, others)) for name, value in end.values.items()]
    return ", ".join(parts)


def _told(name: str, value: Any, wanted: list[Any]) -> str:
    ended = told(name, value)
    return f"{ended}, expected {_show(wanted[0])}" if len(wanted) == 1 else ended


def told(name: str, value: Any) -> str:
    """What became of something observed. What could not be looked at is told as that, not as the error of looking."""
    if not (isinstance(value, Record) and value.record_kind == "exception"):
        return f"{name} ended as {_show(value)}"
    if value.record_type == "NameError":
        return f"{name} is never set"
    lacking = _LACKING.match(str(value.message))
    if value.record_type == "AttributeError" and lacking:
        return f"{name} is not there: {_article(lacking[1])} {lacking[1]} has no {lacking[2]}"
    return f"{name} ended as {value}"


def _article(noun: str) -> str:
    return "an" if noun[:1] in "AEIOUaeiou" else "a"


def _wanted(predicate: Callable[[End], Any], end: End, name: str, others: Iterable[End]) -> list[Any]:
    """The values in this place that the predicate is known to accept: one, if it is known what it wants."""
    accepted: list[Any] = []
    for other in others:
        if other.trouble is None and _accepts(predicate, other) and name in other.values:
            value = other.values[name]
            if value == end.values[name]:
                return []  # this value is not what it objects to
            if value not in accepted:
                accepted.append(value)
    return accepted or _near(predicate, end, name)


def _near(predicate: Callable[[End], Any], end: End, name: str) -> list[Any]:
    value = end.values[name]
    if type(value) is not int or len(end.values) != 1:
        return []
    candidates = range(value - NEAR, value + NEAR + 1)
    return [n for n in candidates if n != value and _accepts(predicate, replace(end, values={name: n}))]


def _accepts(predicate: Callable[[End], Any], end: End) -> bool:
    try:
        return holds(predicate(end))
    except (Exception, Claim):
        return False  # it cannot judge a value that nobody observed


def holds(answer: Any) -> bool:
    """Whether a predicate's answer is a yes; one that only asserts answers None."""
    return answer is None or bool(answer)


def _show(value: Any) -> str:
    try:
        text = repr(value)
    except ValueError:
        return "a very large number"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
