"""Measure commands against each other, as ratios within one run.

The machine may be shared and its speed may drift, so what is compared takes turns, round by round, and the
figure is the median of the rounds' ratios: absolute times say little, ratios of neighbours say much.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took, its children included."""

    wall_s: float
    cpu_s: float


def cost(command: Sequence[str | Path], *, cwd: Path | None = None, accept: tuple[int, ...] = (0,)) -> Cost:
    """Run `command` once. Raises RuntimeError, with its output, when it exits with a code not in `accept`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in accept:
        raise RuntimeError(f"{command} exited with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Median ratio of wall time and of CPU time, ours to the other's, over the rounds."""

    wall: float
    cpu: float
    rounds: int


def ratio(
    ours: Sequence[str | Path], other: Sequence[str | Path], *, rounds: int = 9, cwd: Path | None = None
) -> Ratio:
    """Run the two in turns, after one round that only warms caches."""
    pairs = [(cost(ours, cwd=cwd), cost(other, cwd=cwd)) for _ in range(rounds + 1)][1:]
    return Ratio(
        statistics.median(a.wall_s / b.wall_s for a, b in pairs),
        statistics.median(a.cpu_s / b.cpu_s for a, b in pairs),
        rounds,
    )
