"""Whether anything hidden lies among what students get.

Looked for are whole hidden files, regions that mark a solution, links, names of checks that students may not see, and
in an exercise's own folder, lines of hidden files that are not public anyway: in the skeleton, in the examples, or in
what the course gives to everyone (a lecture may well show how it is done).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from grader.authoring import public
from grader.authoring.answers import references
from grader.authoring.expect import EXPECT_FILE
from grader.authoring.verify.proof import Finding, Law
from grader.course import Course, Exercise
from grader.intake.names import is_program
from grader.report import Visibility
from grader.several import counted

MARKS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN TESTS", "BEGIN MARK SCHEME", "BEGIN PROMPT")
"""What marks regions of a source that skeleton and reference are made from (`grade new --from`)."""
ENOUGH = 3
"""So many secret lines, each next to its neighbour, are no accident."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """One hidden file, and which of its lines are not public anyway."""

    path: Path
    data: bytes
    lines: tuple[str, ...]
    secret: frozenset[str]


def nothing_hidden_is_public(course: Course, exercise: Exercise) -> Law:
    """Nothing of the solutions and of the suite can be read by students."""
    shy = list(_shy(exercise))
    found = public.files_of(course, exercise)
    given = [path for path in found if not path.is_relative_to(exercise.folder) and not path.is_symlink()]
    hidden = list(_hidden(exercise, given))
    findings = [finding for path in found for finding in _leaks(path, course.root, exercise, hidden, shy)]
    says = f"nothing hidden lies in the {counted(len(found), 'file')} that students get"
    return Law(id="hidden", says=says, holds=not findings, findings=tuple(findings))


def _shy(exercise: Exercise) -> Iterator[str]:
    """The checks that students may not know of from the beginning, as the text of the suite says."""
    for path in _files(exercise.suite) if exercise.suite else []:
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue  # data, or told where the suite is run
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and any(map(_hides, function.decorator_list)):
                yield function.name


def _hides(decorator: ast.expr) -> bool:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return any(
        one.arg == "visibility" and isinstance(one.value, ast.Constant) and one.value.value != Visibility.VISIBLE
        for one in keywords
    )


def _hidden(exercise: Exercise, given: Sequence[Path]) -> Iterator[Hidden]:
    known = {line for path in (exercise.skeleton, *given) for line in _lines(path)}
    for answer in references(exercise):
        for path in _files(answer.path):
            if is_program(path.name):  # data that a program reads may lie in both
                yield _read(path, known)
    if exercise.suite is not None:
        known = {line for path in (*_files(exercise.examples), *given) for line in _lines(path)}
        for path in _files(exercise.suite):
            yield _read(path, known)


def _read(path: Path, known: set[str]) -> Hidden:
    data = path.read_bytes()
    lines = _significant(data)
    return Hidden(path, data, tuple(lines), frozenset(lines) - known)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]


def _lines(path: Path) -> set[str]:
    return set(_significant(path.read_bytes())) if path.is_file() else set()


def _significant(data: bytes) -> list[str]:
    """The lines that say something, without their indent, and without what a notebook's JSON puts around them."""
    lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
    bare = (line.removesuffix(",").removeprefix('"').removesuffix('"').removesuffix("\\n").strip() for line in lines)
    return [line.replace('\\"', '"') for line in bare if any(character.isalnum() for character in line)]


def _leaks(
    path: Path, root: Path, exercise: Exercise, hidden: Sequence[Hidden], shy: Sequence[str]
) -> Iterator[Finding]:
    shown = str(path.relative_to(root))
    if path.is_symlink():
        yield Finding(message="it is a link, and a kit holds what it points to", where=shown, hint="Put a file there.")
        return
    data = path.read_bytes()
    if path.name == EXPECT_FILE:
        yield Finding(message="it names hidden checks", where=shown, hint=f"{EXPECT_FILE} belongs to the solutions.")
    text = data.decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        if any(mark in line for mark in MARKS):
            yield Finding(message=f"a region is marked here: {line.strip()[:60]}", where=f"{shown}:{number}")
    for name in shy:
        if name in text:
            yield Finding(message=f"it names {name}, which students may not see yet", where=shown)
    yield from _copied(data, shown, root, exercise, path, hidden)


def _copied(
    data: bytes, shown: str, root: Path, exercise: Exercise, path: Path, hidden: Sequence[Hidden]
) -> Iterator[Finding]:
    lines = _significant(data)
    for one in hidden:
        source = one.path.relative_to(root)
        if data == one.data and (one.secret or path == exercise.skeleton):
            yield Finding(message=f"it is the same file as {source}", where=shown)
        elif _may_quote(path, one, exercise):
            continue
        elif passage := _passage(lines, one):
            yield Finding(message=f"lines of {source} stand here", where=shown, detail="\n".join(passage))


def _may_quote(path: Path, hidden: Hidden, exercise: Exercise) -> bool:
    """The skeleton is what the rest is measured by, and an example may be one of the hidden checks."""
    of_suite = exercise.suite is not None and hidden.path.is_relative_to(exercise.suite)
    return path == exercise.skeleton or (of_suite and path.is_relative_to(exercise.examples))


def _passage(lines: Sequence[str], hidden: Hidden) -> tuple[str, ...]:
    """The secret lines of a hidden file that stand there too, each next to the same neighbour; none if too few do."""
    there = set(pairwise(lines))
    found = dict.fromkeys(
        line for pair in pairwise(hidden.lines) if pair in there for line in pair if line in hidden.secret
    )
    return tuple(found) if len(found) >= min(ENOUGH, len(hidden.secret)) else ()
