"""A function of the program changes places with one of the suite's, and nothing else of the program is changed.

What a program prints may have been made up. Whether it is what its functions found shows when one of them finds something
else: so `name = changed(name)` is put behind whatever binds the name at the left margin, and whoever looks for the function
from then on, by name, in a thread or in another process, finds the other one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SCENARIOS = "scenarios.py"
"""The suite's file that lies beside the program."""
_MODULE = ".scenarios"
"""What it is called in the program; no program can use such a name."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Which functions change places."""

    calls: Mapping[str, str]
    """A function of the entry, and an expression of the suite's file: called with that function, it gives another."""
    source: str
    """The text of the suite's file."""


def put_in(tree: ast.Module, instead: Instead) -> None:
    """Let the functions change places, at the lines where the program makes them."""
    for name, text in instead.calls.items():
        _put_behind(tree.body, name, text)


def _put_behind(body: list[ast.stmt], name: str, text: str) -> None:
    behind = [statement for statement in body if name in _bound_by(statement)]
    for statement in body:
        for inner in _blocks(statement):
            _put_behind(inner, name, text)
    for statement in behind:
        place = body.index(statement) + 1
        body[place:place] = _exchange(name, text, statement)


def _exchange(name: str, text: str, where: ast.stmt) -> Iterator[ast.stmt]:
    stem = SCENARIOS.removesuffix(".py")
    call = ast.parse(f"{name} = {stem}.{text}({name})").body[0]
    for node in ast.walk(call):
        if isinstance(node, ast.Name) and node.id == stem:
            node.id = _MODULE
    for statement in (ast.Import(names=[ast.alias(name=stem, asname=_MODULE)]), call):
        for node in ast.walk(statement):
            ast.copy_location(node, where)
        yield statement


def _bound_by(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a value to, its blocks apart."""
    match statement:
        case ast.FunctionDef() | ast.ClassDef():
            return {statement.name}
        case ast.Assign():
            return {node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return {name}
        case ast.ImportFrom():
            return {alias.asname or alias.name for alias in statement.names}
        case _:
            return set()


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks of a statement whose names are the module's."""
    if isinstance(statement, (ast.If, ast.Try, ast.With)):
        handlers = statement.handlers if isinstance(statement, ast.Try) else []
        for node in (statement, *handlers):
            yield from (getattr(node, name) for name in ("body", "orelse", "finalbody") if hasattr(node, name))
