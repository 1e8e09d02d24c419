"""A package in memory, and how it reaches the disk: as a zip that is the same every time, or as a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.intake.names import is_zip
from grader.zipped import zipped


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package."""

    data: bytes
    program: bool = False
    """Whether it can be executed."""


Members = Mapping[str, Member]


def as_zip(members: Members) -> bytes:
    """The members as a zip, files at its root."""
    programs = {name for name, member in members.items() if member.program}
    return zipped(((name, members[name].data) for name in sorted(members)), programs=programs)


def save(members: Members, out: Path) -> None:
    """Write a zip to `*.zip`, else a folder, which must be new or empty: nothing of anyone's is overwritten."""
    try:
        if is_zip(out.name):
            out.write_bytes(as_zip(members))
            return
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UsageError(f"{out} is there already", hint="Name a new folder, or a file that ends in .zip.")
        for name, member in members.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(member.data)
            path.chmod(0o755 if member.program else 0o644)
    except OSError as refusal:
        raise UsageError(f"{out} cannot be written: {refusal.strerror}") from None
