"""The security checklist names a test for each requirement, and the tests that it names exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/design/isolation.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| (\d+) (.*)$", TABLE, re.MULTILINE))
TESTS = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
BESIDE = ROOT / "tests/sandbox/walls"


def exists(name):
    """Whether a word of the table in backquotes that claims to be a test is one."""
    if "/" in name:
        return (ROOT / name).exists()
    if name.endswith(".py"):
        return any(path.name == name for path in TESTS)
    return (BESIDE / f"{name}.py").exists() or any(f"def {name}(" in text for text in TESTS.values())


def test_each_requirement_has_its_row():
    assert {str(number) for number in range(1, 44)} == set(ROWS)


def test_every_test_that_is_named_exists():
    named = {word for row in ROWS.values() for word in re.findall(r"`((?:tests/|test_)[\w/.]*)`", row)}

    assert named
    assert [] == sorted(name for name in named if not exists(name))
