"""`make bench`: measure, and write the table that the documentation shows."""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path

import startup

TABLE = Path(__file__).parent.parent / "docs" / "benchmarks" / "startup.md"


def main() -> int:
    """Print and write the table; exit 1 when a ratio is beyond its aim by more than a quarter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    lines = [
        "# What a student waits for",
        "",
        f"Medians of {rounds} paired rounds, Python {platform.python_version()}; `make bench` writes this page.",
        "",
        "| ours / the other | wall | CPU | aim (wall) |",
        "|---|---|---|---|",
    ]
    missed = 0
    for one in startup.rows(rounds):
        missed += one.wall > one.aim * 1.25
        cpu = "–" if one.cpu is None else f"{one.cpu:.2f}"
        lines.append(f"| {one.name} | {one.wall:.2f} | {cpu} | ≤ {one.aim:g} |")
    text = "\n".join(lines) + "\n"
    print(text)
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(text, encoding="utf-8")
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
