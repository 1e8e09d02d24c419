"""What a judge is asked and what it answers: plain structs that travel as lines of JSON."""

from __future__ import annotations

from typing import Literal

from grader.report import Report, Struct

Which = Literal["suite", "examples"]


class Order(Struct, frozen=True):
    """One answer to be judged."""

    slug: str
    path: str
    """The answer's folder or file."""
    which: Which = "suite"
    text: str | None = None
    """What stands in the entry instead of what is there."""
    seed: int = 0
    time_s: float | None = None
    """Another limit of time than the exercise's."""
    memory_mb: int | None = None
    """Another limit of memory."""
    until_lost: bool = False
    """Stop at the first check that is lost."""

    @property
    def setting(self) -> tuple[str, Which]:
        """What a judge has to be ready for: one that is can take the next order of the same at little cost."""
        return self.slug, self.which


class Heard(Struct, frozen=True):
    """What became of an order: a report, or the mistakes of the suite, or a failure that is nobody's answer's."""

    report: Report | None = None
    mistakes: tuple[str, ...] = ()
    failure: str | None = None
