"""Where files lie in the output folder, and how they come there. Names of authors are anything; names of folders are not."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError, UsageError
from grader.intake.names import is_device

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

GRADES, OVERVIEW = "grades.csv", "overview.html"
REPORTS, FEEDBACK = "reports", "feedback"
"""Of each author there is a folder in these."""
LOCK = ".publishing.lock"
LOOK_S, PATIENCE_S = 0.05, 2.0
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
"""What disks say that know no locks."""
_FORBIDDEN = frozenset('/\\:*?"<>|%')
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
    stem, dot, ending = name.partition(".")
    return f"{stem}~{dot}{ending}" if is_device(name) else name or "%"


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
        if sys.platform == "win32":
            _lock_byte(lock)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as refusal:
        if refusal.errno not in _NO_LOCKS:
            raise


if sys.platform == "win32":

    def _lock_byte(lock: int) -> None:
        """Its own way of waiting gives up after ten seconds, and looks once in each."""
        while True:
            try:
                msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
                return
            except OSError as refusal:
                if refusal.errno not in (errno.EACCES, 0):  # somebody has it; wine calls that 0
                    raise
            time.sleep(LOOK_S)


def put(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the one before. Within `alone`: what whoever was killed has left of one is written over."""
    beside = path.with_name(f".{path.name}.part")
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:  # the first of its folder
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        _replace(path, beside)
    except OSError as refusal:
        with suppress(OSError):  # it is for want of room, most of the time
            beside.unlink(missing_ok=True)
        raise _refused(path, refusal) from None


def _replace(path: Path, beside: Path) -> None:
    """On Windows not while somebody has one of them open, as who looks for viruses does for a moment."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            beside.replace(path)
            return
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
        time.sleep(LOOK_S)


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
    in_use = sys.platform == "win32" and isinstance(refusal, PermissionError)
    mend = "close it where it is open, in a spreadsheet or a browser," if in_use else "mend it"
    return GraderError(
        f"{path} cannot be {done}: {refusal.strerror}",
        hint=f"No result is lost: {mend} and give the same command again.",
    )
