"""How far a batch is: one line that renews itself on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from grader.cli.console import Console

if TYPE_CHECKING:
    from grader.report import Report

EVERY_S = 10.0
"""Between lines, where nobody watches."""
OFTEN_S = 0.1


class Progress:
    """Counts what was judged, and says so."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._due = self._done = self._full = self._lost = self._withheld = 0
        self._begun = self._said = time.monotonic()

    def begins(self, due: int, kept: int, again: int = 0) -> None:
        """So many are to be judged, `again` of them once more, and so many results were there already."""
        self._due, self._begun = due, time.monotonic()
        already = f" {kept} {'is' if kept == 1 else 'are'} judged already." if kept else ""
        more = f", {again} of them once more" if again else ""
        if again == due > 0:
            more = " once more"
        self._console.say(f"{due} different submission{'' if due == 1 else 's'} to judge{more}.{already}")

    def judged(self, report: Report) -> None:
        """One more."""
        self._done += 1
        if report.points is None:
            self._withheld += 1
        elif report.points >= report.max_points:
            self._full += 1
        else:
            self._lost += 1
        self._say()

    def _say(self) -> None:
        now = time.monotonic()
        if now - self._said < (OFTEN_S if self._console.live else EVERY_S):
            return
        self._said = now
        if self._console.live:
            self._console.progress(self.line(now - self._begun))
        else:
            self._console.say(self.line(now - self._begun))

    def line(self, passed_s: float) -> str:
        """`120 of 1000  43.1/s  21 s left  80 full, 35 lost, 5 withheld`."""
        rate = self._done / passed_s if passed_s > 0 else 0.0
        left = f"  {_span((self._due - self._done) / rate)} left" if rate and self._done < self._due else ""
        counts = f"{self._full} full, {self._lost} lost, {self._withheld} withheld"
        return f"{self._done} of {self._due}  {rate:.1f}/s{left}  {counts}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._console.progress("")


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
