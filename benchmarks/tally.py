"""Counts what one contender said of all programs, and makes a table row of it."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from contenders import Said

    from tests.support.corpus import Case


@dataclass
class Tally:
    """One contender's row."""

    HEAD: ClassVar[tuple[str, str]] = (
        "| | applies | found | missed | false alarm | false proof | proved | gave up | first: median (max) | proof: median (max) | schedules/s |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    )
    name: str
    taken: int = 0
    buggy: int = 0
    right: int = 0
    found: int = 0
    proved: int = 0
    gave_up: int = 0
    alarms: list[str] = field(default_factory=list)
    false_proofs: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    proofs: list[int] = field(default_factory=list)
    executions: int = 0
    seconds: float = 0.0

    def add(self, case: Case, said: Said | None) -> None:
        """File what was said of one program; None: it could not be taken."""
        if said is None:
            return
        self.taken += 1
        self.executions += said.executions
        self.seconds += said.seconds
        self.gave_up += said.verdict == "gave up"
        if case.buggy:
            self.buggy += 1
            if said.verdict == "found":
                self.found += 1
                if number := said.first or said.executions:
                    self.firsts.append(number)
            elif said.verdict != "gave up":
                self.missed.append(case.name)
            if said.verdict == "proved":
                self.false_proofs.append(case.name)
        else:
            self.right += 1
            if said.verdict == "found":
                self.alarms.append(case.name)
            if said.verdict == "proved":
                self.proved += 1
                self.proofs.append(said.executions)

    def row(self) -> str:
        """The line of the table."""
        rate = f"{self.executions / self.seconds:,.0f}" if self.seconds else "–"
        return (
            f"| {self.name} | {self.taken} | {self.found} of {self.buggy} | {len(self.missed)} | {len(self.alarms)} | "
            f"{len(self.false_proofs)} | {self.proved} of {self.right} | {self.gave_up} | {_spread(self.firsts)} | {_spread(self.proofs)} | {rate} |"
        )

    def remarks(self) -> list[str]:
        """Which programs are behind the numbers that should be nought."""
        lists = {"missed": self.missed, "false alarm": self.alarms, "false proof": self.false_proofs}
        return [f"- {self.name}, {what}: {_few(names)}" for what, names in lists.items() if names]


def _spread(values: list[int]) -> str:
    return f"{statistics.median(values):g} ({max(values)})" if values else "–"


def _few(names: list[str], most: int = 12) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
