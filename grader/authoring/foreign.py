"""What an exercise imports that is no part of Python and does not come with the grader: it is installed wherever the exercise is judged."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from importlib import metadata
from pathlib import Path

from grader.course import Exercise

_PROJECT = "coursework-grader"
_OURS = sys.stdlib_module_names | {"grader", "pytest"}
_NAME = re.compile(r"([\w.-]+)(?:\[([\w,.-]+)\])?")
_EXTRA = re.compile(r"extra == ['\"]([^'\"]+)")


def not_required(exercise: Exercise) -> dict[str, str]:
    """The projects that the suite or a right answer imports, that are installed here, and that the exercise does not say it requires; each with
    the file that imports it. Whatever is not installed here fails here, and says so."""
    imported = [
        (module, path.name) for path in _programs(exercise) for module in _imported(path) if module not in _OURS
    ]
    if not imported:
        return {}  # who provides what is found out slowly
    known = _with_what_they_need([_PROJECT, *exercise.requires])
    providers = metadata.packages_distributions()
    found: dict[str, str] = {}
    for module, file in imported:
        for project in map(_normal, providers.get(module, ())):
            if project not in known:
                found.setdefault(project, file)
    return found


def _programs(exercise: Exercise) -> Iterator[Path]:
    """Those of the suite, then right answers: what students write may need what the suite does not."""
    right = sorted(exercise.solutions.glob("reference*")) if exercise.solutions else []
    for folder in (exercise.suite, *right):
        yield from sorted(folder.rglob("*.py")) if folder else ()


def _imported(path: Path) -> Iterator[str]:
    """The modules at the top of what a file imports."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, OSError):
        return  # the judge says it better
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _with_what_they_need(projects: Iterable[str]) -> set[str]:
    """These, all that they need, and what those need, with the extras that are asked for."""
    found: set[tuple[str, str]] = set()
    due = list(projects)
    while due:
        match = _NAME.match(due.pop())
        if match is None or (asked := (_normal(match[1]), match[2] or "")) in found:
            continue
        found.add(asked)
        name, extras = asked
        try:
            due += [one for one in metadata.requires(name) or () if _is_wanted(one, extras.split(","))]
        except metadata.PackageNotFoundError:
            continue
    return {name for name, _ in found}


def _is_wanted(needed: str, extras: Collection[str]) -> bool:
    extra = _EXTRA.search(needed)
    return extra is None or _normal(extra[1]) in map(_normal, extras)


def _normal(project: str) -> str:
    return re.sub(r"[-_.]+", "-", project).lower()
