"""The text of a submission, and the questions that suites often ask of it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cached_property

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Source:
    """A submission's own file as text and as a syntax tree. A syntax error fails the check that asks."""

    def __init__(self, text: str, read: Callable[[], ast.Module]) -> None:
        self.text = text
        """The module as it runs; a notebook's code cells joined."""
        self._read = read

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, read in a worker; Unreadable with its line where Python refuses the text."""
        return self._read()

    def defines(self, name: str) -> bool:
        """Whether the module defines this function or class at its top level."""
        return name in {node.name for node in _top_level(self.tree) if isinstance(node, _DEFINITIONS)}

    def calls(self, name: str) -> bool:
        """Whether anything called `name` is called anywhere: `Lock` finds `Lock()`, `threading.Lock()` and, after
        `from threading import Lock as L`, also `L()`; `threading.Lock` finds the same but no other Lock."""
        real = self._real_names
        calls = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return any(_matches(_dotted(function, real), name) for function in calls)

    def imports(self, name: str) -> bool:
        """Whether the module imports this module, or this name of a module (`threading.Lock`)."""
        found = set(self._real_names.values()) | self._imported_modules
        return any(known == name or known.startswith(name + ".") for known in found)

    def guards_main(self) -> bool:
        """Whether some code runs only `if __name__ == "__main__"`."""
        tests = (node.test for node in _top_level(self.tree) if isinstance(node, ast.If))
        return any(_asks_for_main(test) for test in tests)

    @cached_property
    def _real_names(self) -> dict[str, str]:
        """What imported names stand for: {"L": "threading.Lock"}."""
        names: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names.update({alias.asname: alias.name for alias in node.names if alias.asname})
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
        return names

    @cached_property
    def _imported_modules(self) -> set[str]:
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.Import))
        return {alias.name for node in found for alias in node.names}


def _top_level(tree: ast.Module) -> list[ast.stmt]:
    """Statements of the module itself, also those inside its `if`, `try` and `with`."""
    found: list[ast.stmt] = []
    waiting: list[ast.AST] = list(reversed(tree.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            found.append(node)
        if not isinstance(node, (*_DEFINITIONS, ast.expr)):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))
    return found


def _dotted(node: ast.expr, real: dict[str, str]) -> str:
    """`a.b.c` with its first name replaced by what it was imported as; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    first = real.get(node.id, node.id) if isinstance(node, ast.Name) else ""
    return ".".join([first, *reversed(parts)])


def _matches(dotted: str, name: str) -> bool:
    return dotted == name or dotted.endswith("." + name)


def _asks_for_main(test: ast.expr) -> bool:
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)):
        return isinstance(test, ast.BoolOp) and any(_asks_for_main(part) for part in test.values)
    sides = [test.left, test.comparators[0]]
    names = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
    mains = any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides)
    return names and mains
