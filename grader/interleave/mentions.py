"""What the text of a program mentions: by this it is known what it may do, before anything of it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from .instrument.syntax import walk


def mentioned(trees: Iterable[ast.Module]) -> tuple[frozenset[str], frozenset[str]]:
    """Every name that the files use after a dot, and bare."""
    attributes: set[str] = set()
    names: set[str] = set()
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.Attribute):
                attributes.add(node.attr)
    return frozenset(attributes), frozenset(names)


def imports(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Every module that the files import by name, parents included."""
    found: set[str] = set()
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
                found.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "concurrent")
    for name in list(found):
        parts = name.split(".")
        found.update(".".join(parts[:n]) for n in range(1, len(parts)))
    return frozenset(found)
