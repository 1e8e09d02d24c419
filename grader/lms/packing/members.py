"""A package in memory, and how it reaches the disk: as a zip that is the same every time, or as a folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.intake.names import is_zip

LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""A zip holds times; the same course must make the same package."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package."""

    data: bytes
    program: bool = False
    """Whether it can be executed."""


Members = Mapping[str, Member]


def zipped(members: Members) -> bytes:
    """The members as a zip, files at its root."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.create_system = 3  # Unix, whose permissions the next line writes
            info.external_attr = (0o100755 if members[name].program else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name].data)
    return written.getvalue()


def save(members: Members, out: Path) -> None:
    """Write a zip to `*.zip`, else a folder, which must be new or empty: nothing of anyone's is overwritten."""
    try:
        if is_zip(out.name):
            out.write_bytes(zipped(members))
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
