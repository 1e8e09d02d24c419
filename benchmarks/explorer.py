"""The explorer on programs with known verdicts, beside plain repetition, frontrun and interleave-test.

Every figure is measured in this run. A tool that cannot be installed is said to be missing. What the columns mean is
written above the table in `docs/benchmarks/explorer.md`, which this writes. A short run takes some minutes;
`--full` takes every program.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import contenders  # noqa: E402
import rates  # noqa: E402
from contenders import Said  # noqa: E402
from tally import Tally  # noqa: E402

from tests.support.corpus import CORPUS, SCTBENCH, Case, all_cases  # noqa: E402

PAGE = ROOT / "docs" / "benchmarks" / "explorer.md"
Contender = Callable[[Case], Said | None]

INTRODUCTION = """\
# Finding interleavings: ours and others

`python benchmarks/explorer.py{flag}` wrote this page on Python {python}; nothing in it is copied from elsewhere. The programs are those of
`tests/interleave/corpus` and `tests/interleave/sctbench`, unmodified; each has a known verdict. Every tool had at most
{schedules:,} schedules and {seconds:g} seconds for each program.

- **applies**: programs the tool takes at all (the others run threads only, and frontrun wants the threads handed over one by one:
  programs of the form *make threads, start, join, print* are taken apart for it automatically).
- **found / missed**: of the programs with a bug; whoever gave up has not missed. **false alarm**: a failure reported for a right program.
- **false proof**: "holds" or "proved" said of a program with a bug. interleave-test's proof is for at most two preemptions,
  and counts as false only as a claim about the program. **proved**: said of a right program, truly.
- **first**: executions up to the first failing one; **proof**: executions for a proof, median (maximum).
- **gave up**: "not fully controlled", "inconclusive", no answer at all in the time, or the tool itself failed.
"""


def chosen(every: int) -> list[Case]:
    """Each `every`th program."""
    cases = [c for c in all_cases(CORPUS) + all_cases(SCTBENCH) if c.atomicity == "language" and not c.must_escape]
    return cases[::every]


def line_up(folder: Path, args: argparse.Namespace) -> dict[str, Contender | str]:
    """Each contender, or why it is not here."""
    ours = contenders.Ours(args.schedules, args.seconds)
    everyone: dict[str, Contender | str] = {
        "**ours**": ours,
        "ours, random walk alone": contenders.RandomAlone(args.schedules, args.seconds),
        f"plain repetition, {args.repeat} runs": contenders.Plain(args.repeat),
    }
    peer = contenders.Peers(folder, args.python, args.schedules, args.seconds)
    everyone["frontrun, the script as it is"] = peer.frontrun("script")
    everyone["frontrun, threads handed over"] = peer.frontrun("handed")
    everyone["interleave-test, PCT"] = peer.interleave_test("pct")
    everyone["interleave-test, DFS ≤ 2 preemptions"] = peer.interleave_test("dfs")
    return everyone


def busy() -> str:
    """What else the machine had to do, which the others' seconds and everybody's schedules a second depend on."""
    return (
        f"At the end {os.getloadavg()[2]:.0f} processes were waiting for {os.cpu_count()} cores (mean of 15 minutes)."
    )


def main() -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="every program (hours)")
    parser.add_argument("--every", type=int, default=0, help="each Nth program; 12, with --full 1")
    parser.add_argument("--only", default="", help="contenders whose name contains this")
    parser.add_argument("--schedules", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=0.0, help="for each program; 2, with --full 20")
    parser.add_argument("--repeat", type=int, default=0, help="real runs for each program; 4, with --full 50")
    parser.add_argument("--python", default="python3.12", help="interpreter for the peers")
    args = parser.parse_args()
    args.seconds = args.seconds or (20.0 if args.full else 2.0)
    args.repeat = args.repeat or (50 if args.full else 4)
    cases = chosen(args.every or (1 if args.full else 12))
    rows, remarks = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, contender in line_up(Path(folder), args).items():
            if args.only not in name:
                continue
            if isinstance(contender, str):
                remarks.append(f"- {name}: {contender}")
                continue
            tally = Tally(name)
            for case in cases:
                tally.add(case, contender(case))
            print(tally.row(), file=sys.stderr, flush=True)
            rows.append(tally.row())
            remarks.extend(tally.remarks())
    intro = INTRODUCTION.format(
        flag="".join(f" {word}" for word in sys.argv[1:]),
        python=platform.python_version(),
        schedules=args.schedules,
        seconds=args.seconds,
    )
    text = "\n".join([
        intro, f"{len(cases)} programs and start methods. {busy()}\n", *Tally.HEAD, *rows, "", *remarks, "", rates.INTRODUCTION, *rates.table(), "",
    ])  # fmt: skip
    print(text)
    if not args.only:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
