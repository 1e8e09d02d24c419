"""Files as one blob: submissions and suites are kept whole, so that a grade can be made again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from grader.zipped import zipped


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files; the same files are the same bytes."""
    return zipped(sorted(files.items()), level=1)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files again. Only for what `packed` wrote: nothing is checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
