"""A whole class's deliveries as a tree of names: a folder on disk, or a zip of one. Nothing is read until asked for.

No link is followed, nothing is unpacked to disk, and what is strange (a link, a name that climbs out, an encrypted
member) keeps its name and says why it cannot be read, so that it costs the delivery it belongs to and no other.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.errors import DeliveryError, UsageError
from grader.intake import bounds
from grader.intake.names import (
    ENVIRONMENT,
    is_furniture,
    is_presentable,
    is_program,
    outside_environments,
    presentable,
)
from grader.intake.still import GONE, Look, any_changed, folder_changed, look
from grader.intake.unpack import name_of, objection

CLOSED = frozenset({".git", ".hg", ".svn", "__pycache__", "node_modules", ".ipynb_checkpoints", "__MACOSX"})
"""Folders that are named and not entered."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a tree."""

    odd: str = ""
    """Why it cannot be read; '' where nothing is known against it."""
    seen: Look = GONE
    """How it lay on disk when it was found."""


class Tree(Protocol):
    """Names below a root, relative and with `/` between their parts."""

    label: str
    path: Path
    members: Mapping[str, Member]
    folders: frozenset[str]
    """Every folder, the empty and the closed ones among them."""

    def read(self, name: str, most: int) -> bytes | None:
        """The content of a member, None if it is longer than `most`; DeliveryError where it cannot be had."""

    def place(self, name: str) -> Path | None:
        """Where a folder of the tree lies on disk, if it does."""

    def changed(self, names: Collection[str], folders: Collection[str]) -> bool:
        """Whether any of these members is not what was found at first, or a folder has other names in it."""


def grow(path: Path, *, without: Path | None = None) -> Tree:
    """The tree at a path; UsageError where there is none. `without`: a folder in it that is no part of it."""
    label = presentable(Path(os.path.realpath(path)).name or str(path))
    try:
        mode = path.stat().st_mode
    except OSError as refusal:
        raise UsageError(f"{path}: {refusal.strerror}", hint="Name the folder or the zip of deliveries.") from None
    if stat.S_ISDIR(mode):
        return FolderTree(path, label, without)
    if stat.S_ISREG(mode) and zipfile.is_zipfile(path):
        return ZipTree(path, label)
    raise UsageError(
        f"{path} is neither a folder nor a whole zip",
        hint="Name the folder or the zip that all deliveries lie in. Archives of another kind have to be unpacked first.",
    )


class FolderTree:
    """A folder on disk."""

    def __init__(self, path: Path, label: str, without: Path | None = None) -> None:
        self.path, self.label = path, label
        members: dict[str, Member] = {}
        folders: dict[str, Look] = {}
        for name, found in _walk(path, None if without is None else _below(path, without)):
            if isinstance(found, Member):
                members[name] = found
            else:
                folders[name] = found
            if len(members) + len(folders) > bounds.CLASS_MEMBERS:
                raise _too_many(path)
        self.members: Mapping[str, Member] = dict(sorted(members.items()))
        self.folders = frozenset(folders)
        self._folders = folders
        self._inside: dict[str, set[str]] = {}
        for name in (*members, *folders):
            folder, _, own = name.rpartition("/")
            self._inside.setdefault(folder, set()).add(own)

    def read(self, name: str, most: int) -> bytes | None:
        """Read it without following a link."""
        from grader.intake.sources import read_regular

        member = self.members[name]
        if member.odd:
            raise DeliveryError(f"{presentable(name)} {member.odd}")
        try:
            return read_regular(self.path / name, most)
        except (OSError, ValueError) as refusal:
            words = getattr(refusal, "strerror", None) or str(refusal)
            raise DeliveryError(f"{presentable(name)} cannot be read: {words}") from None

    def place(self, name: str) -> Path | None:
        """It lies on disk as it is."""
        return self.path / name

    def changed(self, names: Collection[str], folders: Collection[str]) -> bool:
        """Look at them again."""
        were = {name: self.members[name] for name in names}
        return any_changed(self.path, {name: member.seen for name, member in were.items() if not member.odd}) or any(
            folder_changed(self.path / name, self._folders[name], self._inside.get(name, ()))
            for name in folders
            if not self._holds_others(name, names)
        )

    def _holds_others(self, folder: str, names: Collection[str]) -> bool:
        """Whether somebody else's files lie in there as well, so that what comes or goes may be theirs."""
        inside = (f"{folder}/{own}" for own in self._inside.get(folder, ()) if not is_furniture(own))
        return any(name in self.members and name not in names for name in inside)


class ZipTree:
    """A zip, read member by member. What its headers say about sizes is not believed when it is read."""

    def __init__(self, path: Path, label: str) -> None:
        self.path, self.label = path, label
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as refusal:
            raise UsageError(f"{path} is not a readable zip: {refusal}") from None
        infos = self._archive.infolist()
        if len(infos) > bounds.CLASS_MEMBERS:
            raise _too_many(path)
        files = [info for info in infos if not info.is_dir()]
        backward = [name for name in map(name_of, files) if "\\" in name]
        if 2 * len(backward) > len(files):  # nobody could be told from their files
            raise UsageError(
                f"{path} has backslashes between folders, as old tools for Windows write them: {presentable(backward[0])}",
                hint="Unpack it, and name the folder.",
            )
        self._infos = {_inside(name_of(info)): info for info in files}
        times = Counter(_inside(name_of(info)) for info in files)
        outside = outside_environments(self._infos)
        self.members: Mapping[str, Member] = {
            name: Member(objection(info) or ("is there twice" if times[name] > 1 else ""))
            for name, info in sorted(self._infos.items())
            if name in outside and not CLOSED.intersection(name.split("/"))
        }
        self.folders = frozenset(_folders_of(_inside(name_of(info)) for info in infos))

    def read(self, name: str, most: int) -> bytes | None:
        """Read one member, counting what really comes out."""
        member = self.members[name]
        if member.odd:
            raise DeliveryError(f"{presentable(name)} {member.odd}")
        try:
            with self._archive.open(self._infos[name]) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as refusal:
            words = str(refusal) or "it ends too early"  # what EOFError says
            raise DeliveryError(f"{presentable(name)} cannot be unpacked: {words}") from None
        return data if len(data) <= most else None

    def place(self, name: str) -> Path | None:
        """Nothing of a zip lies on disk."""
        return None

    def changed(self, names: Collection[str], folders: Collection[str]) -> bool:
        """What is written to a zip while it is read shows in its sums."""
        return False


def _too_many(path: Path) -> UsageError:
    return UsageError(f"{path} holds more than {bounds.CLASS_MEMBERS} files", hint="Grade it in several parts.")


def _below(root: Path, folder: Path) -> str | None:
    """What a folder is called in the tree at this root; None where it lies elsewhere."""
    inside, at = os.path.realpath(folder), os.path.realpath(root)
    if inside == at:
        raise UsageError(
            f"{folder} is where the deliveries lie: what is written there would be taken for some of them",
            hint="Name another folder with --out, which may lie in it.",
        )
    if Path(at) not in Path(inside).parents:
        return None
    _must_hold_no_answer(folder)
    return Path(os.path.relpath(inside, at)).as_posix()


def _must_hold_no_answer(folder: Path) -> None:
    """Whoever names a delivery by mistake would not notice that it is left out."""
    files = (name for name, found in _walk(folder) if isinstance(found, Member)) if folder.is_dir() else ()
    answer = next(filter(is_program, files), None)
    if answer is not None:
        raise UsageError(
            f"{folder} lies among the deliveries and holds {presentable(answer)}, which would be left out",
            hint="Name a folder with --out in which nothing was handed in.",
        )


def _walk(root: Path, without: str | None = None) -> Iterator[tuple[str, Member | Look]]:
    """Every file, and every folder as it looked before it was entered, but for what lies in `without`. A folder that cannot be entered, or is not since it lies too deep, counts as a
    file that cannot be read."""
    waiting = [(str(root), "")]
    while waiting:
        at, name = waiting.pop()
        try:
            with os.scandir(at) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as refusal:
            if not name:
                raise UsageError(f"{at} cannot be read: {refusal.strerror}") from None
            yield name, Member(odd=f"cannot be entered: {refusal.strerror}")
            continue
        for entry in found:
            below = f"{name}/{entry.name}" if name else entry.name
            if below == without:
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield below, _member(entry)
                continue
            closed = _closed(entry)
            if not closed and below.count("/") >= bounds.CLASS_DEPTH:
                yield below, Member(odd=f"is a folder below {bounds.CLASS_DEPTH} others, which is too deep")
                continue
            yield below, look(entry.path)
            if not closed:
                waiting.append((entry.path, below))


def _closed(entry: os.DirEntry[str]) -> bool:
    return entry.name in CLOSED or os.path.exists(os.path.join(entry.path, ENVIRONMENT))  # noqa: PTH110, PTH118


def _member(entry: os.DirEntry[str]) -> Member:
    if not is_presentable(entry.name):
        return Member(odd="has a name that cannot be written down")
    if entry.is_symlink():
        return Member(odd="is a link")
    if not entry.is_file(follow_symlinks=False):
        return Member(odd="is no ordinary file")
    seen = look(entry.path)
    return Member(seen=seen) if seen else Member(odd="is not there any more")


def _inside(name: str) -> str:
    """Where a name would lie if it led nowhere else, so that what climbs out or begins at the root is somebody's as well."""
    parts = [part for part in name.split("/")[:-1] if part not in ("", ".", "..")]
    return "/".join((*parts, name.rpartition("/")[2]))


def _folders_of(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        parts = name.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            yield "/".join(parts[:depth])


def is_litter(name: str) -> bool:
    """Whether a member belongs to tools, by any part of its name."""
    return any(is_furniture(part) or part in CLOSED for part in name.split("/"))
