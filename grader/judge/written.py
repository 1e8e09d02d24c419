"""The functions that a suite's files define, as their author wrote them, whether pytest finds them or not.

Who looks for what pytest passes over cannot ask pytest. The text is the author's own, and nothing of a student's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

WORDS = frozenset({"points", "needs", "hint", "explain"})
"""The marks that make a check of a function."""


@dataclass(frozen=True)
class Around:
    """What a function stands in."""

    names: tuple[str, ...] = ()
    """Those of classes and functions."""
    in_a_function: bool = False
    perhaps: bool = False
    """Whether it depends on something that it is defined at all."""
    marked: bool = False
    off: bool = False
    """Whether it is said to hold no checks: `__test__ = False`."""


@dataclass(frozen=True)
class Definition:
    """A function, and where it stands."""

    name: str
    path: Path
    line: int
    """Its first, where its decorators are."""
    around: Around
    graded: bool
    """Whether its author means it to be a check."""

    @property
    def full_name(self) -> tuple[str, ...]:
        """With what it stands in."""
        return (*self.around.names, self.name)


def definitions(folder: Path) -> list[Definition]:
    """Every function that the files of a suite define. A file that cannot be read says so itself, where it is run."""
    trees = dict(_trees(folder))
    marks = WORDS.union(*map(_other_names, trees.values()))
    return [one for path, tree in trees.items() for one in _Reader(path, marks).of_file(tree)]


def _trees(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue  # what an editor keeps for itself: `.ipynb_checkpoints/` of Jupyter, `.history/`
        data = path.read_bytes() if path.is_file() else b""
        if path.name.startswith("test_") or any(word.encode() in data for word in WORDS):
            try:
                yield path, ast.parse(data)
            except (SyntaxError, ValueError):
                continue


def _other_names(tree: ast.Module) -> Iterator[str]:
    """What else a mark is called: `shy = points(1, visibility="hidden")`, `import points as worth`, a function around `points(…)`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and _name(node.value) in WORDS:
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.ImportFrom):
            yield from (one.asname for one in node.names if one.asname and one.name in WORDS)
        elif isinstance(node, ast.FunctionDef) and any(map(_gives_points, node.body)):
            yield node.name


def _gives_points(node: ast.stmt) -> bool:
    return any(isinstance(one, ast.Call) and _name(one) == "points" for one in ast.walk(node))


def _name(node: ast.expr) -> str:
    """`points` of `points(2)`, `suite.points(2)` and `pytest.mark.points`."""
    named = node.func if isinstance(node, ast.Call) else node
    return named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")


@dataclass(frozen=True)
class _Reader:
    path: Path
    marks: frozenset[str]

    def of_file(self, tree: ast.Module) -> Iterator[Definition]:
        yield from self._of(tree.body, self._within(Around(), tree.body))

    def _of(self, body: Sequence[ast.AST], around: Around) -> Iterator[Definition]:
        off = {ast.unparse(target) for target, value in _assigned(body) if _is_false(value)}
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield self._function(node, around, off=f"{node.name}.__test__" in off)
                inside = replace(around, names=(*around.names, node.name), in_a_function=True)
                yield from self._of(node.body, inside)
            elif isinstance(node, ast.ClassDef):
                marked = around.marked or self._is_marked(node)
                inside = replace(around, names=(*around.names, node.name), marked=marked)
                yield from self._of(node.body, self._within(inside, node.body))
            elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
                yield from self._of(list(ast.iter_child_nodes(node)), replace(around, perhaps=True))

    def _within(self, around: Around, body: Sequence[ast.AST]) -> Around:
        """What a class or a file says of all that stands in it."""
        said = {ast.unparse(target): value for target, value in _assigned(body)}
        marks = ast.walk(said["pytestmark"]) if "pytestmark" in said else ()
        marked = any(isinstance(node, ast.expr) and _name(node) in self.marks for node in marks)
        off = "__test__" in said and _is_false(said["__test__"])
        return replace(around, marked=around.marked or marked, off=around.off or off)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, around: Around, *, off: bool) -> Definition:
        marked = self._is_marked(node) or (around.marked and node.name.startswith("test_"))
        line = min(one.lineno for one in (node, *node.decorator_list))
        return Definition(node.name, self.path, line, around, graded=marked and not off and not around.off)

    def _is_marked(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
        return any(_name(one) in self.marks for one in node.decorator_list)


def _assigned(body: Sequence[ast.AST]) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in body:
        if isinstance(node, ast.Assign):
            yield from ((target, node.value) for target in node.targets)


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False
