"""An exercise's right answers: `solutions/SLUG/reference`, and every `reference-*` beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.course import Exercise
from grader.errors import DeliveryError
from grader.intake.bundle import Bundle
from grader.intake.entry import choose_entry
from grader.intake.sources import Delivery, collect

REFERENCE = "reference"


def folders(exercise: Exercise) -> list[Path]:
    """Where they are; none in a kit, nor in a package."""
    return [path for path in folders_in(exercise.solutions) if is_reference(path.name)]


def bundles(exercise: Exercise) -> list[Bundle]:
    """As they would be handed in; nothing at all where one of them could not be."""
    try:
        return [handed_in(folder, exercise) for folder in folders(exercise)]
    except DeliveryError:
        return []


def handed_in(answer: Path, exercise: Exercise) -> Bundle:
    """An answer of the author's as it would be handed in.

    Raises DeliveryError where nobody could tell which file is the answer.
    """
    bundle = collect(Delivery(answer, neighbours=True))
    try:
        return replace(bundle, entry=choose_entry(bundle, exercise.entry))
    except DeliveryError as unclear:  # its advice is for who hands in; here its author reads it
        raise DeliveryError(unclear.message, hint=f"The answer belongs into {exercise.entry} there.") from None


def is_reference(name: str) -> bool:
    """Whether a folder of that name holds a right answer."""
    return name == REFERENCE or name.startswith(f"{REFERENCE}-")


def folders_in(within: Path | None) -> list[Path]:
    """Folders by name; what begins with `_` or `.` is a draft or a tool's."""
    if within is None or not within.is_dir():
        return []
    return sorted(path for path in within.iterdir() if path.is_dir() and path.name[0] not in "._")
