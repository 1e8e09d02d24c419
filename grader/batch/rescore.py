"""New points on stored evidence: nothing is run again.

Points, bonus and visibility of a check are its author's to change at any time; what was found is evidence and stays.
So a suite whose points have changed is a new suite with the same findings. Anything else that changed in a check would
make the evidence that of another check: then there is nothing to rescore, only to judge again.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

_OF_POINTS = frozenset({"points", "hint"})
_MARKS = "grader.suite"
"""Decorators that say what a check is worth and how it is told, not what it finds."""
_NEW = ("points", "bonus", "visibility")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not the same in two suites beside points."""

    changed: tuple[str, ...]
    """Checks and files whose findings may be others now."""
    added: tuple[str, ...]
    """Checks that were never run."""

    def __bool__(self) -> bool:
        return bool(self.changed or self.added)


def rescored(evidence: Mapping[str, Any], outline: Mapping[str, Any], suite: str) -> dict[str, Any]:
    """The same evidence with the points that a suite's outline says. Checks that are gone are gone from it."""
    worth = {found["group"]: found for found in _findings(outline)}
    tests = []
    for test in evidence["tests"]:
        found = test["metadata"]["grader"]
        check = worth.get(found["group"])
        if check is not None:
            tests.append({**test, "metadata": {"grader": {**found, **{name: check[name] for name in _NEW}}}})
    return {**evidence, "tests": tests, "grader": {**evidence["grader"], "suite": {"digest": suite}}}


def _findings(evidence: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [test["metadata"]["grader"] for test in evidence["tests"]]


def difference(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Difference:
    """What two suites differ in beside points, hints, and checks that are gone."""
    changed: list[str] = []
    added: list[str] = []
    for name in sorted({*before, *now}):
        if name.endswith(".py") and name in before and name in now:
            old, new = _parts(before[name]), _parts(now[name])
            changed += [part or name for part in old if part in new and old[part] != new[part]]
            added += [part for part in new if part not in old and part.startswith("test")]
            changed += [
                part for part in {**old, **new} if not part.startswith("test") and (part in old) != (part in new)
            ]
        elif fnmatchcase(name.rpartition("/")[2], "test_*.py"):  # a whole file of checks that are new, or gone
            added += [part for part in _parts(now[name]) if part.startswith("test")] if name in now else []
        elif before.get(name) != now.get(name):
            changed.append(name)
    return Difference(tuple(dict.fromkeys(changed)), tuple(dict.fromkeys(added)))


def _parts(source: bytes) -> dict[str, str]:
    """A file's functions and classes by name, without what says points; '' for all the rest of it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return {"": source.decode("utf-8", "replace")}
    named: dict[str, str] = {}
    rest: list[str] = []
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            for inner in ast.walk(statement):
                if isinstance(inner, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                    inner.decorator_list = [one for one in inner.decorator_list if not _says_points(one)]
            named[statement.name] = ast.dump(statement)
        elif not (isinstance(statement, ast.ImportFrom) and statement.module == _MARKS):
            rest.append(ast.dump(statement))
    return {**named, "": "\n".join(rest)}


def _says_points(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(function, ast.Name) and function.id in _OF_POINTS


def refusal(found: Difference) -> str:
    """Why this cannot be rescored."""
    said = [_listed(found.changed, "changed in more than points"), _listed(found.added, "never run on these")]
    return "; ".join(filter(None, said))


def _listed(names: Sequence[str], what: str) -> str:
    return f"{', '.join(names)}: {what}" if names else ""
