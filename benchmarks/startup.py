"""How long a student waits: `grade check` and `--watch` beside a bare pytest run, `grade --help` beside an empty Python.

All of it in an environment as a student's: our wheel, what it needs, and nothing else.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graders import COURSE, RIGHT, SOURCES
from measure import cost, ratio
from watching import Watching

ROOT = Path(__file__).parent.parent
Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the table: median ratios, and the wall ratio it should stay within."""

    name: str
    wall: float
    cpu: float | None
    aim: float


def rows(rounds: int) -> list[Compared]:
    """Everything that is compared."""
    answer = ROOT / "solutions" / "add-lock" / "reference" / "add_lock.py"
    with tempfile.TemporaryDirectory() as folder:
        trivial, file, programs = (
            Path(folder) / "test_trivial.py",
            Path(folder) / "counter.py",
            _environment(Path(folder) / "venv"),
        )
        trivial.write_text("def test_one():\n    assert 1 == 1\n", encoding="utf-8")
        file.write_text(RIGHT, encoding="utf-8")
        python, grade = programs / "python", programs / "grade"
        pytest = [python, "-m", "pytest", "-q"]
        check = [grade, "check", answer, "--exercise", "add-lock", "--course", ROOT]
        four = [grade, "check", file, "--exercise", "counter", "--course", COURSE]
        same = _same_checks(pytest, file, Path(folder) / "report.json")
        help_, nothing = [grade, "--help"], [python, "-c", "pass"]
        return [
            _compared("`grade check` of one submission, four checks / cold `pytest --json-report`, the same checks", four, same, rounds, 1.3),
            _watched("the same with `--watch`, from save to page / the same", four, file, same, rounds, 0.2),
            _compared("`grade check` of add-lock / cold `pytest` of one trivial test", check, [*pytest, trivial], rounds, 2.0),
            _compared("the same / cold `pytest --disable-plugin-autoload`", check, [*pytest, trivial, "--disable-plugin-autoload"], rounds, 2.0),
            _compared("`grade --help` / `python -c pass`", help_, nothing, rounds, 6.0),
        ]  # fmt: skip


def _same_checks(pytest: Command, file: Path, report: Path) -> Command:
    env = [shutil.which("env") or "env", f"PYTHONPATH={SOURCES}", f"SUBMISSION={file}"]
    words = ["-p", "no:cacheprovider", "--json-report", f"--json-report-file={report}", SOURCES / "test_cold.py"]
    return [*env, *pytest, *words]


def _compared(name: str, ours: Command, other: Command, rounds: int, aim: float) -> Compared:
    found = ratio(ours, other, rounds=rounds)
    return Compared(name, found.wall, found.cpu, aim)


def _watched(name: str, ours: Command, file: Path, other: Command, rounds: int, aim: float) -> Compared:
    with Watching(ours, file) as watching:
        pairs = [(watching.page_s(), cost(other).wall_s) for _ in range(rounds + 1)][1:]
    return Compared(name, statistics.median(page / cold for page, cold in pairs), None, aim)


def _environment(folder: Path) -> Path:
    """A fresh environment with our wheel; the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ROOT], check=True)
    subprocess.run([python, "-m", "compileall", "-q", folder / "lib"], check=True)
    return python.parent
