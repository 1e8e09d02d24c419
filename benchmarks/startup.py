"""How long a student waits: `grade check` beside a bare pytest run, `grade --help` beside an empty Python."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import Ratio, ratio

ROOT = Path(__file__).parent.parent
GRADE = Path(sys.executable).parent / "grade"


def rows(rounds: int) -> list[tuple[str, Ratio, float]]:
    """Each: what is compared, the measured ratio, the wall ratio it should stay within."""
    answer = ROOT / "solutions" / "add-lock" / "reference" / "add_lock.py"
    with tempfile.TemporaryDirectory() as folder:
        trivial = Path(folder) / "test_trivial.py"
        trivial.write_text("def test_one():\n    assert 1 == 1\n", encoding="utf-8")
        plain_pytest = [sys.executable, "-m", "pytest", "-q", "--disable-plugin-autoload", trivial]
        check = [GRADE, "check", answer, "--exercise", "add-lock", "--course", ROOT]
        return [
            (
                "`grade check` of add-lock / cold `pytest` of one trivial test",
                ratio(check, plain_pytest, rounds=rounds),
                2.0,
            ),
            (
                "`grade --help` / `python -c pass`",
                ratio([GRADE, "--help"], [sys.executable, "-c", "pass"], rounds=rounds),
                6.0,
            ),
        ]
