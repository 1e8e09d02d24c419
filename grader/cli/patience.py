"""Where something takes long and no line of progress can be shown, one plain line says what is going on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Protocol

from grader.cli.console import Console

AFTER_S = 5.0


class Clock(Protocol):
    """What calls somebody later."""

    def start(self) -> None:
        """Begin to wait."""

    def cancel(self) -> None:
        """Do not call any more."""


def _timer(after_s: float, call: Callable[[], None]) -> Clock:
    timer = Timer(after_s, call)
    timer.daemon = True
    return timer


@contextmanager
def patience(
    console: Console, doing: str, clock: Callable[[float, Callable[[], None]], Clock] = _timer
) -> Iterator[None]:
    """Say once what is being done, where it is not done in some seconds and no terminal shows progress."""
    console.progress(f"{doing} …")
    if console.live:
        yield
        return
    waiting = clock(AFTER_S, lambda: console.say(f"Still {doing} …"))
    waiting.start()
    try:
        yield
    finally:
        waiting.cancel()
