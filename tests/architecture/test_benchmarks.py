"""What measures us is run by nobody else: what it imports of ours has to be there."""

import ast
import importlib
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
