"""An alarm comes in the middle of the sleep in which it would come in life.

Sleeps are a thousand times shorter and an alarm is not, since it guards what takes as long as it takes (computing, an answer). So a program
that sleeps for five seconds and has set one for two would never hear it. Whoever sleeps in the main thread uses up what is left of it.
"""

from __future__ import annotations

import sys
from _thread import get_ident

from grader.worker.really.inside.imports import put

TYPE_CHECKING = False  # in life `typing` is not there either
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from grader.worker.really.inside.imports import Change

time: Any = sys.modules["time"]
system: Any = sys.modules["_signal"]  # what `signal` is made from; every interpreter has it from the start


class Alarm:
    """The one that is set in this process, if any."""

    def __init__(self) -> None:
        self._set, self._sleep, self._main = system.setitimer, time.sleep, get_ident()
        self._left = 0.0
        """Seconds of the program's until it comes."""

    def alarm(self, seconds: Any, /) -> int:
        """`signal.alarm`."""
        whole = int(hex(seconds), 16)  # refuses what is no whole number, as the original does
        return -int(-self.setitimer(system.ITIMER_REAL, whole)[0] // 1)

    def setitimer(self, which: Any, seconds: Any, interval: Any = 0.0, /) -> tuple[float, float]:
        """`signal.setitimer`; one that comes again and again is left as it is."""
        before = self._set(which, seconds, interval)
        if which != system.ITIMER_REAL:
            return before  # type: ignore[no-any-return]
        left, self._left = self._left, 0.0 if interval else float(seconds)
        return (left, before[1]) if left and before[0] else before

    def sleep(self, seconds: Any, /) -> None:
        """`time.sleep`."""
        if self._left and get_ident() == self._main and isinstance(seconds, (int, float)) and seconds > 0:
            if not system.getitimer(system.ITIMER_REAL)[0]:
                self._left = 0.0  # it has come
            elif seconds >= self._left:
                until, self._left = self._left, 0.0
                self._sleep(until)
                self._set(system.ITIMER_REAL, 0)
                system.raise_signal(system.SIGALRM)
                seconds -= until
            else:
                self._left -= seconds
        self._sleep(seconds)

    def in_signal(self, signal: ModuleType) -> None:
        """What sets it."""
        put(signal, "alarm", lambda seconds, /: self.alarm(seconds))
        put(signal, "setitimer", lambda which, seconds, interval=0.0, /: self.setitimer(which, seconds, interval))


def in_sleep() -> list[Change]:
    """Let sleeping use up the alarm that is set, however early the program asks for `sleep`; what else has to change."""
    if not hasattr(system, "setitimer"):
        return []
    alarm = Alarm()
    put(time, "sleep", lambda seconds, /: alarm.sleep(seconds))
    return [alarm.in_signal]
