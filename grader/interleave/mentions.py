"""What the text of a program mentions: by this it is known what it may do, before anything of it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from .instrument.syntax import walk

BEGINNING = ("seed", "setstate")
"""Functions of `random` by which it is said where its numbers begin."""


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


def draws_what_matters(trees: Iterable[ast.Module]) -> bool:
    """Whether the files say where the numbers of `random` begin, and draw some for more than to sleep so long."""
    uses = [use for tree in trees for use in _uses_of_random(tree)]
    begins = any(name in BEGINNING for name, _ in uses)
    return begins and any(name not in BEGINNING and not paused for name, paused in uses)


def _uses_of_random(tree: ast.Module) -> list[tuple[str, bool]]:
    """Functions of the module by their names there ('*': any), each with whether it only says how long to sleep."""
    nodes = walk(tree)
    modules, functions, uses = {"random"}, dict[str, str](), list[tuple[str, bool]]()
    for node in nodes:
        if isinstance(node, ast.Import):
            modules.update(alias.asname for alias in node.names if alias.name == "random" and alias.asname)
        elif isinstance(node, ast.ImportFrom) and node.module == "random":
            functions.update((alias.asname or alias.name, alias.name) for alias in node.names)
    if "*" in functions:
        uses.extend((name, False) for name in (*BEGINNING, "*"))
    pauses = {part for node in nodes if isinstance(node, ast.Call) and _sleeps(node.func) for part in walk(node)}
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in modules:
                uses.append((name, node in pauses))
            case ast.Name(id=name, ctx=ast.Load()) if name in functions:
                uses.append((functions[name], node in pauses))
    return uses


def _sleeps(function: ast.expr) -> bool:
    return "sleep" in (getattr(function, "attr", ""), getattr(function, "id", ""))
