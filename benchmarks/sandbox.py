"""What a wall costs: a worker of each tier beside a bare interpreter, and one question beside one round trip.

``python benchmarks/sandbox.py [ROUNDS]`` prints the table. What is compared takes turns, round by round; the figure
is the median of the rounds' ratios.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.intake import Submission
from grader.sandbox import Workers, open_workers, tiers
from grader.sandbox.exchange import Exchange

EMPTY = Submission(entry="a.py", module="a.py", files={"a.py": b"x = 1"}, source="x = 1", digest="")
BETWEEN_S = 0.03
"""A check does something, too, before it wants the next worker."""


def bare() -> float:
    """Seconds for an interpreter that does nothing."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)
    return time.perf_counter() - began


def launched(workers: Workers) -> float:
    """Seconds until a worker has the submission and is ready."""
    time.sleep(BETWEEN_S)
    began = time.perf_counter()
    exchange = Exchange(workers._launcher, EMPTY, Limits(), cpu_s=10, stacks=0)
    took = time.perf_counter() - began
    exchange.let_go()
    return took


def cold(tier: str) -> float:
    """Seconds from nothing to the first worker, and to its end."""
    began = time.perf_counter()
    with open_workers(tier) as workers:
        Exchange(workers._launcher, EMPTY, Limits(), cpu_s=10, stacks=0).let_go()
    return time.perf_counter() - began


def asked(workers: Workers, questions: int = 500) -> float:
    """Seconds for one question to a loaded submission."""
    with workers.sandbox(EMPTY, Limits()) as submission:
        program = submission.load()
        began = time.perf_counter()
        for _ in range(questions):
            _ = program.x
        return (time.perf_counter() - began) / questions


def ratio(ours: Callable[[], float], rounds: int) -> float:
    """Median of ours over an empty interpreter."""
    ours()
    return statistics.median(ours() / bare() for _ in range(rounds))


def main(rounds: int = 30) -> None:
    """Print a row for each tier that this machine has."""
    print("| tier | warm launch / bare `python -I -c pass` | cold start to first worker / bare | one question |")
    print("|---|---|---|---|")
    for tier in tiers.possible():
        try:
            with open_workers(tier.name) as workers:
                launched(workers)
                time.sleep(1)  # warming up goes on between requests
                warm = ratio(lambda workers=workers: launched(workers), rounds)  # type: ignore[misc]
                question = asked(workers)
            first = ratio(lambda name=tier.name: cold(name), max(3, rounds // 5))  # type: ignore[misc]
        except WorkerError as missing:
            print(f"| {tier.name} | {str(missing).removeprefix(f'isolation {tier.name} cannot be had here: ')} | | |")
            continue
        print(f"| {tier.name} | {warm:.2f} | {first:.1f} | {question * 1e6:.0f} µs |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
