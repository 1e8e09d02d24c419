"""A check has an end. What it asks of workers is bounded there; what it does by itself, here.

Processor time of our own process is counted, not time on the wall, so that a busy machine changes no verdict. Where there are
no such timers (Windows), or where the check does not run in the main thread, it is not bounded.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

SECONDS = 60.0
"""What a check may compute by itself; an honest one takes hundredths of one."""
AGAIN = 1.0
"""Seconds until a check that caught it is stopped again."""


class Endless(BaseException):
    """The suite computes without an end. No `except Exception` of its own catches this."""


@contextmanager
def in_time(seconds: float = SECONDS) -> Iterator[None]:
    """Raise Endless where what is done within takes more processor time than this."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> NoReturn:
        raise Endless(f"the suite did not end: it was still computing after {seconds:g} s of processor time")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
