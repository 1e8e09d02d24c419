"""What an exercise hands out beside its skeleton (data, modules to import) lies beside every answer that does not bring it.

Whoever works in the exercise's folder has it there; whoever hands in the answer alone, as most platforms ask for, means the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from grader.course.model import Exercise
from grader.intake.entry import spellings
from grader.intake.names import PYTHON, is_notebook
from grader.intake.sources import read_folder


def handed_out(exercise: Exercise) -> dict[str, bytes]:
    """The files of an exercise's folder that may lie beside an answer, by relative POSIX name; not its programs to be read, which
    run by themselves. Of a program that nobody hands in there are none."""
    if not exercise.slug or not exercise.folder.is_dir():
        return {}
    files = read_folder(
        exercise.folder, exercise.folder.name, without=(exercise.given.name, *spellings(exercise.entry))
    ).files
    return {name: data for name, data in files.items() if not is_notebook(name)}


def with_room(handed_out: Mapping[str, bytes], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those that nothing of a delivery stands in the place of: no file or folder of that name, and no module of a package's."""
    taken = {str(part) for name in files for part in (PurePosixPath(name), *PurePosixPath(name).parents)}
    own = set(files)

    def has_room(name: str) -> bool:
        above = [str(part) for part in PurePosixPath(name).parents]
        return name not in taken and own.isdisjoint([*above, *(f"{part}{PYTHON}" for part in above)])

    return {name: data for name, data in handed_out.items() if has_room(name)}
