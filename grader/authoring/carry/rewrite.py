"""A test that was written beside the program, as a check that asks the program: `squares(2)` is `program.squares(2)`."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from grader.authoring.text import Edit, Text, applied

PROGRAM = "program"


def rewritten(body: str, program: str) -> str:
    """The body with the program's names asked of `program`, and with the imports that it relied on."""
    own, imports = _top_level(program)
    text = Text(body)
    asked = list(_asked(text.tree, own))
    strings = [node for node in text.nodes if isinstance(node, ast.JoinedStr)]
    inside = {id(inner): string for string in strings for inner in ast.walk(string)}
    edits = [Edit(text.start(node), text.start(node), f"{PROGRAM}.") for node in asked if id(node) not in inside]
    for string in dict.fromkeys(inside[id(node)] for node in asked if id(node) in inside):
        edits.append(_f_string(text, string, own))
    lines = [imports[name] for name in _relied_on(text.tree) if name in imports and name not in own]
    return "\n".join([*dict.fromkeys(lines), applied(body, edits)])


def _top_level(program: str) -> tuple[set[str], dict[str, str]]:
    """What a program defines, and what it imports: each name with the statement."""
    own: set[str] = set()
    imports: dict[str, str] = {}
    for node in ast.parse(program).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                one = ast.Import([alias]) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, [alias], 0)
                imports[(alias.asname or alias.name).partition(".")[0]] = ast.unparse(one)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            own.add(node.name)
        else:
            stored = (inner for inner in ast.walk(node) if isinstance(inner, ast.Name))
            own |= {inner.id for inner in stored if isinstance(inner.ctx, ast.Store)}
    return own, imports


def _asked(node: ast.AST, names: AbstractSet[str]) -> Iterator[ast.Name]:
    """The places where one of the names means the program's: not where a parameter or a variable hides it."""
    if isinstance(node, ast.Name) and node.id in names:
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _asked(child, names - _hidden_in(child))


def _hidden_in(scope: ast.AST) -> set[str]:
    """The names that a function or comprehension has for itself."""
    if isinstance(scope, ast.FunctionDef | ast.Lambda):
        own = {node.arg for node in ast.walk(scope.args) if isinstance(node, ast.arg)}
        inner = scope.body if isinstance(scope, ast.FunctionDef) else []
        stored = (node for statement in inner for node in ast.walk(statement) if isinstance(node, ast.Name))
        return own | {node.id for node in stored if isinstance(node.ctx, ast.Store)}
    if isinstance(scope, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        targets = (node for generator in scope.generators for node in ast.walk(generator.target))
        return {node.id for node in targets if isinstance(node, ast.Name)}
    return set()


def _relied_on(tree: ast.Module) -> list[str]:
    """Names that are used and nowhere set."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return [node.id for node in names if node.id not in stored and not hasattr(builtins, node.id)]


def _f_string(text: Text, string: ast.JoinedStr, own: AbstractSet[str]) -> Edit:
    """Inside f-strings Python 3.11 does not say where a name stands, so the whole string is written anew."""
    again = ast.parse(text.of(string), mode="eval").body
    for node in _asked(again, own):
        node.id = f"{PROGRAM}.{node.id}"
    return text.replace(string, ast.unparse(again))
