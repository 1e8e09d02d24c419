"""Which file of several is the answer. Pure: the same names always give the same choice."""

from __future__ import annotations

from collections.abc import Iterable

from grader.errors import DeliveryError
from grader.intake.archives import kind_of_archive
from grader.intake.bundle import Bundle
from grader.intake.names import NOTEBOOK, PYTHON, in_short, is_program
from grader.several import the_first

USUAL = ("submission.py", "submission.ipynb")
"""What the answer to any exercise may be called."""


def choose_entry(bundle: Bundle, expected: str) -> str:
    """Choose the exercise's entry, else `submission.py`/`.ipynb`, else the only candidate; never guess. Of candidates that are
    all the same, byte for byte, each is the answer.

    Where `expected` is no program's name there is no exercise: somebody points at a program and hands nothing in.
    """
    if bundle.entry is not None:
        return bundle.entry
    candidates = bundle.candidates
    for name in (*spellings(expected), *USUAL):
        if name in candidates:
            return name
    if len({bundle.files[name] for name in candidates}) == 1:
        return candidates[0]
    if candidates:
        raise DeliveryError(
            f"{bundle.label} holds several files that could be the answer: {_listed(candidates)}",
            hint=f"Call the one to be graded {expected}." if is_program(expected) else "Name the one that is meant.",
        )
    packed = ", by itself or alone in a .zip" if _packed(bundle) else ""
    hint = (
        f"Hand in {expected}{packed}."
        if is_program(expected)
        else "Name a Python file or a notebook, or a folder with one."
    )
    raise DeliveryError(without_a_program(bundle), hint=hint)


def without_a_program(bundle: Bundle) -> str:
    """What is in a delivery that has no candidate, and what stayed outside."""
    remarks = f" ({'; '.join(bundle.notices[:3])})" if bundle.notices else ""
    return f"{bundle.label} {_instead_of_a_program(bundle)}{remarks}"


def _instead_of_a_program(bundle: Bundle) -> str:
    if not bundle.files:
        return "is empty"
    if any(map(is_program, bundle.files)):
        return f"holds its Python files in several folders: {_listed(filter(is_program, bundle.files))}"
    packed = _packed(bundle)
    if list(bundle.files) == [bundle.label]:
        kind = packed.get(bundle.label)
        return (
            f"is packed ({kind}), and of archives only zips are opened" if kind else "is no Python file and no notebook"
        )
    unseen = "".join(f"; {name} is packed ({kind}) and was not opened" for name, kind in sorted(packed.items())[:3])
    return f"holds no Python file and no notebook, only: {_listed(bundle.files)}{unseen}"


def _packed(bundle: Bundle) -> dict[str, str]:
    """The files of a bundle in which others are packed, and how."""
    return {name: kind for name, data in bundle.files.items() if (kind := kind_of_archive(name, data))}


def _listed(names: Iterable[str]) -> str:
    """Name at most ten files."""
    return the_first(10, [in_short(name) for name in sorted(names)])


def spellings(expected: str) -> tuple[str, ...]:
    """Name an exercise's entry as script and as notebook, its own form first."""
    for own, other in ((PYTHON, NOTEBOOK), (NOTEBOOK, PYTHON)):
        if expected.endswith(own):
            return (expected, expected.removesuffix(own) + other)
    return (expected,)


def called(name: str, expected: str) -> str:
    """What the single file of a delivery is called in its submission: as the exercise's entry, in the form that it has."""
    suffix = "." + name.rpartition(".")[2].lower()
    return next((spelling for spelling in spellings(expected) if spelling.endswith(suffix)), name)
