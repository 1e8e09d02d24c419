"""Put the files of a new exercise into a course: all of them, or none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from grader.course.find import COURSE_FILE, EXERCISES
from grader.errors import UsageError


def place(root: Path, slug: str, texts: Mapping[str, str | bytes]) -> bool:
    """Write the files below the folder that holds `exercises/`; whether `course.toml` lists the exercise now, or needs
    not to. Where there is no course yet, the folder becomes one.

    Raises UsageError where something is in the way, or where nothing may be written; then nothing is changed.
    """
    for folder in (root / EXERCISES / slug, root / "solutions" / slug, root / "tests" / "suites" / slug):
        if folder.exists():
            where = folder.relative_to(root)
            raise UsageError(f"{where} is there already", hint="Nothing was changed. Move it away, or choose a name.")
    written: list[Path] = []
    try:
        if not (root / EXERCISES / COURSE_FILE).exists():
            _write(root / EXERCISES / COURSE_FILE, _empty_course(root), written)
        for name, text in texts.items():
            _write(root / name, text, written)
        return _list(root / EXERCISES / COURSE_FILE, slug)
    except OSError as refusal:
        _take_back(written)
        path = refusal.filename or root
        raise UsageError(f"{path} cannot be written: {refusal.strerror}", hint="Nothing was changed.") from None


def _empty_course(root: Path) -> str:
    """A `course.toml` without exercises, named after the folder."""
    title = root.resolve().name.replace('"', "'") or "Course"
    return f'title = "{title}"\nexercises = []  # in this order\n'


def _write(path: Path, text: str | bytes, written: list[Path]) -> None:
    for folder in reversed(path.parents):
        if not folder.exists():
            folder.mkdir()
            written.append(folder)
    written.append(path)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def _take_back(written: list[Path]) -> None:
    for path in reversed(written):
        try:
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except OSError:
            continue  # what could not be written well cannot always be removed


def _list(path: Path, slug: str) -> bool:
    """Add the exercise at the end of the list, if there is one; only if nothing else changes by it."""
    text = path.read_bytes().decode("utf-8-sig")  # its line ends stay as they are
    before = tomllib.loads(text)
    if "exercises" not in before:
        return True
    longer = _longer(text, slug)
    try:
        after = tomllib.loads(longer)
    except tomllib.TOMLDecodeError:
        return False
    if after != {**before, "exercises": [*before["exercises"], slug]}:
        return False
    path.write_bytes(longer.encode())
    return True


def _longer(text: str, slug: str) -> str:
    match = re.search(r"^exercises\s*=\s*\[(?P<inside>[^\]]*?)(?P<end>,?\s*)\]", text, re.MULTILINE)
    if match is None:
        return text
    inside, end = match["inside"], match["end"].lstrip(",")
    lead = re.search(r"\r?\n[ \t]*(?=\S[^\n]*$)", inside)
    joint = "," + (lead[0] if lead else " ") if inside.strip() else ""
    comma = "," if match["end"].startswith(",") and "\n" in end else ""
    return f'{text[: match.start("inside")]}{inside}{joint}"{slug}"{comma}{end}]{text[match.end() :]}'
