"""What a source is, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping
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
    return replace(draft, files=_neighbours(path))


def _only_in(folder: Path) -> Path:
    found = sorted(path for path in folder.iterdir() if path.suffix in (".py", ".ipynb"))
    if len(found) == 1:
        return found[0]
    names = ", ".join(path.name for path in found) or "nothing"
    raise UsageError(f"{folder} should hold one script or notebook, and holds {names}", hint="Name the file.")


def _with_ok_tests(draft: Draft, tests: Path) -> Draft:
    if not tests.is_dir():
        return draft
    checks, left = okformat.from_folder(tests)
    return replace(draft, checks=(*draft.checks, *checks), left=(*draft.left, *left))


def _neighbours(path: Path) -> Mapping[str, bytes]:
    """What lies beside the source and is named in it, data and pictures; programs and what is large stay there."""
    text = path.read_text("utf-8", "replace")
    named = [other for other in sorted(path.parent.iterdir()) if other.is_file() and other.name in text]
    return {other.name: other.read_bytes() for other in named if _is_data(other)}


def _is_data(path: Path) -> bool:
    is_program = path.suffix in (".py", ".ipynb")
    return not is_program and path.name[0] not in "._" and path.stat().st_size <= NEIGHBOUR_BYTES
