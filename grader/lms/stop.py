"""What a platform sends before it ends us, and our own time limit, become an exception in the main thread."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGXCPU") if hasattr(signal, name)]


class Stopped(KeyboardInterrupt):
    """The run must end now. A KeyboardInterrupt: everything below us lets those through, and ends its workers."""


@contextmanager
def stoppable(seconds: float) -> Iterator[None]:
    """Raise Stopped when told to stop, and after so many seconds of wall clock; a second word is not heard."""
    watched = [*SIGNALS, *([signal.SIGALRM] if hasattr(signal, "SIGALRM") else [])]

    def stop(number: int, _frame: FrameType | None) -> None:
        for other in watched:
            signal.signal(other, signal.SIG_IGN)  # the result is being written now
        if number == getattr(signal, "SIGALRM", None):
            raise Stopped(f"The grader had not finished after {seconds:g} seconds, its time limit.")
        raise Stopped(f"The grader was stopped ({signal.Signals(number).name}).")

    before = {number: signal.signal(number, stop) for number in watched}
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if number in SIGNALS else handler)
