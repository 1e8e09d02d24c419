"""What stands in a package beside the course: `grader.json`, written by `grade package`, read by `grade lms run`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

import msgspec

from grader.errors import UsageError

FILE: Final = "grader.json"
COURSE: Final = "course"


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """What the run must know even when nothing else can be read any more."""

    target: str
    exercise: str
    max_points: str
    """Decimal text: what a failed run is out of."""
    scale: int = 1
    """Where a platform knows only whole numbers, points are multiplied by this (`docs/lms/README.md`)."""
    checks: int = 0
    """How many checks the suite has."""
    time_limit_s: float
    """After so many seconds the run ends by itself, before the platform ends it."""
    version: str
    """Of the grader that made the package."""
    schema: Literal["grader.package/1"] = "grader.package/1"

    @property
    def most(self) -> Decimal:
        """The maximum, exact."""
        return Decimal(self.max_points)


def read(folder: Path) -> Parcel:
    """Read the package that lies in a folder."""
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Parcel)
    except OSError as refusal:
        raise UsageError(
            f"{path} cannot be read: {refusal.strerror}", hint="Name the unpacked package: --package DIR."
        ) from None
    except msgspec.MsgspecError as odd:
        raise UsageError(f"{path} was not written by `grade package`: {odd}") from None
