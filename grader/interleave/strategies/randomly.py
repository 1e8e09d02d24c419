"""Plain chance: at every step one of those who can go on, with a fixed seed. The baseline of everything."""

from __future__ import annotations

from _random import Random  # what the library's is made of, and all in C: the program cannot put anything in its place

from ..operations import Operation
from .trace import Trace


class RandomChooser:
    """One random run."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Anyone."""
        del current, pending
        return enabled[int(self._random.random() * len(enabled))]


class Randomly:
    """A number of random runs."""

    def __init__(self, seed: int, runs: int) -> None:
        self._seed, self._left = seed, runs

    def next(self) -> RandomChooser | None:
        """The next run."""
        if not self._left:
            return None
        self._left -= 1
        return RandomChooser(self._seed * 1_000_003 + self._left)

    def learn(self, trace: Trace) -> None:
        """Chance learns nothing."""


class BruteForce:
    """Every schedule there is, one after another: only for small programs, and to check the others."""

    def __init__(self) -> None:
        self._choices: list[tuple[list[int], int]] = []
        self._chooser: _Following | None = None

    def next(self) -> _Following | None:
        """The next schedule in lexical order."""
        if self._chooser is not None:
            self._choices = self._chooser.made
            while self._choices and self._choices[-1][1] == len(self._choices[-1][0]) - 1:
                self._choices.pop()
            if not self._choices:
                return None
            enabled, taken = self._choices[-1]
            self._choices[-1] = (enabled, taken + 1)
        self._chooser = _Following(list(self._choices))
        return self._chooser

    def learn(self, trace: Trace) -> None:
        """The chooser remembers all that is needed."""


class _Following:
    def __init__(self, choices: list[tuple[list[int], int]]) -> None:
        self.made = choices
        self._depth = 0

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        del current, pending
        if self._depth == len(self.made):
            self.made.append((enabled, 0))
        choice = enabled[self.made[self._depth][1]]
        self._depth += 1
        return choice
