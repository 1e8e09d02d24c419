"""How many schedules a second: in one process, across simulated processes, behind the walls, and for real.

``python benchmarks/rates.py`` prints the table; `benchmarks/explorer.py` puts it on its page. Schedules are drawn at random, so
that none is like the one before; an isolated search takes its time from the question to the answer, with a
worker started for it. A real run starts the program's processes by fork, in a worker of its own.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from grader.course.model import Limits  # noqa: E402
from grader.exploring.unlisted import pointed_at  # noqa: E402
from grader.intake import Delivery  # noqa: E402
from grader.interleave.program import Script  # noqa: E402
from grader.interleave.search.explorer import make_world  # noqa: E402
from grader.interleave.search.launch import Mode, run_once  # noqa: E402
from grader.interleave.strategies.randomly import Randomly  # noqa: E402
from grader.sandbox import open_workers  # noqa: E402
from tests.support.corpus import CORPUS, Case, all_cases  # noqa: E402

SECONDS = 1.5
INTRODUCTION = """\
## Schedules a second

In one process and across simulated processes: schedules drawn at random, one after the other. Isolated: a whole search of 2,000
schedules behind the walls, from the question to the answer, with a worker started for it. Real processes: the program run
by fork, each run in a worker of its own; nothing is controlled there. A real run is there to see the program as it is in life, so it
gets an interpreter of its own, which imports and forks afresh: what the bare interpreter takes for the same file is the floor
below which no real run gets (last line), and 50 runs a second are beyond it on such a machine.
"""
HEAD = ("| what | program | a second |", "|---|---|---|")


def case_of(name: str) -> Case:
    """A program of the corpus."""
    return next(case for case in all_cases(CORPUS) if case.name == name)


def in_process(case: Case) -> float:
    """Schedules drawn at random, in this process; as in a search, an ending is told when it is met for the first time."""
    world = make_world(case.program(), Script())
    chance, count = Randomly(0, 10**9), 0
    mode, known = Mode(20_000, visible=world.visible), set[object]()
    with world.installed():
        for _ in range(200):
            known.add(run_once(world, Script(), chance.next(), mode).key)
        start = time.perf_counter()
        while time.perf_counter() - start < SECONDS:
            run_once(world, Script(), chance.next(), mode, known)
            count += 1
        return count / (time.perf_counter() - start)


def isolated(case: Case, schedules: int = 2_000) -> float:
    """A whole search in a worker: the strategies in their order, each distinct ending told, its witness made simple."""
    delivery = Delivery(case.path)
    submission = pointed_at(delivery)
    with open_workers() as workers:
        with workers.sandbox(submission, Limits(time_s=20)) as sandbox:
            sandbox.explore(script=True, schedules=1)
        start = time.perf_counter()
        with workers.sandbox(submission, Limits(time_s=20), start_method=case.method) as sandbox:
            found = sandbox.explore(script=True, schedules=schedules)
        return found.schedules / (time.perf_counter() - start)


def really(case: Case, runs: int = 40) -> float:
    """Runs with real processes, by fork, each in a worker of its own."""
    delivery = Delivery(case.path)
    submission = pointed_at(delivery)
    with open_workers() as workers, workers.sandbox(submission, Limits(time_s=20)) as sandbox:
        sandbox.run(clock="real", start_method="fork")
        start = time.perf_counter()
        for _ in range(runs):
            sandbox.run(clock="real", start_method="fork")
        return runs / (time.perf_counter() - start)


def alone(case: Case, runs: int = 40) -> float:
    """The same program, by a bare interpreter and without any of ours."""
    start = time.perf_counter()
    for _ in range(runs):
        subprocess.run([sys.executable, "-I", str(case.path)], capture_output=True, check=True)
    return runs / (time.perf_counter() - start)


def table() -> Iterator[str]:
    """The lines of the table."""
    yield from HEAD
    for name in ("threads/lost_update", "threads/lost_update_fixed", "threads/ab_ba"):
        yield f"| in one process | {name} | {in_process(case_of(name)):,.0f} |"
    for name in ("processes/value_plus_equals[spawn]", "processes/value_plus_equals[fork]"):
        yield f"| across simulated processes | {name} | {in_process(case_of(name)):,.0f} |"
    for name in ("threads/plus_equals_loop", "threads/semaphore_limits_wrong"):
        yield f"| isolated, the whole search | {name} | {isolated(case_of(name)):,.0f} |"
    real = case_of("processes/value_plus_equals[fork]")
    yield f"| real processes | {real.name} | {really(real):,.0f} |"
    yield f"| the bare interpreter, the same file | {real.name} | {alone(real):,.0f} |"


if __name__ == "__main__":
    for line in table():
        print(line, flush=True)
