"""The security checklist names a test for each requirement, and the tests that it names exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/design/isolation.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| (\d+) (.*)$", TABLE, re.MULTILINE))
TESTS = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
FILES = {path.name for path in TESTS}
MODULES = {path.stem for path in TESTS}
BESIDE = ROOT / "tests/sandbox/walls"


def exists(name):
    """Whether a word of the table in backquotes that claims to be a test is one."""
    if "/" in name:
        return (ROOT / name).exists()
    if name.endswith(".py"):
        return any(path.name == name for path in TESTS)
    return (BESIDE / f"{name}.py").exists() or any(f"def {name}(" in text for text in TESTS.values())


def asserts(test):
    """Whether a test can fail by what it finds: by itself, or in a function beside it that it calls."""
    path = next(path for path, text in TESTS.items() if f"def {test}(" in text)
    functions = {node.name: node for node in ast.walk(ast.parse(TESTS[path])) if isinstance(node, ast.FunctionDef)}
    waiting, met = [test], set()
    while waiting:
        name = waiting.pop()
        if name in met or name not in functions:
            continue
        met.add(name)
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Assert) or (isinstance(node, ast.Attribute) and node.attr == "raises"):
                return True
            if isinstance(node, ast.Name):
                waiting.append(node.id)
    return False


def test_each_requirement_has_its_row():
    assert {str(number) for number in range(1, 44)} == set(ROWS)


def test_each_requirement_names_a_function():
    """A file alone says that there is something, and not what."""
    nameless = [number for number, row in ROWS.items() if not {*re.findall(r"`(test_\w+)`", row)} - MODULES]

    assert [] == nameless


def test_every_test_that_is_named_exists():
    named = {word for row in ROWS.values() for word in re.findall(r"`((?:tests/|test_)[\w/.]*)`", row)}

    assert named
    assert [] == sorted(name for name in named if not exists(name))


def test_every_test_that_is_named_asserts_something():
    named = {word for row in ROWS.values() for word in re.findall(r"`(test_\w+)`", row) if f"{word}.py" not in FILES}

    assert named
    assert [] == sorted(name for name in named if not asserts(name))
