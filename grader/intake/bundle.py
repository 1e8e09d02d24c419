"""What came in, in memory: files by name, the one that was pointed at if any, and remarks on what stayed outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.intake.names import is_program


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files as delivered, by relative POSIX name; `label` is what messages call the whole."""

    label: str
    files: Mapping[str, bytes]
    entry: str | None = None
    """The file that was named by whoever delivered; None where it is to be chosen."""
    notices: tuple[str, ...] = ()

    @property
    def candidates(self) -> tuple[str, ...]:
        """The scripts and notebooks at the top: any of them could be the answer."""
        return tuple(sorted(name for name in self.files if "/" not in name and is_program(name)))


def without_wrapping(bundle: Bundle) -> Bundle:
    """Step into the only folder of a delivery that holds nothing else, as zips of a folder do."""
    names = tuple(PurePosixPath(name) for name in bundle.files)
    tops = {path.parts[0] for path in names}
    if bundle.entry is not None or len(tops) != 1 or any(len(path.parts) == 1 for path in names):
        return bundle
    (top,) = tops
    inside = {name.removeprefix(f"{top}/"): data for name, data in bundle.files.items()}
    return without_wrapping(Bundle(bundle.label, inside, None, bundle.notices))
