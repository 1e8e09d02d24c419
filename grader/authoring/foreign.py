"""What an exercise imports that is no part of Python and does not come with the grader: it is installed wherever the exercise is judged."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from grader.course import Exercise
from grader.errors import DeliveryError
from grader.intake import notebook

_PROJECT = "coursework-grader"
_OURS = sys.stdlib_module_names | {"grader", "pytest"}


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
        for project in map(canonicalize_name, providers.get(module, ())):
            if project not in known:
                found.setdefault(project, file)
    return found


def absent(exercise: Exercise) -> Iterator[str]:
    """What the exercise requires and is not here, or is here in another version: what is tried here says nothing of it."""
    for text in exercise.requires:
        try:
            required = Requirement(text)
            version = metadata.version(required.name)
        except InvalidRequirement:
            yield f"{text!r} is nothing that pip understands"
        except metadata.PackageNotFoundError:
            yield f"{text} is not installed here"
        else:
            if not required.specifier.contains(version, prereleases=True):
                yield f"{text} is required, and here is {version}"


def _programs(exercise: Exercise) -> Iterator[Path]:
    """Those of the suite, then right answers: what students write may need what the suite does not."""
    right = sorted(exercise.solutions.glob("reference*")) if exercise.solutions else []
    for folder in (exercise.suite, *right):
        found = sorted(folder.rglob("*")) if folder else ()
        yield from (one for one in found if one.suffix in (".py", ".ipynb") and ".ipynb_checkpoints" not in one.parts)


def _imported(path: Path) -> Iterator[str]:
    """The modules at the top of what a file imports."""
    try:
        data = path.read_bytes()
        tree = ast.parse(data if path.suffix == ".py" else notebook.to_module(data, path.name).text)
    except (SyntaxError, ValueError, OSError, DeliveryError):
        return  # the judge says it better
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _with_what_they_need(projects: Iterable[str]) -> set[str]:
    """These, all that they need here, and what those need, with the extras that are asked for."""
    found: set[tuple[str, str]] = set()
    due = list(_read(projects))
    while due:
        one = due.pop()
        for asked in {(canonicalize_name(one.name), extra) for extra in ("", *one.extras)} - found:
            found.add(asked)
            due += (it for it in _needed_by(asked[0]) if it.marker is None or it.marker.evaluate({"extra": asked[1]}))
    return {name for name, _ in found}


def _needed_by(project: str) -> Iterator[Requirement]:
    with suppress(metadata.PackageNotFoundError):
        yield from _read(metadata.requires(project) or ())


def _read(requirements: Iterable[str]) -> Iterator[Requirement]:
    """Those that can be understood; what cannot be is told where it is written."""
    for one in requirements:
        with suppress(InvalidRequirement):
            yield Requirement(one)
