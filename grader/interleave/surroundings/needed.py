"""What of the suite's file a scenario needs: a program is rewritten with it for each search, and most of it is other scenarios."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import PurePath

from ..instead import SCENARIOS
from ..instrument.syntax import walk
from ..program import Program, Scenario

LOOKING = frozenset(
    {"globals", "vars", "locals", "exec", "eval", "__dict__", "__import__", "sys", "inspect", "importlib"}
)
"""Names by which a file's functions are found otherwise than by their own."""


def only_needed(trees: Mapping[str, ast.Module], program: Program, scenario: Scenario | None) -> None:
    """Drop the functions of the suite's file that nothing mentions which is run for this scenario, or put in another's
    place. Where the program mentions the file it may look for any of them."""
    tree = trees.get(SCENARIOS)
    if tree is None or any(PurePath(SCENARIOS).stem in text for text in (*program.sources, *program.sources.values())):
        return
    pending = [scenario.name] if scenario else []
    for text in program.instead.calls.values() if program.instead else ():
        pending += re.findall(r"\w+", text)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.decorator_list]
    said: dict[str, set[str]] = {}
    for node in functions:
        said.setdefault(node.name, set()).update(_mentions(node))
    mentioned = set[str]()
    pending.extend(name for node in tree.body if node not in functions for name in _mentions(node))
    while pending:
        name = pending.pop()
        if name not in mentioned:
            mentioned.add(name)
            pending.extend(said.get(name, ()))
    if not mentioned & LOOKING:
        tree.body = [node for node in tree.body if node not in functions or getattr(node, "name", "") in mentioned]


def _mentions(tree: ast.AST) -> set[str]:
    """Every word by which it could mean something."""
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.update(node.name.split("."))
        elif isinstance(node, ast.Constant) and type(node.value) is str:
            found.add(node.value)
    return found
