"""`python benchmarks/batch.py`: a class graded by us and by others, side by side; writes `docs/benchmarks/batch.md`.

Contenders take turns within one run, and figures are ratios of medians: the machine may be shared.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import graders
from graders import GRADERS, Grader, Spent, a_class, python_of, spent

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks" / "batch.md"


def measured(grader: Grader, count: int) -> Spent:
    """One class, graded once."""
    python, count = python_of(grader), min(count, grader.most)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, work = a_class(Path(name) / "class", count, notebooks=grader.notebooks), Path(name) / "work"
        work.mkdir()
        if grader.prepare is not None:
            grader.prepare(python, folder, work)
        took = spent(lambda: grader.grade(python, folder, work), count)
        assert grader.needs or grader.grade is graders.bare or count == full_marks(work / "out", count)
        return took


def table(contenders: Sequence[Grader], count: int, rounds: int) -> Iterator[str]:
    """Every contender beside the first, in turns."""
    found: dict[str, list[Spent]] = {grader.name: [] for grader in contenders}
    for number in range(rounds):
        for grader in contenders:
            found[grader.name].append(measured(grader, count))
            said = found[grader.name][-1]
            print(
                f"  round {number + 1}: {grader.name}: {said.wall_ms:.0f} ms wall, {said.cpu_ms:.1f} ms CPU", flush=True
            )
    us = _median(found[contenders[0].name])
    yield "| | ms CPU | ms wall | ours / its CPU | ours / its wall |"
    yield "|---|---|---|---|---|"
    for grader in contenders:
        cpu, wall = _median(found[grader.name])
        yield f"| {grader.name} | {cpu:.1f} | {wall:.0f} | {us[0] / cpu:.2f} | {us[1] / wall:.3f} |"


def _median(found: Sequence[Spent]) -> tuple[float, float]:
    return statistics.median(one.cpu_ms for one in found), statistics.median(one.wall_ms for one in found)


def full_marks(out: Path, count: int) -> int:
    """How many of our grades are full marks; all of them must be grades."""
    with (out / "grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert count == len(rows)
    assert all(row["outcome"] == "judged" for row in rows)
    return sum(float(row["points"]) >= float(row["max_points"]) for row in rows)


def memory_mb(count: int) -> float:
    """The largest process of a batch."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = a_class(Path(name) / "class", count)
        code = (
            "import resource, subprocess, sys\n"
            "subprocess.run(sys.argv[1:], check=True, capture_output=True)\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [Path(sys.executable).with_name("grade"), "batch", folder, "--exercise", "counter"]
        words = [*command, "--course", graders.COURSE, "--out", Path(name) / "out"]
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main() -> int:
    """Print and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], help="words of contenders' names")
    asked = parser.parse_args()
    chosen = [one for one in GRADERS if one is GRADERS[0] or not asked.only or any(w in one.name for w in asked.only)]
    scripts = [one for one in chosen if not one.notebooks]
    lines = [
        "# A class at once",
        "",
        f"Milliseconds for each of {asked.count} right, different submissions (fewer where one takes seconds), start-up",
        f"included; medians of {asked.rounds} rounds in turns. Python {platform.python_version()}, {os.cpu_count()} cores; ours with the",
        "strongest isolation, every report and page written. `python benchmarks/batch.py` writes this page.",
        "",
        *table(scripts, asked.count, asked.rounds),
        "",
    ]
    if any(one.notebooks for one in chosen):
        lines += ["## Notebooks", "", *table([one for one in chosen if one.notebooks], asked.count, asked.rounds), ""]
    few, many = memory_mb(max(10, asked.count // 10)), memory_mb(asked.count)
    lines += [
        "## Memory",
        "",
        f"Largest process: {few:.0f} MB with {max(10, asked.count // 10)}, {many:.0f} MB with {asked.count}.",
        "",
        "[Where the time goes](where-the-time-goes.md)",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
