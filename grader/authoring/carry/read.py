"""What a source is, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from grader.authoring.carry import okformat
from grader.authoring.carry.draft import Draft
from grader.authoring.carry.nbgrader import from_nbgrader
from grader.authoring.carry.otter import from_otter, is_otter
from grader.authoring.carry.script import from_script
from grader.errors import UsageError

NEIGHBOUR_BYTES = 1_000_000


def read(path: Path) -> Draft:
    """Read a script, a notebook, or a folder that holds one. Raises UsageError with what is wrong where."""
    if path.is_dir():
        path = _only_in(path)
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file or folder")
    if path.suffix == ".ipynb":
        draft = from_otter(path) if is_otter(path) else from_nbgrader(path)
    elif path.suffix == ".py":
        draft = _with_ok_tests(from_script(path), path.parent / "tests")
    else:
        raise UsageError(f"{path} is neither a script nor a notebook", hint="Name a .py or .ipynb file.")
    if not draft.checks:
        why = "; ".join(dict.fromkeys(left.why for left in draft.left)) or "none is marked"
        hint = "A suite needs at least one: mark it with ### BEGIN TESTS … ### END TESTS."
        raise UsageError(f"{path.name} has no test that could be carried over ({why})", hint=hint)
    return replace(draft, files={**draft.files, **dict(_neighbours(path.parent, path.read_text("utf-8", "replace")))})


def _only_in(folder: Path) -> Path:
    found = sorted(path for path in folder.iterdir() if path.suffix in (".py", ".ipynb"))
    if len(found) == 1:
        return found[0]
    names = ", ".join(path.name for path in found) or "nothing"
    raise UsageError(f"{folder} should hold one script or notebook, and holds {names}", hint="Name the file.")


def _with_ok_tests(draft: Draft, tests: Path) -> Draft:
    if not tests.is_dir():
        return draft
    checks, left = okformat.from_folder(tests, [check.name for check in draft.checks])
    return replace(draft, checks=(*draft.checks, *checks), left=(*draft.left, *left))


def _neighbours(folder: Path, text: str, before: str = "") -> Iterator[tuple[str, bytes]]:
    """What lies beside the source, or in a folder there, and is named in it, data and pictures; programs and what is large stay
    there."""
    for other in sorted(folder.iterdir()):
        name = before + other.name
        if other.is_dir() and f"{name}/" in text:
            yield from _neighbours(other, text, f"{name}/")
        elif other.is_file() and name in text and _is_data(other):
            yield name, other.read_bytes()


def _is_data(path: Path) -> bool:
    is_program = path.suffix in (".py", ".ipynb")
    return not is_program and path.name[0] not in "._" and path.stat().st_size <= NEIGHBOUR_BYTES
