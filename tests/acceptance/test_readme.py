"""What the README shows is what the program prints today."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.command import without_patience

ROOT = Path(__file__).parent.parent.parent


def test_the_page_in_the_readme_is_the_page_of_the_program():
    shown = re.search(r"\$ grade check add-lock\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)

    done = subprocess.run(
        [sys.executable, "-m", "grader", "check", "add-lock"],
        capture_output=True, text=True, cwd=ROOT / "exercises" / "add-lock", env=os.environ | {"COLUMNS": "80"},
    )  # fmt: skip

    assert ("", 1) == (without_patience(done.stderr), done.returncode)
    assert shown[1] == done.stdout


def test_the_check_in_the_readme_is_one_of_those_behind_the_page():
    """In the suite it goes on, with two more calls, and so asks for `rng` as well."""
    shown = re.search(r"```python\n(@points.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    suite = (ROOT / "tests/suites/add-lock/test_add_lock.py").read_text("utf-8")

    assert shown[1].replace("(submission)", "(submission, rng)") in suite
