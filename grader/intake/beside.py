"""What an exercise hands out beside its skeleton (data, modules to import) lies beside every answer that does not bring it.

Whoever works in the exercise's folder has it there; whoever hands in the answer alone, as most platforms ask for, means the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

from grader.course.model import Exercise
from grader.intake.bundle import Bundle
from grader.intake.entry import spellings
from grader.intake.kept import LEFT_OUT
from grader.intake.names import PYTHON, is_notebook
from grader.intake.sources import read_folder

NOTHING = Bundle("", MappingProxyType({}))


def handed_out(exercise: Exercise) -> Bundle:
    """The files of an exercise's folder that may lie beside an answer, and remarks on those that cannot; not its programs to be
    read, which run by themselves. Of a program that nobody hands in there are none."""
    if not exercise.slug or not exercise.folder.is_dir():
        return NOTHING
    label, without = exercise.folder.name, (exercise.given.name, *spellings(exercise.entry))
    found = read_folder(exercise.folder, label, without)
    return replace(found, files={name: data for name, data in found.files.items() if not is_notebook(name)})


def left_out(handed_out: Bundle, files: Collection[str], said: Collection[str]) -> list[str]:
    """Remarks on what does not lie beside an answer though the exercise hands it out, if nobody brought it or said so already."""
    lacking = [one for one in handed_out.notices if one.partition(LEFT_OUT)[0] not in files and one not in said]
    return [f"of what the exercise hands out, {notice}" for notice in lacking]


def with_room(handed_out: Mapping[str, bytes], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those that nothing of a delivery stands in the place of: no file or folder of that name, and no module of a package's."""
    taken = {str(part) for name in files for part in (PurePosixPath(name), *PurePosixPath(name).parents)}
    own = set(files)

    def has_room(name: str) -> bool:
        above = [str(part) for part in PurePosixPath(name).parents]
        return name not in taken and own.isdisjoint([*above, *(f"{part}{PYTHON}" for part in above)])

    return {name: data for name, data in handed_out.items() if has_room(name)}
