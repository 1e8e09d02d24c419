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
