"""The answers that prove a suite: references, flawed ones, the skeleton that students start from, and none at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from grader.authoring.expect import EXPECT_FILE
from grader.course import Exercise
from grader.intake import Submission
from grader.intake.accept import submission_of
from grader.intake.beside import handed_out
from grader.intake.names import module_name
from grader.intake.references import folders, folders_in, handed_in, is_reference

FLAWED = "flawed"


class Kind(StrEnum):
    """What an answer is for."""

    REFERENCE = "reference"
    FLAWED = "flawed"
    SKELETON = "skeleton"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to an exercise: a folder that holds all of it, or the skeleton where it lies.

    The empty answer is the skeleton with nothing in it.
    """

    kind: Kind
    path: Path

    @property
    def name(self) -> str:
        """`reference-main`, `no_lock`; the skeleton and the empty answer are called by their kind."""
        return self.kind.value if self.kind in (Kind.SKELETON, Kind.EMPTY) else self.path.name

    @property
    def text(self) -> str | None:
        """What stands in the entry instead of what is there."""
        return "" if self.kind is Kind.EMPTY else None


def references(exercise: Exercise) -> list[Answer]:
    """The right answers: `reference` and every `reference-*`."""
    return [Answer(Kind.REFERENCE, path) for path in folders(exercise)]


def flawed(exercise: Exercise) -> list[Answer]:
    """The wrong answers."""
    within = exercise.solutions / FLAWED if exercise.solutions else None
    return [Answer(Kind.FLAWED, path) for path in folders_in(within)]


def skeleton(exercise: Exercise) -> Answer:
    """What students start from."""
    return Answer(Kind.SKELETON, exercise.skeleton)


def empty(exercise: Exercise) -> Answer:
    """What somebody hands in who has written nothing."""
    return Answer(Kind.EMPTY, exercise.skeleton)


def strays(exercise: Exercise) -> list[Path]:
    """Folders among the solutions that are neither: nobody would ever look at them."""
    return [path for path in folders_in(exercise.solutions) if path.name != FLAWED and not is_reference(path.name)]


def submission(path: Path, exercise: Exercise, text: str | None = None) -> Submission:
    """An answer as it would be handed in; `text` stands in its entry instead of what is there.

    Raises DeliveryError where nobody could tell which file is the answer.
    """
    bundle = handed_in(path, exercise)
    entry = str(bundle.entry)
    files = {name: data for name, data in bundle.files.items() if name != EXPECT_FILE}
    if text is not None:
        files.pop(entry)
        entry = module_name(entry)  # of a notebook, the module that it becomes
        files[entry] = text.encode()
    return submission_of(replace(bundle, files=files), entry, handed_out(exercise))
