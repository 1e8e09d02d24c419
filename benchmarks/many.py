"""`python benchmarks/many.py`: ten thousand submissions in one gradebook. Do the class page, `grade book` and exports stay
fast? Writes `docs/benchmarks/many.md`.

Judging is left out: two submissions are judged for real, one right and one racy, and a judge that knows these two by
heart answers for all the others. Everything before and after it is what `grade batch` does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import graders
from graders import RIGHT, a_class, run
from racy import RACY

from grader.batch import judges as bench
from grader.batch.key import Ground, ground
from grader.batch.order import Answer, Brief, Order
from grader.batch.pool import Pool
from grader.cli.batch import Request, batch
from grader.cli.console import Console
from grader.intake.submission import digest

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks" / "many.md"
WAYS = (RIGHT, RACY["no lock"])


class ByHeart:
    """Judges that have seen it all."""

    def __init__(self, known: Mapping[str, dict[str, Any]], isolation: str) -> None:
        self._known = known
        self.jobs, self.caution, self.isolation = 2, "", isolation

    @property
    def ground(self) -> Ground:
        """What they stand on."""
        return ground(self.isolation)

    def submit(self, order: Order) -> Future[Answer]:
        """What was found about a program of the same kind."""
        text = order.files[order.entry].decode()
        evidence = next(found for way, found in self._known.items() if text.startswith(way))
        header = evidence["grader"] | {"submission": {"digest": digest(order.files), "entry": order.entry}}
        future: Future[Answer] = Future()
        future.set_result(
            Answer(key=order.key, kind="judged", evidence=json.dumps(evidence | {"grader": header}).encode())
        )
        return future

    def stop(self) -> None:
        """Nothing waits."""


def by_heart(brief: Brief) -> ByHeart:
    """Judge one of each kind for real."""
    with Pool({brief.exercise: brief}, jobs=1) as pool:
        orders = [
            Order(
                key=way, brief=brief.exercise, label="x", entry=brief.entry, files={brief.entry: way.encode()}, seed=0
            )
            for way in WAYS
        ]
        answers = [pool.submit(order).result() for order in orders]
        assert all(answer.kind == "judged" for answer in answers)
        return ByHeart({answer.key: json.loads(answer.evidence) for answer in answers}, pool.isolation)


def took(what: Callable[[], object]) -> tuple[float, float]:
    """Seconds of wall and of processor."""
    before, began = _cpu_s(), time.perf_counter()
    what()
    return time.perf_counter() - began, _cpu_s() - before


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def command(here: Path, *words: object) -> Callable[[], object]:
    """The real `grade`, in a process of its own."""
    return lambda: run([Path(sys.executable).with_name("grade"), *map(str, words)], cwd=here)


def measured(here: Path, count: int) -> Iterator[tuple[str, float, float]]:
    """What takes how long."""
    a_class(here / "in", count, sources=WAYS)
    out = here / "out"
    request = Request(Path("in"), Path("out"), here, exercises=("counter",), course=graders.COURSE)
    known: list[ByHeart] = []

    @contextmanager
    def remembered(briefs: Mapping[str, Brief], **_: object) -> Iterator[ByHeart]:
        known[:] = known or [by_heart(briefs["counter"])]
        yield known[0]

    bench.judges = remembered  # type: ignore[assignment]
    with Path(os.devnull).open("w") as null:
        console = Console(null, null, {})
        yield "`grade batch`, but for the judging", *took(lambda: batch(request, console))
        yield "the same command again, with nothing new", *took(lambda: batch(request, console))
        with (here / "in" / "s00000.py").open("a") as one:
            one.write("# changed\n")
        yield "again, one submission changed", *took(lambda: batch(request, console))
    where = ("--out", "out", "--course", graders.COURSE)
    yield "`grade book show`, everybody", *took(command(here, "book", "show", "--out", "out"))
    yield (
        "`grade book history`, one author",
        *took(command(here, "book", "history", "s00007.py", "counter", "--out", "out")),
    )
    override = ("book", "override", "s00007.py", "counter", "3", "--reason", "seen", "--by", "me")
    yield "`grade book override`, and its pages", *took(command(here, *override, *where))
    for form in ("csv", "junit", "markdown"):
        export = ("export", form, "--from", "out", "--out", f"grades.{form}", "--course", graders.COURSE)
        yield f"`grade export {form}`", *took(command(here, *export))
    print({path.name: f"{path.stat().st_size / 1e6:.1f} MB" for path in sorted(out.iterdir()) if path.is_file()})


def main() -> int:
    """Print and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    lines = [
        "# Ten thousand results",
        "",
        f"{count} different submissions of one exercise, half of them wrong, in one SQLite gradebook; judging itself is left",
        f"out. Python {platform.python_version()}, {os.cpu_count()} cores. `python benchmarks/many.py` writes this page.",
        "",
        "| | s wall | s CPU | ms CPU for each |",
        "|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for what, wall, cpu in measured(Path(name), count):
            lines.append(f"| {what} | {wall:.1f} | {cpu:.1f} | {1000 * cpu / count:.2f} |")
            print(lines[-1], flush=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines += ["", f"Memory of `grade batch` at most: {most:.0f} MB."]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
