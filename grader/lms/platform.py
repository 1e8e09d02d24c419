"""What a platform's module offers to the run, and which platforms there are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from grader.errors import UsageError
from grader.lms.marked import Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import Places

TARGETS = ("gradescope", "prairielearn", "classroom50", "github", "coderunner", "xqueue", "autolab")


class Platform(Protocol):
    """One platform. Its modules are plain functions; nothing is kept between them."""

    NAME: str
    CHARGES_LATENESS: bool
    """Whether we charge for lateness there: the time is told, and a total of ours is taken."""
    WITHHELD_EXIT: int
    """What the command ends with when there is no grade; 0 where only the result is looked at."""

    def places(self, root: Path, environ: Mapping[str, str], /) -> Places:
        """Say where things lie below a root (`/` on the platform, any folder where it is played)."""

    def occasion(self, where: Places, environ: Mapping[str, str], /) -> Occasion:
        """Read what the platform tells about this submission."""

    def files(self, marked: Marked, occasion: Occasion, parcel: Parcel, /) -> dict[str, bytes]:
        """Write a result in the platform's form: files by name, or the one that goes to stdout. Pure."""


def named(target: str) -> Platform:
    """Find a platform by name."""
    if target not in TARGETS:
        raise UsageError(f"there is no platform {target!r}", hint=f"There are: {', '.join(TARGETS)}.")
    return cast(Platform, import_module(f"grader.lms.{target}"))
