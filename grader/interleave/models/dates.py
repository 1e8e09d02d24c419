"""`datetime`: today and now by the virtual clock."""

from __future__ import annotations

import datetime as real
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from .patch import ModelModule
from .times import time


class _Kind(type):
    """Dates that were made elsewhere are dates, too."""

    def __instancecheck__(cls, obj: object) -> bool:
        return isinstance(obj, cls.__mro__[1])


class date(real.date, metaclass=_Kind):
    """`datetime.date`."""

    @classmethod
    def today(cls) -> Any:
        """The virtual today."""
        return cls.fromtimestamp(time())


class datetime(real.datetime, metaclass=_Kind):
    """`datetime.datetime`."""

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


date.__module__ = datetime.__module__ = "datetime"
MODELS = (ModelModule("datetime", _datetime),)
