"""Where files lie in the output folder, and how they come there. Names of authors are anything; names of folders are not."""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError, UsageError

_FORBIDDEN = frozenset('/\\:*?"<>|%')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_LONGEST = 120
"""Bytes; file systems end at 255, and archives of them sooner."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the files of one entry lie, below the output folder; '' for what there is none of."""

    report: str = ""
    html: str = ""
    markdown: str = ""


def folders(authors: Iterable[str]) -> dict[str, str]:
    """A folder's name for each author: theirs, as far as every system can have it, and never the same for two."""
    wanted = {author: _safe(author) for author in sorted(set(authors))}
    alike: dict[str, list[str]] = {}
    for author, name in wanted.items():
        alike.setdefault(unicodedata.normalize("NFC", name).casefold(), []).append(author)
    clashing = {author for group in alike.values() if len(group) > 1 for author in group}
    return {author: f"{name}~{_mark(author)}" if author in clashing else name for author, name in wanted.items()}


def _safe(author: str) -> str:
    name = "".join(_kept(char) for char in author)
    if name.startswith((".", " ")):
        name = f"%{ord(name[0]):02x}{name[1:]}"
    if name.endswith((".", " ")):
        name = f"{name[:-1]}%{ord(name[-1]):02x}"
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
        cut = name.encode("utf-8", "surrogatepass")[: _LONGEST - 10].decode("utf-8", "ignore")
        name = f"{cut}~{_mark(author)}"
    return f"{name}~" if name.casefold().split(".")[0] in _DEVICES else name or "%"


def _kept(char: str) -> str:
    if char in _FORBIDDEN or unicodedata.category(char)[0] == "C":
        return "".join(f"%{byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))
    return char


def _mark(author: str) -> str:
    return hashlib.sha256(author.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def open_folder(out: Path) -> None:
    """Make the output folder, and see that it can be written, before anything is judged."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=out).close()  # another batch may be looking at the same time
    except OSError as refusal:
        raise UsageError(
            f"{out} cannot be written: {refusal.strerror}", hint="Name another folder with --out."
        ) from None


def put(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the one before."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:  # the first of its folder
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        beside.replace(path)
    except OSError as refusal:
        raise GraderError(
            f"{path} cannot be written: {refusal.strerror}",
            hint="No result is lost: mend it and give the same command again.",
        ) from None
