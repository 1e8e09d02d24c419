"""A zip that is the same for the same files: they were all made long ago."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can hold."""


def zipped(files: Iterable[tuple[str, bytes]], *, programs: Collection[str] = (), level: int | None = None) -> bytes:
    """The files in this order; `programs`: those that can be executed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files:
            about = zipfile.ZipInfo(name, _LONG_AGO)
            about.create_system = 3  # Unix, whose permissions the next line writes
            about.external_attr = (0o100755 if name in programs else 0o100644) << 16
            archive.writestr(about, data, zipfile.ZIP_DEFLATED, level)
    return written.getvalue()
