"""Write a kit: as a folder, or as a zip that is the same for the same files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.course.find import EXERCISES
from grader.errors import UsageError
from grader.intake.names import is_zip
from grader.zipped import zipped


def pack(out: Path, found: Mapping[str, bytes]) -> None:
    """Write the files to a folder, or to a zip where the name ends so. Nothing that is there is overwritten."""
    if out.name == EXERCISES:
        raise UsageError(f"a kit cannot be called {EXERCISES}", hint="That is what a course with suites is called.")
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise UsageError(f"{out} is there already", hint="Nothing was changed. Remove it, or choose another name.")
    try:
        if is_zip(out.name):
            top = out.stem if out.stem != EXERCISES else "kit"
            out.write_bytes(zipped((f"{top}/{name}", found[name]) for name in sorted(found)))
        else:
            _folder(out, found)
    except OSError as refusal:
        raise UsageError(f"{refusal.filename or out} cannot be written: {refusal.strerror}") from None


def _folder(out: Path, found: Mapping[str, bytes]) -> None:
    for name, data in found.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
