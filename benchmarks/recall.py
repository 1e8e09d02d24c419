"""The explorer on every program of the corpus and of SCTBench: what is found, proved and said wrongly, and how soon.

``python benchmarks/recall.py [SCHEDULES [SCTBENCH_SCHEDULES]]`` prints one row for each collection, for the interpreter
that runs it. Only figures that load does not change are told, but for the last column (processor time).
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from grader.interleave.explore import explore  # noqa: E402
from grader.interleave.program import Budget, Script, Search  # noqa: E402
from tests.support.corpus import CORPUS, SCTBENCH, Case, all_cases  # noqa: E402

FAULT = "!"
HEAD = """\
| Python | programs | cases | bugs found | beyond control | false alarms | false proofs | first: median (max) | fixes proved | proof: median (max) | longest proof, CPU |
|---|---|---|---|---|---|---|---|---|---|---|"""


@dataclass
class Row:
    """What was seen of one collection."""

    name: str
    cases: int = 0
    buggy: int = 0
    beyond: int = 0
    alarms: int = 0
    false_proofs: int = 0
    right: int = 0
    firsts: list[int] = field(default_factory=list)
    proofs: list[int] = field(default_factory=list)
    longest: float = 0.0

    def add(self, case: Case, schedules: int) -> None:
        """Search one program."""
        search = Search(
            atomicity=case.atomicity, output_order=case.output_order,
            budget=Budget(schedules=schedules, steps=20_000 if self.name == "corpus" else 400_000, seconds=3_000),
        )  # fmt: skip
        start = time.process_time()
        found = explore(case.program(), Script(), search)
        took = time.process_time() - start
        failing = [one for one in found.endings if case.failures(one.ending) & case.verdict]
        proved = found.exhaustive and found.controlled
        self.cases += 1
        self.buggy += case.buggy
        self.alarms += any(case.failures(one.ending) - case.verdict - case.may - {FAULT} for one in found.endings)
        self.false_proofs += proved and ((case.buggy and not failing) or case.must_escape)
        self.right += not case.buggy and not case.bounded and not case.must_escape
        if failing:
            self.firsts.append(min(one.first for one in failing))
        elif not found.controlled:
            self.beyond += 1
        elif proved and not case.buggy:
            self.proofs.append(found.schedules)
            self.longest = max(self.longest, took)

    def __str__(self) -> str:
        return (
            f"| {platform.python_version()} | {self.name} | {self.cases} | {len(self.firsts)} of {self.buggy} | {self.beyond} | "
            f"{self.alarms} | {self.false_proofs} | {_spread(self.firsts)} | {len(self.proofs)} of {self.right} | "
            f"{_spread(self.proofs)} | {self.longest:.1f} s |"
        )


def _spread(numbers: list[int]) -> str:
    return f"{statistics.median(numbers):g} ({max(numbers)})" if numbers else "–"


def main() -> None:
    """Search them all."""
    warnings.simplefilter("ignore")
    given = [int(word) for word in sys.argv[1:3]]
    few, many = [*given, *(300, 10_000)[len(given) :]]
    print(HEAD)
    for name, root, schedules in (("corpus", CORPUS, few), ("SCTBench", SCTBENCH, many)):
        row = Row(name)
        for case in all_cases(root) if schedules else ():
            row.add(case, schedules)
        if schedules:
            print(row, flush=True)


if __name__ == "__main__":
    main()
