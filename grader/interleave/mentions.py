"""What the text of a program mentions: by this it is known what it may do, before anything of it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from .instrument.pauses import Pauses
from .instrument.syntax import walk

BEGINNING = ("seed", "setstate")
"""Functions of `random` by which it is said where its numbers begin."""


def mentioned(trees: Iterable[ast.Module]) -> tuple[frozenset[str], frozenset[str]]:
    """Every name that the files use after a dot or import from a module, whatever they call it then; and every one that they use
    bare, or have as a text (`vars(threading)["current_thread"]`). `del o.x` is one of `delattr`."""
    attributes: set[str] = set()
    names: set[str] = set()
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.Constant) and type(node.value) is str and node.value.isidentifier():
                names.add(node.value)
            elif isinstance(node, ast.ImportFrom):
                attributes.update(alias.name for alias in node.names)
            elif isinstance(node, ast.Attribute):
                attributes.add(node.attr)
                if isinstance(node.ctx, ast.Del):
                    names.add("delattr")
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


def draws_what_matters(trees: Iterable[ast.Module], resting: Pauses) -> bool:
    """Whether the files say where the numbers of `random` begin, and draw some for more than pauses."""
    used = {name for tree in trees for name in _used_of_random(tree, resting)}
    return not used.isdisjoint(BEGINNING) and not used.issubset(BEGINNING)


def _used_of_random(tree: ast.Module, resting: Pauses) -> Iterator[str]:
    """Functions of the module that are used for more than pauses, by their names there ('*': any)."""
    nodes = walk(tree)
    modules, functions = {"random"}, dict[str, str]()
    for node in nodes:
        if isinstance(node, ast.Import):
            modules.update(alias.asname for alias in node.names if alias.name == "random" and alias.asname)
        elif isinstance(node, ast.ImportFrom) and node.module == "random":
            functions.update((alias.asname or alias.name, alias.name) for alias in node.names)
    if "*" in functions:
        yield from (*BEGINNING, "*")
    for node in nodes:
        if node in resting.nodes:
            continue
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in modules:
                yield name
            case ast.Name(id=name, ctx=ast.Load()) if name in functions:
                yield functions[name]
