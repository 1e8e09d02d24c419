"""Where files lie in the output folder, and how they come there. Names of authors are anything; names of folders are not."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError, UsageError

if sys.platform != "win32":  # there whoever writes last has the last word
    import fcntl

LOCK = ".publishing.lock"
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
"""What disks say that know no locks."""
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
    """Make the output folder, closed to others, and see that it can be written, before anything is judged."""
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=out).close()  # another batch may be looking at the same time
    except OSError as refusal:
        raise UsageError(
            f"{out} cannot be written: {refusal.strerror}", hint="Name another folder with --out."
        ) from None


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Nobody else writes the files of an output folder meanwhile. Who begins to read the gradebook when the one before has
    written finds all that it knew (decision 0130)."""
    try:
        lock = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as refusal:
        raise _refused(out / LOCK, refusal) from None
    try:
        _wait_for(lock)
        yield
    finally:
        os.close(lock)


def _wait_for(lock: int) -> None:
    try:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as refusal:
        if refusal.errno not in _NO_LOCKS:
            raise


def put(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the one before. Within `alone`: what whoever was killed has left of one is written over."""
    beside = path.with_name(f".{path.name}.part")
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:  # the first of its folder
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        beside.replace(path)
    except OSError as refusal:
        with suppress(OSError):  # it is for want of room, most of the time
            beside.unlink(missing_ok=True)
        raise _refused(path, refusal) from None


def clear(path: Path) -> None:
    """Remove a file, or a folder with all that is in it, if it is there."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        pass  # somebody else was quicker
    except OSError as refusal:
        raise _refused(path, refusal, "removed") from None


def _refused(path: Path, refusal: OSError, done: str = "written") -> GraderError:
    return GraderError(
        f"{path} cannot be {done}: {refusal.strerror}",
        hint="No result is lost: mend it and give the same command again.",
    )
