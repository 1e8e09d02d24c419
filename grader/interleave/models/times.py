"""`time` on the virtual clock."""

from __future__ import annotations

import operator
import sys
import time as real
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

from ..actor import current_actor
from .interpreter import beyond
from .patch import ModelModule

EPOCH = 1_750_000_000.0
"""What `time.time()` says when a run begins."""
_LONGEST: Final = 2**63 / 1e9
"""Seconds of which the system's clock has no notion any more."""
_TAKES_FLOATS: Final = sys.version_info >= (3, 15)
_refuse: Final[Any] = real.sleep
"""In its own words: it comes back at once from what it cannot take."""


def sleep(seconds: float) -> None:
    """Let virtual time pass."""
    if not isinstance(seconds, (int, float)):
        seconds = _number(seconds)
    if not 0 <= seconds < _LONGEST:
        _refuse(seconds)
    current_actor().run.sleep(seconds)


def _number(seconds: Any) -> float:
    """What stands for a number, as this Python takes it."""
    if hasattr(seconds, "__index__"):
        return operator.index(seconds)
    if not (_TAKES_FLOATS and hasattr(seconds, "__float__")):
        _refuse(seconds)
    return float(seconds)


def time() -> float:
    """Seconds since 1970."""
    return EPOCH + current_actor().run.read_clock()


def time_ns() -> int:
    """The same in nanoseconds."""
    return int(EPOCH) * 10**9 + round(current_actor().run.read_clock() * 1e9)


def monotonic() -> float:
    """Seconds since some moment."""
    return 1000.0 + current_actor().run.read_clock()


def monotonic_ns() -> int:
    """The same in nanoseconds."""
    return 1000 * 10**9 + round(current_actor().run.read_clock() * 1e9)


def process_time() -> float:
    """Seconds of computing, which sleeping is not."""
    return current_actor().run.computed()


def process_time_ns() -> int:
    """The same in nanoseconds."""
    return round(process_time() * 1e9)


_NUMBERED: Final = {
    **dict.fromkeys(("CLOCK_REALTIME", "CLOCK_TAI"), (time, time_ns)),
    **dict.fromkeys(
        ("CLOCK_MONOTONIC", "CLOCK_MONOTONIC_RAW", "CLOCK_BOOTTIME", "CLOCK_UPTIME_RAW"), (monotonic, monotonic_ns)
    ),
    **dict.fromkeys(("CLOCK_PROCESS_CPUTIME_ID", "CLOCK_THREAD_CPUTIME_ID"), (process_time, process_time_ns)),
}
_CLOCKS: Final = {getattr(real, name): clock for name, clock in _NUMBERED.items() if hasattr(real, name)}
"""What stands for the system's clocks, by the numbers that they have on this one."""


def _clock_gettime(number: int, /) -> float:
    return _CLOCKS[number][0]() if number in _CLOCKS else real.clock_gettime(number)


def _clock_gettime_ns(number: int, /) -> int:
    return _CLOCKS[number][1]() if number in _CLOCKS else real.clock_gettime_ns(number)


def _localtime(seconds: float | None = None) -> Any:
    return real.localtime(time() if seconds is None else seconds)


def _gmtime(seconds: float | None = None) -> Any:
    return real.gmtime(time() if seconds is None else seconds)


def _ctime(seconds: float | None = None) -> str:
    return real.ctime(time() if seconds is None else seconds)


def _asctime(t: Any = None) -> str:
    return real.asctime(_localtime() if t is None else t)


def _strftime(form: str, t: Any = None) -> str:
    return real.strftime(form, _localtime() if t is None else t)


class BuiltIn(staticmethod):  # type: ignore[type-arg]
    """A function of which a class that keeps it (`timer = time.perf_counter`) makes no method: as of none that is built in."""

    def __repr__(self) -> str:
        return f"<built-in function {self.__name__}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return BuiltIn, (self.__func__,)

    def as_forked(self, _: object) -> BuiltIn:
        """In a child it is the same."""
        return self


def virtual(_: ModuleType) -> Mapping[str, Any]:
    """The names of `time` on the virtual clock."""
    names: dict[str, Callable[..., Any]] = {
        "sleep": sleep, "time": time, "time_ns": time_ns, "monotonic": monotonic, "monotonic_ns": monotonic_ns,
        "perf_counter": monotonic, "perf_counter_ns": monotonic_ns, "process_time": process_time,
        "process_time_ns": process_time_ns, "thread_time": process_time, "thread_time_ns": process_time_ns,
        "localtime": _localtime, "gmtime": _gmtime, "ctime": _ctime, "asctime": _asctime, "strftime": _strftime,
        "clock_gettime": _clock_gettime, "clock_gettime_ns": _clock_gettime_ns,
        "pthread_getcpuclockid": beyond("time.pthread_getcpuclockid"),  # the system knows no thread by our numbers
    }  # fmt: skip
    made = {name: BuiltIn(function) for name, function in names.items() if hasattr(real, name)}
    for function in made.values():
        function.__module__ = real.__name__
    return made


def _timeit(_: ModuleType) -> Mapping[str, Any]:
    return {"default_timer": monotonic}


MODELS = (ModelModule("time", virtual), ModelModule("timeit", _timeit))
