"""`datetime`: today and now by the virtual clock."""

from __future__ import annotations

import datetime as real
from collections.abc import Mapping
from types import ModuleType
from typing import Any, Final

from .patch import ModelModule
from .times import time


class _Kind(type):
    """Dates that were made elsewhere are dates, too; and none of a class that the program made."""

    def __instancecheck__(cls, obj: object) -> bool:
        return super().__instancecheck__(obj) or isinstance(obj, _REAL.get(cls, ()))

    def __subclasscheck__(cls, kind: type) -> bool:
        return super().__subclasscheck__(kind) or issubclass(kind, _REAL.get(cls, ()))


class date(real.date, metaclass=_Kind):
    """`datetime.date`."""

    __slots__ = ()

    @classmethod
    def today(cls) -> Any:
        """The virtual today."""
        return cls.fromtimestamp(time())


class datetime(real.datetime, date):
    """`datetime.datetime`."""

    __slots__ = ()

    def date(self) -> Any:
        """Its day, of the class by which the program knows days."""
        return date(self.year, self.month, self.day)

    @classmethod
    def now(cls, tz: real.tzinfo | None = None) -> Any:
        """The virtual now."""
        return cls.fromtimestamp(time(), tz)

    @classmethod
    def today(cls) -> Any:
        """The virtual now."""
        return cls.now()

    @classmethod
    def utcnow(cls) -> Any:
        """The virtual now in Greenwich."""
        return cls.fromtimestamp(time(), real.UTC).replace(tzinfo=None)


def as_real(value: Any) -> Any:
    """The same date as one of the library's own class, for what goes by the class itself."""
    day = real.date.fromordinal(value.toordinal())
    return real.datetime.combine(day, value.timetz()) if isinstance(value, real.datetime) else day


def _datetime(_: ModuleType) -> Mapping[str, Any]:
    return {"date": date, "datetime": datetime}


_REAL: Final[Mapping[type, type]] = {date: real.date, datetime: real.datetime}
"""What each stands for."""
date.__module__ = datetime.__module__ = "datetime"
date.min, date.max = date(1, 1, 1), date(9999, 12, 31)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
MODELS = (ModelModule("datetime", _datetime),)
