"""OK-format test files, `tests/q1.py` beside an otter notebook: a literal called `test`, which is read and never run."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.authoring.carry.doctests import Untold, asserts
from grader.authoring.carry.draft import DraftCheck, LeftOver
from grader.authoring.carry.names import check_name, in_words


def from_folder(folder: Path, taken: Sequence[str] = ()) -> tuple[list[DraftCheck], list[LeftOver]]:
    """Every case of every test file is a check, called as none of those taken; its points are the file's, shared, unless it has
    its own."""
    checks: list[DraftCheck] = []
    left: list[LeftOver] = []
    for path in sorted(folder.glob("*.py")):
        test = _test_in(path)
        if test is None:
            left.append(
                LeftOver(
                    f"tests/{path.name}", "it has no `test = {…}` in OK format", path.read_text("utf-8", "replace")
                )
            )
            continue
        for number, case, points in _cases(test):
            where = f"tests/{path.name}, case {number}"
            name = str(test.get("name") or path.stem)
            wanted = name if number == 1 and _count(test) == 1 else f"{name} case {number}"
            try:
                checks.append(_check(case, points, wanted, where, [*taken, *(check.name for check in checks)]))
            except Untold as why:
                left.append(LeftOver(where, str(why), str(case.get("code", ""))))
    return checks, left


def _check(case: dict[str, Any], points: float, wanted: str, where: str, taken: list[str]) -> DraftCheck:
    body = asserts(str(case.get("code", "")))
    hidden = bool(case.get("hidden"))
    return DraftCheck(
        name=check_name(wanted, taken),
        title=in_words(wanted),
        points=points,
        body=body,
        visible="" if hidden else body,
        secret=hidden,
        where=where,
    )


def _test_in(path: Path) -> dict[str, Any] | None:
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return None
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "test" for target in node.targets):
            try:
                found = ast.literal_eval(node.value)
            except ValueError:
                return None
            return found if isinstance(found, dict) else None
    return None


def _all_cases(test: dict[str, Any]) -> list[dict[str, Any]]:
    return [case for suite in test.get("suites", []) for case in suite.get("cases", [])]


def _count(test: dict[str, Any]) -> int:
    return len(_all_cases(test))


def _cases(test: dict[str, Any]) -> list[tuple[int, dict[str, Any], float]]:
    """Each case with its number and its points."""
    cases = _all_cases(test)
    return list(zip(range(1, len(cases) + 1), cases, shared(test.get("points"), cases), strict=True))


def shared(points: Any, cases: list[dict[str, Any]]) -> list[float]:
    """What each case is worth: its own points, else its part of what is left of the question's (1 if nothing says)."""
    if isinstance(points, list):
        return [float(points[number]) if number < len(points) else 0.0 for number in range(len(cases))]
    own = [float(case["points"]) if case.get("points") is not None else None for case in cases]
    unsaid = own.count(None)
    given = sum(value for value in own if value is not None)
    whole = 1.0 if points is None else float(points)
    # A question that says nothing is worth one point; cases that say nothing beside cases that do are worth nothing.
    left = 0.0 if points is None and given else max(0.0, whole - given)
    parts = iter(_hundredths(left, unsaid))
    return [next(parts) if value is None else value for value in own]


def _hundredths(whole: float, number: int) -> list[float]:
    """Parts of two decimals that sum to the whole, the larger ones first."""
    cents, more = divmod(round(whole * 100), number) if number else (0, 0)
    return [(cents + (rank < more)) / 100 for rank in range(number)]
