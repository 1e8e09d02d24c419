"""An nbgrader notebook, the instructor's version: what each cell is stands in its metadata.

A notebook without metadata is read by its regions alone, as `nbgrader generate_assignment --no-metadata` would.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

from grader.authoring.carry.cells import Cell, cells_of
from grader.authoring.carry.draft import Draft, DraftCheck, LeftOver
from grader.authoring.carry.names import check_name, in_words, title_and_body
from grader.authoring.carry.reading import Reading
from grader.authoring.carry.regions import STUB, regions, with_solutions, without_solutions
from grader.authoring.carry.script import checks_of
from grader.authoring.carry.trying import guarded
from grader.authoring.text import Text

_ANSWER = "YOUR ANSWER HERE"
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def from_nbgrader(path: Path) -> Draft:
    """Read the notebook."""
    reading = _Reading(path.name)
    for cell in cells_of(path):
        reading.take(cell)
    return reading.draft()


class _Reading(Reading):
    def take(self, cell: Cell) -> None:
        """The next cell."""
        about: dict[str, Any] = cell.metadata.get("nbgrader", {})
        if about.get("task") or (about.get("grade") and about.get("solution")):
            self._by_hand(cell, about)
        elif cell.kind == "code" and (about.get("grade") or _is_test(cell)):
            self._test(cell, about)
        elif cell.kind == "code":
            self._code(cell, about)
        else:
            self._text(cell, about)

    def _by_hand(self, cell: Cell, about: dict[str, Any]) -> None:
        what = f"cell {cell.number} ({about.get('grade_id', 'no name')}, {about.get('points', 0):g} points)"
        self.left.append(LeftOver(what, "it is graded by hand", cell.source))
        if cell.kind == "code":
            self._code(cell, {**about, "solution": True})
        elif not about.get("task"):
            self.skeleton.append(cell.saying(_ANSWER))
        else:
            self._text(cell, {})

    def _test(self, cell: Cell, about: dict[str, Any]) -> None:
        """A cell of tests is one check; students see what is not in a hidden region."""
        where = f"cell {cell.number}"
        found = regions(cell.source, f"{self.name}, {where}")
        whole = "\n".join(line for region in found if region.kind != "MARK SCHEME" for line in region.lines)
        title, body = title_and_body(whole)
        _, visible = title_and_body("\n".join(line for region in found if not region.kind for line in region.lines))
        name = str(about.get("grade_id") or title or f"check {len(self.checks) + 1}")
        marked = [region.points for region in found if region.points is not None]
        points = float(about.get("points", sum(marked) if marked else 1))
        if "AUTOTEST" in whole:
            why = "nbgrader makes its asserts by running the notebook (AUTOTEST)"
            self.left.append(LeftOver(f"{where} ({name}, {points:g} points)", why, cell.source))
            return
        self.checks.append(
            DraftCheck(
                name=check_name(name, [check.name for check in self.checks]),
                title=title or in_words(name),
                points=points,
                body=body,
                visible=visible,
                where=where,
            )
        )

    def _code(self, cell: Cell, about: dict[str, Any]) -> None:
        """A solution, or code that is given; code that only tries something out waits until it is run by hand."""
        found = regions(cell.source, f"{self.name}, cell {cell.number}")
        is_solution = any(region.kind == "SOLUTION" for region in found)
        self.checks += checks_of(found, f"cell {cell.number}", [check.name for check in self.checks])
        solved = guarded(with_solutions(found))
        self.reference.append(cell.saying(solved))
        if is_solution:
            self.skeleton.append(cell.saying(guarded(without_solutions(found))))
        elif about.get("solution"):
            self.skeleton.append(cell.saying("\n".join(_stubbed(cell.source))))
        else:
            self.skeleton.append(cell.saying(solved))

    def _text(self, cell: Cell, about: dict[str, Any]) -> None:
        """What is said to students; of an answer in words, and of how it is marked, they see nothing."""
        found = regions(cell.source, f"{self.name}, cell {cell.number}")
        marked = any(region.kind for region in found)
        self.reference.append(cell.saying(with_solutions(found)) if marked else cell)
        if about.get("solution"):
            self.skeleton.append(cell.saying(_ANSWER))
            return
        public = cell.saying(without_solutions(found, (_ANSWER,))) if marked else cell
        self.statement.append(public)
        self.skeleton.append(public)


def _stubbed(source: str) -> Iterator[str]:
    """A solution cell without regions is all solution: what it defines stays, without its bodies."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        yield from STUB
        return
    defined = [node for node in tree.body if isinstance(node, _DEFINITIONS)]
    for node in defined:
        yield from _outline(node)
    if not defined:
        yield STUB[0]


def _outline(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[str]:
    """The head of a function and what it says of itself; a class with such methods."""
    said = node.body[:1] if ast.get_docstring(node) else []
    bare = copy(node)
    bare.body = said or [ast.Pass()]
    head = ast.unparse(bare)
    yield from (head if said else head.removesuffix("pass").rstrip()).split("\n")
    methods = (
        [inner for inner in node.body if isinstance(inner, _DEFINITIONS)] if isinstance(node, ast.ClassDef) else []
    )
    for inner in methods:
        yield from Text("\n".join(_outline(inner))).indented("    ")
    if not methods:
        yield from (f"    {line}" for line in STUB)


def _is_test(cell: Cell) -> bool:
    """Without metadata: a cell with a region of hidden tests, and with no solution or visible tests marked in it."""
    others = ("BEGIN SOLUTION", "BEGIN TESTS")
    return "BEGIN HIDDEN TESTS" in cell.source and not any(mark in cell.source for mark in others)
