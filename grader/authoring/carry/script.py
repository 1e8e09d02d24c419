"""One marked script: solutions and tests are regions of it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from grader.authoring.carry.draft import Draft, DraftCheck
from grader.authoring.carry.names import check_name, in_words, title_and_body
from grader.authoring.carry.regions import Region, regions, with_solutions, without_solutions
from grader.errors import UsageError

_TESTS = ("TESTS", "HIDDEN TESTS")


def from_script(path: Path) -> Draft:
    """Read a script with `### BEGIN SOLUTION`, `### BEGIN TESTS` (visible) and `### BEGIN HIDDEN TESTS`."""
    found = regions(_read(path), path.name)
    if not any(region.kind == "SOLUTION" for region in found):
        raise UsageError(
            f"{path.name} marks no solution", hint="Put it between ### BEGIN SOLUTION and ### END SOLUTION."
        )
    reference = with_solutions(found)
    return Draft(
        origin=path.name,
        entry=path.name,
        reference=reference,
        skeleton=without_solutions(found),
        program=reference,
        statement=_docstring(reference),
        checks=tuple(checks_of(found, path.name)),
    )


def checks_of(found: list[Region], name: str, taken: Sequence[str] = ()) -> list[DraftCheck]:
    """Each region of tests is one check, called as none of those taken."""
    checks: list[DraftCheck] = []
    for region in found:
        if region.kind in _TESTS:
            title, body = title_and_body(region.text)
            names = [*taken, *(check.name for check in checks)]
            wanted = title or f"{region.kind} {len(names) + 1}"
            checks.append(
                DraftCheck(
                    name=check_name(wanted, names),
                    title=title or in_words(wanted.lower()),
                    points=1.0 if region.points is None else region.points,
                    body=body,
                    visible=body if region.kind == "TESTS" else "",
                    where=f"{name}, line {region.line}",
                )
            )
    return checks


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is not UTF-8", hint="Save it as UTF-8.") from None


def _docstring(program: str) -> str:
    try:
        return ast.get_docstring(ast.parse(program)) or ""
    except SyntaxError as odd:
        raise UsageError(f"the solution is no Python: {odd}") from None
