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


def complaints(text: str) -> list[str]:
    """What of it a newer Python warns of or has no more, with its line."""
    found = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Try(finalbody=[_, *_] as body) | ast.TryStar(finalbody=[_, *_] as body):
                found += [f"{statement.lineno}: leaves a finally" for statement in leavings(body)]
            case ast.Attribute(value=ast.Name(id="ast"), attr=name) if name in GONE:
                found.append(f"{node.lineno}: ast.{name}")
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f():\n  try: pass\n  finally:\n    return 1", ["4: leaves a finally"]),
        ("for x in y:\n  try: pass\n  finally:\n    if x:\n      continue", ["5: leaves a finally"]),
        ("try: pass\nfinally:\n  for x in y:\n    break\n  def f(): return 1", []),
        ("def f(n):\n  return isinstance(n, (ast.Num, ast.Name))", ["2: ast.Num"]),
    ],
)
def test_what_is_refused_or_warned_of_is_seen(text, said):
    assert said == complaints(text)


def test_our_own_code_is_ready():
    ours = {path: path.read_text() for path in PACKAGE.rglob("*.py")}

    assert 500 < len(ours)
    assert {} == {str(path): said for path, text in ours.items() if (said := complaints(text))}


def test_nothing_of_ours_relies_on_a_start_method():
    """The default is forkserver since 3.14. Workers are told which one a program is to have."""
    ours = [path for path in PACKAGE.rglob("*.py") if not {"interleave", "worker"} & set(path.parts)]
    asks = re.compile(r"\b(Process|Pool|ProcessPoolExecutor|get_context|get_start_method)\(")

    assert [] == [
        path.name
        for path in ours
        if re.search(r"^\s*(import|from) multiprocessing", path.read_text(), re.M) and asks.search(path.read_text())
    ]
