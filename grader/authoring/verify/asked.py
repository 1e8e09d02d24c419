"""What a suite asks a program for, read from the suite's text: names of the module, and files that a run leaves.

Followed are the values of `submission.load()` through the variables, functions and fixtures of the same file that
hold or return them, the strings in `threads=[…]`,
`observe=[…]` and `files=[…]` (which the same call does not tell the program), what `source.defines(…)` and `run.runners_of(…)` are asked, and in `scenarios.py` the program that each scenario
is given. What a scenario itself sets, and what a suite only asks for by `hasattr`, the program need not have.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NAMED = {"threads", "observe", "files"}
_TOLD = {"args", "stdin", "env"}
"""What the program is told by the same call: a file's name that stands there it need not know."""
_ABOUT = {"defines", "runners_of"}
"""Questions that are asked about a name."""
SCENARIOS = "scenarios.py"


@dataclass(frozen=True, slots=True)
class Asked:
    """A name that the suite relies on, and where it does."""

    name: str
    where: str


def asked_of(suite: Path, root: Path) -> list[Asked]:
    """Everything that the files of a suite ask for, each name once; files that are no Python ask for nothing."""
    found: dict[str, Asked] = {}
    given: set[str] = set()
    for path in sorted(suite.rglob("*.py")):
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue  # the judge says it better
        is_scenarios = path.name == SCENARIOS
        if is_scenarios:
            given |= _set_on_programs(tree)
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        for name, line in _names(tree, scenarios=is_scenarios):
            found.setdefault(name, Asked(name, f"{shown}:{line}"))
    return [one for one in found.values() if one.name not in given and not one.name.startswith("__")]


def _names(tree: ast.Module, *, scenarios: bool) -> Iterator[tuple[str, int]]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    makers = {function.name for function in functions if any(map(_returns_program, _own(function)))}
    scopes: list[ast.Module | ast.FunctionDef] = [tree, *functions]
    for function in scopes:
        programs = _programs(function, makers, scenarios=scenarios)
        for node in _own(function):
            yield from _attribute(node, programs)
            if isinstance(node, ast.Call):
                yield from _call(node)


def _programs(function: ast.Module | ast.FunctionDef, makers: set[str], *, scenarios: bool) -> set[str]:
    """The variables of a function that hold the loaded program."""
    held = {
        target.id
        for node in _own(function)
        if isinstance(node, ast.Assign) and (_is_load(node.value) or _calls(node.value, makers))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    if isinstance(function, ast.FunctionDef):
        given = [argument.arg for argument in function.args.args]
        held |= set(given[:1]) if scenarios else makers & set(given)
    return held


def _is_load(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "load"


def _calls(node: ast.expr, makers: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers


def _returns_program(node: ast.AST) -> bool:
    return isinstance(node, ast.Return | ast.Yield) and _is_load(node.value)


def _own(function: ast.Module | ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions within; they see its variables, but have their own turn."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef):
            yield node
            yield from (inner for inner in ast.walk(node) if inner is not node)


def _attribute(node: ast.AST, programs: set[str]) -> Iterator[tuple[str, int]]:
    if not isinstance(node, ast.Attribute) or isinstance(node.ctx, ast.Store):
        return
    value = node.value
    if _is_load(value) or (isinstance(value, ast.Name) and value.id in programs):
        yield node.attr, node.lineno


def _call(node: ast.Call) -> Iterator[tuple[str, int]]:
    told = {text for keyword in node.keywords if keyword.arg in _TOLD for text, _ in _texts([keyword.value])}
    for keyword in node.keywords:
        if keyword.arg in _NAMED:
            for text, line in _texts([keyword.value]):
                if keyword.arg != "files":
                    yield from _of_expression(text, line)
                elif text not in told:
                    yield text, line
    if isinstance(node.func, ast.Attribute) and node.func.attr in _ABOUT:
        yield from ((text.partition(".")[0], line) for text, line in _texts(node.args[:1]))  # of `Clerk.run`, the class


def _of_expression(text: str, line: int) -> Iterator[tuple[str, int]]:
    """The first name of an expression such as `increase(3)` or `account.balance`."""
    try:
        expression = ast.parse(text, mode="eval")
    except SyntaxError:
        return
    yield from (
        (node.id, line) for node in ast.walk(expression) if isinstance(node, ast.Name) and not _is_builtin(node)
    )


def _is_builtin(node: ast.Name) -> bool:
    return hasattr(builtins, node.id)


def _texts(nodes: Iterable[ast.expr]) -> Iterator[tuple[str, int]]:
    for outer in nodes:
        for node in ast.walk(outer):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, node.lineno


def _set_on_programs(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
