"""What a running check notes down: the parts it awarded, the comparisons that did not hold, and what ended its threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

# The one ambient thing of the judge: `award(…)` is a plain function in a suite, so it must find its check somehow.
_open: ContextVar[Ledger] = ContextVar("grader.judge.ledger")


@dataclass(frozen=True)
class Award:
    """A part of a check's points, and what it was given for."""

    fraction: Fraction
    why: str


@dataclass(frozen=True)
class Comparison:
    """A comparison that a failing assert made, with the values it had."""

    operator: str
    left: Any
    right: Any


@dataclass
class Ledger:
    """The notes of one check."""

    awards: list[Award] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    strays: list[BaseException] = field(default_factory=list)
    """What threads of the suite's own ended with."""

    def award(self, fraction: int | float | Decimal | Fraction, why: str) -> None:
        """Note a part of the points; anything but a fraction from 0 to 1 is a mistake of the suite."""
        if isinstance(fraction, bool) or not isinstance(fraction, int | float | Decimal | Fraction):
            raise TypeError(f"award() takes a number from 0 to 1, not {fraction!r}")
        if not 0 <= fraction <= 1:
            raise ValueError(f"award() takes a fraction from 0 to 1, not {fraction}")
        # str() first: 0.1 was meant as a tenth, not as the nearest binary number.
        exact = fraction if isinstance(fraction, Fraction) else Fraction(str(fraction))
        self.awards.append(Award(exact, str(why)))

    @property
    def best(self) -> Award | None:
        """The largest part that was awarded; of equal ones the latest."""
        return max(reversed(self.awards), key=lambda award: award.fraction, default=None)


@contextmanager
def strays_noted(ledger: Ledger) -> Iterator[None]:
    """Note what ends a thread of the check's own: nobody else hears of it, and the check would go on as if it had done its work.
    What an earlier check has left says nothing of this one."""
    usual, earlier = threading.excepthook, set(threading.enumerate())

    def note(ended: threading.ExceptHookArgs) -> None:
        if ended.thread in earlier:
            usual(ended)
        elif ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):  # that is no failure
            ledger.strays.append(ended.exc_value)

    threading.excepthook = note
    try:
        yield
    finally:
        threading.excepthook = usual


@contextmanager
def opened(ledger: Ledger) -> Iterator[Ledger]:
    """Let `current()` mean this ledger."""
    token = _open.set(ledger)
    try:
        yield ledger
    finally:
        _open.reset(token)


def current() -> Ledger:
    """The ledger of the check that is running."""
    ledger = _open.get(None)
    if ledger is None:
        raise RuntimeError("award() belongs inside a check, on the thread that runs it")
    return ledger
