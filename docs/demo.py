"""What `make demo` shows: the tutorial notebook's cells as they stand, then the reference answers."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat

ROOT = Path(__file__).parent.parent
CELLS = ROOT / "build" / "demo"  # they stay: the pages name commands that want them
NOTEBOOK = ROOT / "tests" / "acceptance" / "notebooks" / "seed.ipynb"

# Which code cell of the notebook is handed in for which exercise. The first three hold only text.
HANDED_IN = [(3, "fix-typo"), (4, "join-threads"), (5, "add-lock"), (6, "share-value")]


def check(*arguments: str | Path) -> int:
    """Run one `grade check` as a newcomer would type it; its exit code is part of what is shown."""
    typed = [str(a.relative_to(ROOT) if isinstance(a, Path) else a) for a in arguments]
    print(f"\n$ grade check {shlex.join(typed)}", flush=True)
    return subprocess.run(words(typed), cwd=ROOT, check=False).returncode


def check_briefly(reference: Path, slug: str) -> int:
    """The same of an answer that is right, of which the first line says it all."""
    typed = [str(reference.relative_to(ROOT)), "--exercise", slug]
    done = subprocess.run(words(typed), cwd=ROOT, check=False, capture_output=True, text=True)
    told = done.stdout.partition("\n")[0] if done.returncode == 0 else f"{done.stdout}{done.stderr}"
    print(f"$ grade check {shlex.join(typed)}\n{told}", flush=True)
    return done.returncode


def words(typed: Sequence[str]) -> list[str]:
    """The command, whether or not its environment is activated."""
    return [sys.executable, "-m", "grader", "check", *typed]


def main() -> int:
    """Grade both; succeed when the references, all of them, get full marks."""
    cells = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    print("The tutorial notebook's own cells, handed in as they stand:")
    pages = []
    CELLS.mkdir(parents=True, exist_ok=True)
    for number, slug in HANDED_IN:
        path = CELLS / f"cell {number + 1}.py"
        path.write_text(cells[number], encoding="utf-8")
        pages.append(check(path, "--exercise", slug))
    print("\n\nThe reference answers, the first line of each page:\n")
    references = sorted((ROOT / "solutions").glob("*/reference/*.py"))
    results = [check_briefly(reference, reference.parent.parent.name) for reference in references]
    print("\nTo type such commands yourself:  . .venv/bin/activate")
    # The cells lose points, which is what they are shown for; that the grader failed on one would be no demo.
    return max([*results, *(code for code in pages if code > 1)], default=1)


if __name__ == "__main__":
    sys.exit(main())
