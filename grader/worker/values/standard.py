"""Values of the standard library that travel by copy: exact numbers, dates and times; of zones those that are a number of hours.

A class is known by its name and home, as what stands in for it while a program is simulated has both; what travels is what the
library's own methods read off the value, so whoever forges these gains nothing.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from grader.interleave.plainly import home_of, order_of
from grader.worker.wire import WireError

LONGEST = 10_000
"""Characters of a number that is still copied, and digits of the integer that it would be: 1E+999999999 is short and fills a machine."""


def parts_of(value: object) -> list[Any] | None:
    """The tag and parts of such a value; None for any other."""
    kind, reader = _READERS.get(home_of(type(value)), (type(None), None))
    return reader(value) if reader is not None and _is_made_from(kind, value) else None


def class_parts(value: object) -> list[Any] | None:
    """The same of a class of Python's own (`int`, `ValueError`), which is one on both sides."""
    name = _BUILT_IN.get(id(value))
    return None if name is None else ["B", name]


def held_in(value: object) -> Any:
    """What an object holds whose class is made from one of these, whatever else that class says; None for any other."""
    for kind, reader in _READERS.values():
        if _is_made_from(kind, value):
            parts = reader(value)
            return MAKERS[parts[0]](*parts[1:]) if parts is not None else None
    return None


def _is_made_from(kind: type, value: object) -> bool:
    """Without a question to either class: a `Fraction` is an abstract one's, which asks back."""
    return any(base is kind for base in order_of(type(value)))


def _of_decimal(value: Any) -> list[Any] | None:
    text = Decimal.__str__(value)
    return ["D", text] if len(text) <= LONGEST and _is_at_ease(value) else None


def _is_at_ease(number: Decimal) -> bool:
    """Whether it can be compared, and made an integer: nobody says whether a NaN is less."""
    return not Decimal.is_nan(number) and abs(Decimal.adjusted(number)) <= LONGEST


def _of_datetime(value: Any) -> list[Any] | None:
    read: Any = datetime
    zone = read.tzinfo.__get__(value)
    return ["M", datetime.isoformat(value)] if zone is None or type(zone) is timezone else None


def _of_fraction(value: Any) -> list[Any] | None:
    read: Any = Fraction
    parts = [read._numerator.__get__(value, Fraction), read._denominator.__get__(value, Fraction)]
    if any(type(part) is not int or part.bit_length() > LONGEST for part in parts):
        return None
    return ["Q", "/".join(map(str, parts))]


def _of_time(value: Any) -> list[Any] | None:
    read: Any = time
    return ["T", time.isoformat(value)] if read.tzinfo.__get__(value) is None else None


def _of_timedelta(value: Any) -> list[Any]:
    read: Any = timedelta
    return ["L", *(part.__get__(value) for part in (read.days, read.seconds, read.microseconds))]


def _decimal(text: Any) -> Decimal:
    try:
        if type(text) is str and len(text) <= LONGEST and _is_at_ease(number := Decimal(text)):
            return number
    except InvalidOperation:
        pass
    raise WireError("a decimal number arrived in an unknown form")


def _fraction(text: Any) -> Fraction:
    if type(text) is not str or len(text) > LONGEST or _FRACTION.fullmatch(text) is None:
        raise WireError("a fraction arrived in an unknown form")
    return Fraction(text)


def _datetime(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None and type(moment.tzinfo) is not timezone:
        raise WireError("a moment arrived in an unknown zone")
    return moment


_FRACTION = re.compile(r"-?\d+/[1-9]\d*", re.ASCII)
_READERS: dict[tuple[str, str], tuple[type, Callable[[Any], list[Any] | None]]] = {
    ("decimal", "Decimal"): (Decimal, _of_decimal),
    ("fractions", "Fraction"): (Fraction, _of_fraction),
    ("datetime", "datetime"): (datetime, _of_datetime),  # which is a date as well, and so comes first
    ("datetime", "date"): (date, lambda value: ["Y", date.isoformat(value)]),
    ("datetime", "time"): (time, _of_time),
    ("datetime", "timedelta"): (timedelta, _of_timedelta),
}
_LATER = frozenset({"PythonFinalizationError", "_IncompleteInputError"})
"""Exceptions that not every Python has; a program may run on a newer one than its suite."""
_CLASSES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        bool, bytearray, bytes, classmethod, complex, dict, enumerate, filter, float, frozenset, int, list, map, memoryview, object, property, range,
        reversed, set, slice, staticmethod, str, super, tuple, type, zip,
        *(kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, BaseException)),
    )
    if kind.__name__ not in _LATER
}  # fmt: skip
_BUILT_IN = {id(kind): name for name, kind in _CLASSES.items()}
KINDS = frozenset(kind for kind, _ in _READERS.values())
MAKERS: dict[str, Callable[..., Any]] = {
    "D": _decimal,
    "B": lambda name: _CLASSES[name],
    "Y": date.fromisoformat,
    "M": _datetime,
    "Q": _fraction,
    "T": lambda text: time.fromisoformat(text).replace(tzinfo=None),
    "L": lambda days, seconds, microseconds: timedelta(days, seconds, microseconds),
}
"""By tag, what makes the value again."""
