"""How long a student waits: `grade check` beside a bare pytest run, `grade --help` beside an empty Python.

All of it in an environment as a student's: our wheel, what it needs, and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Ratio, ratio

ROOT = Path(__file__).parent.parent


def rows(rounds: int) -> list[tuple[str, Ratio, float]]:
    """Each: what is compared, the measured ratio, the wall ratio it should stay within."""
    answer = ROOT / "solutions" / "add-lock" / "reference" / "add_lock.py"
    with tempfile.TemporaryDirectory() as folder:
        trivial, programs = Path(folder) / "test_trivial.py", _environment(Path(folder) / "venv")
        trivial.write_text("def test_one():\n    assert 1 == 1\n", encoding="utf-8")
        python, grade = programs / "python", programs / "grade"
        pytest = [python, "-m", "pytest", "-q", trivial]
        check = [grade, "check", answer, "--exercise", "add-lock", "--course", ROOT]
        return [
            ("`grade check` of add-lock / cold `pytest` of one trivial test", ratio(check, pytest, rounds=rounds), 2.0),
            (
                "the same / cold `pytest --disable-plugin-autoload`",
                ratio(check, [*pytest, "--disable-plugin-autoload"], rounds=rounds),
                2.0,
            ),
            ("`grade --help` / `python -c pass`", ratio([grade, "--help"], [python, "-c", "pass"], rounds=rounds), 6.0),
        ]


def _environment(folder: Path) -> Path:
    """A fresh environment with our wheel; the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ROOT], check=True)
    subprocess.run([python, "-m", "compileall", "-q", folder / "lib"], check=True)
    return python.parent
