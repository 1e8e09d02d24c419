"""Nothing of ours is refused, or warned of, by Pythons that this machine need not have."""

import ast
import pathlib
import re
from collections.abc import Iterator

import pytest

PACKAGE = pathlib.Path(__file__).parent.parent.parent / "grader"
GONE = {"Num", "Str", "Bytes", "NameConstant", "Ellipsis"}
"""Of `ast`, since 3.14."""


def leavings(body: list[ast.stmt], *, in_loop: bool = False) -> Iterator[ast.stmt]:
    """Statements that leave these, other than by an exception: in a `finally`, a SyntaxWarning since 3.14 (PEP 765)."""
    for statement in body:
        if isinstance(statement, ast.Return) or (isinstance(statement, ast.Break | ast.Continue) and not in_loop):
            yield statement
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        loop = isinstance(statement, ast.For | ast.While | ast.AsyncFor)
        for name in ("body", "orelse", "finalbody"):
            yield from leavings(getattr(statement, name, []), in_loop=in_loop or (loop and name == "body"))
        for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
            yield from leavings(part.body, in_loop=in_loop)


def left_in_finally(text: str) -> list[int]:
    tries = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Try | ast.TryStar)]
    return [statement.lineno for node in tries for statement in leavings(node.finalbody)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("def f():\n  try: pass\n  finally:\n    return 1", [4]),
        ("for x in y:\n  try: pass\n  finally:\n    if x:\n      continue", [5]),
        ("try: pass\nfinally:\n  for x in y:\n    break\n  def f(): return 1", []),
    ],
)
def test_what_leaves_a_finally_is_seen(text, lines):
    assert lines == left_in_finally(text)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_our_own_code_is_ready(path):
    text = path.read_text()
    names = {
        f"{n.value.id}.{n.attr}"
        for n in ast.walk(ast.parse(text))
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
    }

    assert [] == left_in_finally(text)
    assert not names & {f"ast.{name}" for name in GONE}


def test_nothing_of_ours_relies_on_a_start_method():
    """The default is forkserver since 3.14. Workers are told which one a program is to have."""
    ours = [path for path in PACKAGE.rglob("*.py") if not {"interleave", "worker"} & set(path.parts)]
    asks = re.compile(r"\b(Process|Pool|ProcessPoolExecutor|get_context|get_start_method)\(")

    assert [] == [
        path.name
        for path in ours
        if re.search(r"^\s*(import|from) multiprocessing", path.read_text(), re.M) and asks.search(path.read_text())
    ]
