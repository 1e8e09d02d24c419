"""`python benchmarks/racy.py`: how many racy submissions get full marks, from us and from threads that are started and
hoped about; writes `docs/benchmarks/racy.md`. Exits 1 if one ever got full marks from us.

The same class is graded with one judge, one for each core, and eight for each core: load must change no verdict.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import graders
from batch import full_marks
from graders import RIGHT, a_class, ours, python_of

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks" / "racy.md"
HELD = "    with lock:\n"
SLEEP = "        time.sleep(0.001)\n"
WRITES = "        local = value\n        local += 1\n"
RACY = {
    "no lock": RIGHT.replace(HELD, "    if True:\n"),
    "no lock, and no sleep": RIGHT.replace(HELD, "    if True:\n").replace(SLEEP, ""),
    "a new lock in each call": RIGHT.replace(HELD, "    with Lock():\n"),
    "read before the lock is taken": RIGHT.replace(HELD + WRITES, "    local = value + 1\n" + HELD),
}
assert len({RIGHT, *RACY.values()}) == 1 + len(RACY)


def ours_wrong(folder: Path, count: int, jobs: int) -> int:
    """Full marks from us."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        ours(jobs)(Path(sys.executable), folder, Path(name))
        return full_marks(Path(name) / "out", count)


def theirs_wrong(folder: Path, workers: int) -> Counter[str]:
    """Submissions that pass all checks of pytest-xdist, by their mistake."""
    xdist = next(grader for grader in graders.GRADERS if "xdist" in grader.name)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        told = Path(name) / "told.xml"
        words = [python_of(xdist), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", str(workers)]
        environment = {**os.environ, "CLASS": str(folder), "PYTHONPATH": str(graders.SOURCES)}
        subprocess.run(
            [*words, f"--junitxml={told}", graders.SOURCES / "test_class.py"],
            cwd=name,
            env=environment,
            capture_output=True,
            check=False,
        )
        failed = Counter(_submission(case) for case in ElementTree.parse(told).iter("testcase") if len(case))
    names = sorted(path.stem for path in folder.iterdir())
    ways = list(RACY)
    return Counter(ways[place % len(ways)] for place, stem in enumerate(names) if not failed[stem])


def _submission(case: ElementTree.Element) -> str:
    return case.attrib["name"].rpartition("-")[2].rstrip("]")


def page(count: int, ours_by_jobs: Mapping[int, int], hoped: Counter[str]) -> Iterator[str]:
    """What happened, line by line."""
    yield "# Racy submissions that get full marks"
    yield ""
    yield f"{count} submissions, all wrong, in equal shares: {'; '.join(RACY)}."
    yield f"Python {platform.python_version()}, {os.cpu_count()} cores. `python benchmarks/racy.py` writes this page, and"
    yield "fails if a number of ours is not 0."
    yield ""
    yield "| | full marks |"
    yield "|---|---|"
    for jobs, wrong in ours_by_jobs.items():
        yield f"| **grade batch**, {jobs} judge{'s' * (jobs > 1)} at once | {wrong} |"
    told = ", ".join(f"{way}: {hoped[way]}" for way in RACY)
    yield f"| pytest-xdist -n 8, twenty threads started and hoped about | {hoped.total()} ({told}) |"


def main() -> int:
    """Print and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count, cores = parser.parse_args().count, os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = a_class(Path(name) / "class", count, sources=tuple(RACY.values()))
        wrong = {jobs: ours_wrong(folder, count, jobs) for jobs in (1, cores, 8 * cores)}
        hoped = theirs_wrong(folder, 8)
    text = "\n".join(page(count, wrong, hoped)) + "\n"
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main())
