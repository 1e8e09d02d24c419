"""One delivery as it lies on the disk: a file, a folder, a zip. (Those of a whole class are a `tree`.)

No link is followed anywhere: what a delivery points at (a reference answer, another student's file) is not
what was handed in. Walks are bounded before anything is read, reads before anything is kept.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grader.errors import DeliveryError, UsageError
from grader.intake import bounds
from grader.intake.bundle import Bundle, without_wrapping
from grader.intake.kept import LEFT_OUT, Kept, programs_first
from grader.intake.names import (
    ENVIRONMENT,
    PYTHON,
    is_furniture,
    is_notebook,
    is_presentable,
    is_zip,
    outside_environments,
    presentable,
)

_IMPORTING, _WORD = re.compile(rb"^.*\bimport\b.*$", re.MULTILINE), re.compile(rb"[A-Za-z_]\w*")
_QUOTED = re.compile(rb"""["']([^"'\\\n]{1,200})["']""")
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

MOST_PLACES = 20
"""So many folders are looked into for what a program names in quotes."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came in the door: a file, a zip or a folder; `neighbours`: the folder's other files come along; `imported`: those
    of them that a single file imports, or names in quotes, do."""

    path: Path
    neighbours: bool = False
    imported: bool = False
    without: tuple[str, ...] = ()
    """Names at the top of a folder that are no part of it: what we write there ourselves."""
    called: str = ""
    """What messages call a folder; '' for its own name."""


def collect(delivery: Delivery) -> Bundle:
    """Read a delivery into memory."""
    path = delivery.path
    label = _label(path)
    mode = _mode(path, label)
    if stat.S_ISLNK(mode):
        raise DeliveryError(f"{label} is a link", hint="Name the file that it points to.")
    if stat.S_ISDIR(mode):
        return without_wrapping(read_folder(path, delivery.called or label, delivery.without))
    if not stat.S_ISREG(mode):
        raise DeliveryError(f"{label} is neither a file nor a folder")
    if is_zip(path.name):
        return _zip(path, label)
    data = _read_entry(path, label)
    if delivery.imported:
        kept = Kept()
        _take_named(data, path, kept)
        return Bundle(label, {label: data, **kept.files}, label, tuple(kept.notices))
    if not delivery.neighbours:
        return Bundle(label, {label: data}, label)
    beside = read_folder(path.parent, _label(path.parent))
    files = {name: content for name, content in beside.files.items() if name != path.name}
    return Bundle(label, {label: data, **files}, label, _without(beside.notices, path.name))


def _label(path: Path) -> str:
    """What messages call it: its own name, also where it was typed as `.`."""
    name = path.name if path.name not in ("", "..") else path.resolve().name
    return presentable(name or str(path))


def _mode(path: Path, label: str) -> int:
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"{path}: there is no such file or folder", hint=_near(path)) from None
    except (OSError, ValueError) as refusal:  # ValueError: a NUL in the name
        raise UsageError(f"{label} cannot be looked at: {_words(refusal)}") from None


def _near(path: Path) -> str | None:
    """Offer the file that may have been meant."""
    import difflib

    try:
        names = [entry.name for entry in path.parent.iterdir()][: bounds.FOLDER_ENTRIES]
    except OSError:
        return None
    close = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean {close[0]}?" if close else None


def _read_entry(path: Path, label: str) -> bytes:
    limit = bounds.NOTEBOOK_BYTES if is_notebook(path.name) else bounds.SOURCE_BYTES
    try:
        data = read_regular(path, limit)
    except OSError as refusal:
        raise DeliveryError(f"{label} cannot be read: {_words(refusal)}") from None
    if data is None:
        raise DeliveryError(f"{label} is larger than {bounds.in_words(limit)}, the most that can be graded")
    return data


def read_regular(path: Path, limit: int) -> bytes | None:
    """Read a regular file; None if it is longer than `limit`."""
    descriptor = os.open(path, _OPEN)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is no ordinary file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    finally:
        os.close(descriptor)
    return data if len(data) <= limit else None


def _zip(path: Path, label: str) -> Bundle:
    from grader.intake.unpack import unpack

    try:
        data = read_regular(path, bounds.ZIP_BYTES)
    except OSError as refusal:
        raise DeliveryError(f"{label} cannot be read: {_words(refusal)}") from None
    if data is None:
        raise DeliveryError(f"{label} is larger than {bounds.in_words(bounds.ZIP_BYTES)}")
    kept = Kept()
    inside = unpack(data, label)
    for name in sorted(outside_environments(inside), key=programs_first):
        if not any(is_furniture(part) for part in name.split("/")):
            kept.offer(name, inside[name])
    return without_wrapping(Bundle(label, kept.files, None, tuple(kept.notices)))


def read_folder(folder: Path, label: str, without: tuple[str, ...] = ()) -> Bundle:
    """Read the files of a folder, programs first, until the bounds are reached."""
    kept = Kept()
    found = sorted(_walk(folder, label, kept.notices), key=lambda file: programs_first(file[0]))
    for name, path in found:
        if name.split("/")[0] in without:
            continue
        if not is_presentable(name):
            kept.notices.append(f"{presentable(name)}{LEFT_OUT}: its name cannot be written down")
            continue
        limit = bounds.NOTEBOOK_BYTES if is_notebook(name) else bounds.NEIGHBOUR_BYTES
        try:
            kept.offer(name, read_regular(path, limit))
        except OSError as refusal:
            kept.notices.append(f"{name}{LEFT_OUT}: {_words(refusal)}")
    return Bundle(label, kept.files, None, tuple(kept.notices))


def files_below(folder: Path) -> list[Path]:
    """The files that a folder is read from, programs first, as far as it can be looked at."""
    found: list[tuple[str, Path]] = []
    with suppress(DeliveryError):
        found.extend(_walk(folder, _label(folder), []))
    return [path for _, path in sorted(found, key=lambda file: programs_first(file[0]))]


def _take_named(data: bytes, path: Path, kept: Kept) -> None:
    """Read what lies beside a program under a name that it imports, or in quotes, or that what it imports does. No parsing: a name
    that only looks so costs a look at the folder."""
    waiting, seen = [data], {path.stem, path.name}
    while waiting:
        text = waiting.pop()
        for name in sorted(_named_by_imports(text) - seen):
            seen.add(name)
            for file, content in _imported(path.parent, name, kept).items():
                kept.offer(file, content)
                seen.add(file)
                waiting.append(content or b"")
        for name in sorted(_joined(path.parent, _named_in_quotes(text)) - seen):
            seen.add(name)
            try:
                content = _read_below(path.parent, name)
            except (OSError, ValueError):  # ValueError: a NUL in the name
                continue
            kept.offer(name, content)


def _imported(folder: Path, name: str, kept: Kept) -> dict[str, bytes | None]:
    """A module, or the modules of a package; nothing where there is neither."""
    module, package = folder / f"{name}{PYTHON}", folder / name
    try:
        return {module.name: read_regular(module, bounds.NEIGHBOUR_BYTES)}
    except OSError:
        if package.is_symlink() or not package.is_dir():
            return {}
    inside = read_folder(package, name)
    kept.notices += inside.notices
    return {f"{name}/{file}": text for file, text in inside.files.items() if file.endswith(PYTHON)}


def _read_below(folder: Path, name: str) -> bytes | None:
    """A file by its name, through folders that are no links."""
    for part in name.split("/")[:-1]:
        folder = folder / part
        if folder.is_symlink():
            raise OSError("it lies behind a link")
    return read_regular(folder / name.rpartition("/")[2], bounds.NEIGHBOUR_BYTES)


def _named_in_quotes(data: bytes) -> set[str]:
    """The words in quotes that may be files of the program's folder; only so many are looked for."""
    found = islice(dict.fromkeys(_QUOTED.findall(data)), bounds.FOLDER_ENTRIES)
    names = (word.decode("utf-8", "replace").removeprefix("./").removesuffix("/") for word in found)
    return {name for name in names if is_presentable(name) and not {"", ".", ".."} & set(name.split("/"))}


def _joined(folder: Path, words: set[str]) -> set[str]:
    """The words, and what they are below those of them that are folders: `Path("data") / "words.txt"`."""
    places = [""]
    for place in islice(places, MOST_PLACES):
        below = (f"{place}{word}" for word in sorted(words))
        places += [f"{name}/" for name in below if _is_folder(folder / name)]
    return {f"{place}{word}" for place in places[:MOST_PLACES] for word in words}


def _is_folder(path: Path) -> bool:
    """Whether a folder is there, and no link to one. Not by `is_dir`, which raises where it may not look, or the name is too long."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return False


def _named_by_imports(data: bytes) -> set[str]:
    """The words of all lines that import."""
    return {word.decode() for line in _IMPORTING.findall(data) for word in _WORD.findall(line)}


def _walk(folder: Path, label: str, notices: list[str]) -> Iterator[tuple[str, Path]]:
    """Name the ordinary files below a folder, relative and absolute; furniture is passed over."""
    waiting = [(folder, "")]
    seen = 0
    while waiting:
        at, prefix = waiting.pop()
        for entry in _entries(at, prefix or label):
            seen += 1
            if seen > bounds.FOLDER_ENTRIES:
                raise DeliveryError(
                    f"{label} holds more than {bounds.FOLDER_ENTRIES} files", hint="Name the file to be graded."
                )
            name = prefix + entry.name
            if is_furniture(entry.name):
                continue
            if entry.is_symlink():
                notices.append(f"{presentable(name)}{LEFT_OUT}: it is a link")
            elif entry.is_dir(follow_symlinks=False):
                if name.count("/") + 1 >= bounds.FOLDER_DEPTH:
                    notices.append(f"{presentable(name)}{LEFT_OUT}: it lies too deep")
                elif not os.path.exists(os.path.join(entry.path, ENVIRONMENT)):  # noqa: PTH110, PTH118
                    waiting.append((Path(entry.path), f"{name}/"))
            elif entry.is_file(follow_symlinks=False):
                yield name, Path(entry.path)
            else:
                notices.append(f"{presentable(name)}{LEFT_OUT}: it is no ordinary file")


def _entries(folder: Path, label: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for _, entry in zip(range(bounds.FOLDER_ENTRIES + 1), entries, strict=False)]
    except OSError as refusal:
        raise DeliveryError(f"{presentable(label)} cannot be read: {_words(refusal)}") from None
    return sorted(found, key=lambda entry: entry.name)


def _without(notices: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Drop the remark on a file that came in by another way."""
    return tuple(notice for notice in notices if notice.partition(LEFT_OUT)[0] != name)


def _words(refusal: Exception) -> str:
    return getattr(refusal, "strerror", None) or str(refusal)
