"""What measures us is run by nobody else: what it imports of ours has to be there."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = sorted((Path(__file__).parents[2] / "benchmarks").rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "grader":
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("path", [path for path in BENCHMARKS if any(imported(path))], ids=lambda path: path.name)
def test_what_a_benchmark_imports_of_ours_is_there(path):
    for module, name in imported(path):
        if not hasattr(importlib.import_module(module), name):
            importlib.import_module(f"{module}.{name}")


def test_what_we_are_compared_with_needs_none_of_our_plugins():
    """Other graders' pytest has an environment of its own, and would find our settings above it."""
    graders = next(path.parent for path in BENCHMARKS if path.name == "test_cold.py")
    words = [sys.executable, "-m", "pytest", "--collect-only", "--ignore-glob=*.py", graders]
    told = subprocess.run(words, capture_output=True, text=True, check=False).stdout

    assert f"rootdir: {graders}\nconfigfile: pytest.ini\n" in told
