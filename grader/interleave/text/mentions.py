"""What the text of a program mentions: by this it is known what it may do, before anything of it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from ..instrument.pauses import Pauses
from ..instrument.syntax import Parsed

BEGINNING = ("seed", "setstate")
"""Functions of `random` by which it is said where its numbers begin."""
WITHIN = frozenset(
    {"concurrent.futures", "http.client", "http.server", "logging.config", "logging.handlers", "unittest.mock", "urllib.request",
     "xmlrpc.client", "xmlrpc.server"}
)  # fmt: skip
"""Modules of packages that are imported by their last name, too, and bring others along for which something stands in during a run."""


def mentioned(nodes: Iterable[ast.AST]) -> tuple[frozenset[str], frozenset[str]]:
    """Every name that is used after a dot or imported from a module, whatever it is called then; and every one that is used
    bare, or stands there as a text (`vars(threading)["current_thread"]`). `del o.x` is one of `delattr`."""
    attributes: set[str] = set()
    names: set[str] = set()
    for node in nodes:
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


def imports(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Every module that is imported by name, parents included."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update({f"{node.module}.{alias.name}" for alias in node.names} & WITHIN)
    for name in list(found):
        parts = name.split(".")
        found.update(".".join(parts[:n]) for n in range(1, len(parts)))
    return frozenset(found)


def draws_what_matters(files: Iterable[Parsed], resting: Pauses) -> bool:
    """Whether the files say where the numbers of `random` begin, and draw some for more than pauses."""
    used = {name for file in files for name in _used_of_random(file.nodes, resting)}
    return not used.isdisjoint(BEGINNING) and not used.issubset(BEGINNING)


def _used_of_random(nodes: Sequence[ast.AST], resting: Pauses) -> Iterator[str]:
    """Functions of the module that are used for more than pauses, by their names there ('*': any)."""
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
