"""Where a platform puts what we read and looks for what we write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from grader.intake import Delivery

MOST_METADATA = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one run."""

    submission: Path
    """A folder, or a single file."""
    results: Path | None = None
    """The folder of the results; None where they go to stdout."""
    metadata: Path | None = None
    not_theirs: tuple[str, ...] = ()
    """Names in the submission's folder that are ours."""
    written_to: Mapping[str, Path] = field(default_factory=dict)
    """Results that lie elsewhere, by name."""
    private: tuple[Path, ...] = ()
    """What no other user of the machine may read: it is closed before the student's code runs."""

    @property
    def delivery(self) -> Delivery:
        """What was handed in. What the platform calls its folder says nothing to whoever handed it in."""
        return Delivery(self.submission, neighbours=True, without=self.not_theirs, called="What was handed in")

    @contextmanager
    def doors_closed(self, *more: Path) -> Iterator[None]:
        """Keep other users out of what is private for a while, and of `more`, where we are the one who may.

        Afterwards everything is as it was: whoever fetches the results may be another user as well.
        """
        before = {}
        for path in dict.fromkeys((*self.private, *more)):
            try:
                mode = path.stat().st_mode & 0o7777
                path.chmod(mode & 0o700)
                before[path] = mode
            except OSError:
                pass  # not there, or not ours; the isolation is shown to hold before anything runs
        try:
            yield
        finally:
            for path, mode in before.items():
                path.chmod(mode)

    def read_metadata(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The metadata, and what was wrong with them. Without them a submission is graded all the same."""
        if self.metadata is None:
            return {}, ()
        name = self.metadata.name
        try:
            with self.metadata.open("rb") as file:
                data = file.read(MOST_METADATA)
            found = msgspec.json.decode(data)
        except OSError as refusal:
            return {}, (f"{name} cannot be read: {refusal.strerror}",)
        except (msgspec.DecodeError, RecursionError) as odd:
            return {}, (f"{name} is not JSON: {odd}",)
        return (found, ()) if isinstance(found, dict) else ({}, (f"{name} holds no JSON object",))


def beside_the_answer(root: Path, _environ: Mapping[str, str]) -> Places:
    """Where whoever calls us has put the answer into a folder, and reads the result off stdout."""
    return Places(submission=root / "answer", private=(root,))
