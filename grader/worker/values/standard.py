"""Values of the standard library that travel by copy: exact numbers, and dates and times without a zone.

Their modules are imported where such a value is met, since few programs have any. A class is known by its name and home, as
what stands in for it while a program is simulated has both; what travels is what the library's own methods read off the value,
so whoever forges these gains nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from grader.interleave.plainly import home_of
from grader.worker.wire import WireError

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta
    from decimal import Decimal

LONGEST = 10_000
"""Characters of a number that is still copied."""


def parts_of(value: object) -> list[Any] | None:
    """The tag and parts of such a value; None for any other."""
    reader = _READERS.get(home_of(type(value)))
    return reader(value) if reader is not None else None


def _of_decimal(value: object) -> list[Any] | None:
    from decimal import Decimal

    if not isinstance(value, Decimal) or Decimal.is_snan(value):  # which fails wherever it is compared
        return None
    text = Decimal.__str__(value)
    return ["D", text] if len(text) <= LONGEST else None


def _of_date(value: object) -> list[Any] | None:
    from datetime import date, datetime

    return ["Y", date.isoformat(value)] if isinstance(value, date) and not isinstance(value, datetime) else None


def _of_datetime(value: object) -> list[Any] | None:
    from datetime import datetime

    naive = isinstance(value, datetime) and datetime.tzinfo.__get__(value) is None
    return ["M", datetime.isoformat(value)] if naive else None  # type: ignore[arg-type]


def _of_time(value: object) -> list[Any] | None:
    from datetime import time

    naive = isinstance(value, time) and time.tzinfo.__get__(value) is None
    return ["T", time.isoformat(value)] if naive else None  # type: ignore[arg-type]


def _of_timedelta(value: object) -> list[Any] | None:
    from datetime import timedelta

    if not isinstance(value, timedelta):
        return None
    read: Any = timedelta
    return ["E", *(part.__get__(value) for part in (read.days, read.seconds, read.microseconds))]


def _decimal(text: Any) -> Decimal:
    from decimal import Decimal, InvalidOperation

    try:
        if type(text) is str and len(text) <= LONGEST:
            return Decimal(text)
    except InvalidOperation:
        pass
    raise WireError("a decimal number arrived in an unknown form")


def _date(text: Any) -> date:
    from datetime import date

    return date.fromisoformat(text)


def _datetime(text: Any) -> datetime:
    from datetime import datetime

    return datetime.fromisoformat(text).replace(tzinfo=None)


def _time(text: Any) -> time:
    from datetime import time

    return time.fromisoformat(text).replace(tzinfo=None)


def _timedelta(days: Any, seconds: Any, microseconds: Any) -> timedelta:
    from datetime import timedelta

    return timedelta(days, seconds, microseconds)


_READERS: dict[tuple[str, str], Callable[[object], list[Any] | None]] = {
    ("decimal", "Decimal"): _of_decimal,
    ("datetime", "date"): _of_date,
    ("datetime", "datetime"): _of_datetime,
    ("datetime", "time"): _of_time,
    ("datetime", "timedelta"): _of_timedelta,
}
MAKERS: dict[str, Callable[..., Any]] = {"D": _decimal, "Y": _date, "M": _datetime, "T": _time, "E": _timedelta}
"""By tag, what makes the value again."""
