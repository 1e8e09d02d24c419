"""What is explored: a student's program, its surroundings, and how far to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .instead import Instead

StartMethod = Literal["fork", "spawn", "forkserver"]
Atomicity = Literal["language", "cpython"]
Timeouts = Literal["last", "any"]
"""When a limited wait is over: only once nothing else can go on; or at any time, however long it was to be."""
Steps = Literal["none", "some", "every"]
"""Which steps of a schedule that is run again are told; some: those that are worth telling."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that lies in `folder`; the Python files named in `sources` run instrumented."""

    folder: str
    entry: str
    """File name below `folder`; runs as `__main__`, or is loaded as a module."""
    sources: Mapping[str, str]
    """Decoded text of each of the submission's Python files, by name relative to `folder`."""
    args: tuple[str, ...] = ()
    stdin: str = ""
    start_method: StartMethod = "spawn"
    cpus: int = 4
    instead: Instead | None = None
    """Functions of the entry that the suite puts others in the place of."""


MOST_STEPS = 1_200_000
"""Steps of one run before it is called endless: two threads that count to a hundred thousand under a lock make 800,000, with a method of an object a million."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much to try. Schedules and steps decide; the clock only withholds."""

    schedules: int = 2_000
    steps: int = MOST_STEPS
    """Visible steps of one schedule before it is called endless."""
    seconds: float = 20.0
    """Safety net for the whole exploration, in seconds of processor time; reaching it proves nothing."""

    @property
    def certain(self) -> int:
        """Steps of a schedule in which everybody comes to an end for certain: two threads that count to half a million."""
        return self.steps * 2 + self.steps // 4


Start = tuple[tuple[str, Any], ...]
"""Names of the module, and the plain values that they have before anything else is done with it."""


@dataclass(frozen=True, slots=True)
class Calls:
    """Explore calls of module functions, each on a thread of its own, on a fresh module per schedule."""

    threads: tuple[str, ...]
    """Each an expression evaluated in the module by the worker: `increase`, `increase()`, `account.add(3)`."""
    observe: tuple[str, ...] = ()
    """Expressions whose values the ending carries."""
    start: Start = ()


@dataclass(frozen=True, slots=True)
class Script:
    """Explore the whole program: it makes its own threads and processes."""

    observe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Explore a function of the suite's `scenarios.py`; it is called with the student's module."""

    name: str
    source: str
    """The text of `scenarios.py`."""
    observe: tuple[str, ...] = ()
    after_script: bool = False
    """Whether the module is what the whole script left behind, rather than freshly imported."""
    start: Start = ()

    @property
    def text(self) -> tuple[str, str]:
        """What a program is rewritten with for it: its name, by which it is known what it needs, and the file."""
        return self.name, self.source


Target = Calls | Script | Scenario


@dataclass(frozen=True, slots=True)
class Search:
    """How to search: the atomicity model, whether the order of printed lines counts, when timeouts fire, and the budget."""

    atomicity: Atomicity = "language"
    output_order: bool = False
    timeouts: Timeouts = "last"
    seed: int = 0
    budget: Budget = field(default_factory=Budget)
