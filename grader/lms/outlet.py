"""Where a result goes: files that are whole at every moment, or one document on stdout at the end."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.errors import GraderError


class Folder:
    """Writes each version of the results in place of the one before; whoever reads sees one of them whole."""

    def __init__(self, folder: Path, elsewhere: Mapping[str, Path] | None = None) -> None:
        self._folder = folder
        self._elsewhere = elsewhere or {}

    def put(self, files: Mapping[str, bytes]) -> None:
        """Write these files."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, data in files.items():
                _replace(self._elsewhere.get(name, self._folder / name), data)
        except OSError as refusal:
            raise GraderError(f"the results cannot be written to {self._folder}: {refusal.strerror}") from refusal

    def close(self) -> None:
        """Everything is written already."""


class Stream:
    """Keeps the latest version and hands it over once, in the end: what reads a stream takes the first for the last."""

    def __init__(self, hand_over: Callable[[bytes], None]) -> None:
        self._hand_over = hand_over
        self._latest: Mapping[str, bytes] = {}

    def put(self, files: Mapping[str, bytes]) -> None:
        """Keep this version."""
        self._latest = files

    def close(self) -> None:
        """Hand over what was put last."""
        for data in self._latest.values():
            self._hand_over(data)


Outlet = Folder | Stream


def _replace(path: Path, data: bytes) -> None:
    """Write beside and rename."""
    descriptor, name = tempfile.mkstemp(prefix=".results-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
