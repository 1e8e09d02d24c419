"""What pages cost, as ratios within one run: beside writing and reading the report that a page is made from.

`python -m benchmarks.pages` from the root prints the table of `docs/benchmarks/pages.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from grader.feedback import markdown
from grader.feedback.html import page
from grader.feedback.overview import page as overview
from grader.report import decode, encode
from tests.support.a_class import a_picture
from tests.support.gallery import pages

ROUNDS = 9
CLASSES = ((100, 13), (1_000, 13))


def spent(work: Callable[[], object], times: int = 20) -> float:
    """CPU seconds of one call: the median of some rounds."""
    found = []
    for _ in range(ROUNDS):
        started = process_time()
        for _ in range(times):
            work()
        found.append((process_time() - started) / times)
    return median(found)


def rows() -> list[str]:
    """The rows of the table."""
    gallery = pages()
    found = []
    for name in ("full marks", "race", "deadlock", "fifty checks", "long story"):
        sheets = gallery[name]
        report = sheets[0].report
        stored = encode(report)
        base = spent(lambda report=report, stored=stored: (encode(report), decode(stored)))
        html = spent(lambda sheets=sheets: page(sheets, heading="C"), 5)
        text = spent(lambda sheets=sheets: markdown.page(sheets, heading="C"), 5)
        size = len(page(sheets, heading="C")) / len(stored)
        found.append(f"| {name} | {html / base:.0f} | {text / base:.0f} | {html * 1000:.1f} ms | {size:.1f} |")
    return found


def classes() -> list[str]:
    """The overview of whole classes, per cell of its table."""
    found = []
    for authors, exercises in CLASSES:
        picture = a_picture(authors, exercises)
        seconds = spent(lambda picture=picture: overview(picture), 1)
        size = len(overview(picture).encode())
        cells = authors * exercises
        found.append(
            f"| {authors:,} × {exercises} | {seconds:.2f} s | {seconds / cells * 1e6:.0f} µs | "
            f"{size / 1e6:.2f} MB | {size / cells:.0f} B |"
        )
    return found


def main() -> None:
    """Print both tables."""
    print("| page | HTML / report | Markdown / report | CPU | bytes / report |\n|---|---|---|---|---|")
    print("\n".join(rows()))
    print("\n| class | CPU | a cell | size | a cell |\n|---|---|---|---|---|")
    print("\n".join(classes()))


if __name__ == "__main__":
    main()
