"""Plain chance: at every step one of those who can go on, with a fixed seed. The baseline of everything."""

from __future__ import annotations

from _random import Random  # what the library's is made of, and all in C: the program cannot put anything in its place

from ..operations import Operation
from .trace import Trace


class RandomChooser:
    """One random run. `stretch`: turns for which whoever goes on does so, about."""

    def __init__(self, seed: int, stretch: int = 1) -> None:
        self._random = Random(seed)
        self._stretch = stretch

    def choose(self, current: int, enabled: list[int], pending: list[Operation]) -> int:
        """Anyone."""
        del pending
        if self._stretch > 1 and current in enabled and self._random.random() * self._stretch > 1:
            return current
        return enabled[int(self._random.random() * len(enabled))]


class Randomly:
    """A number of random runs."""

    def __init__(self, seed: int, runs: int, stretch: int = 1) -> None:
        self._seed, self._left, self._stretch = seed, runs, stretch

    def next(self) -> RandomChooser | None:
        """The next run."""
        if not self._left:
            return None
        self._left -= 1
        return RandomChooser(self._seed * 1_000_003 + self._left, self._stretch)

    def learn(self, trace: Trace) -> None:
        """Chance learns nothing."""
