"""What one platform is like, and how it is spoken to: all that the run and the packing ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from grader.errors import UsageError
from grader.lms.marked import Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import Places
from grader.lms.targets import TARGETS


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One platform. Its module makes one of these, `PLATFORM`, from plain functions; nothing is kept between them."""

    name: str
    students_read_log: bool
    """Whether students can read what the run says on stderr. Then it says nothing there that is not theirs to read."""
    students_read_package: bool = False
    """Whether students can get at the package itself, and so at the suite."""
    tells_due: bool = False
    """Whether it tells when the exercise is due."""
    tells_attempts: bool = False
    """Whether it tells when a submission came and what came before it."""
    charges_lateness: bool = False
    """Whether lateness is charged by us: the time is told, and a total of ours is taken."""
    hides: bool = False
    """Whether it can hide a check, and the total with it."""
    whole_numbers: bool = False
    """Whether it takes no parts of a point."""
    takes_bonus: bool = True
    """Whether more than the maximum is taken."""
    withheld_exit: int = 0
    """What the command ends with when there is no grade; 0 where only the result is looked at."""
    time_limit_s: float
    """After so long the run ends by itself, before the platform would end it."""
    places: Callable[[Path, Mapping[str, str]], Places]
    """Say where things lie below a root (`/` on the platform, any folder where it is played)."""
    occasion: Callable[[Places, Mapping[str, str]], Occasion] = lambda _where, _environ: Occasion()
    """Read what the platform tells about this submission; the default: nothing that we could use."""
    files: Callable[[Marked, Occasion, Parcel], dict[str, bytes]]
    """Write a result in the platform's form: files by name, or the one that goes to stdout. Pure."""


def named(target: str) -> Platform:
    """Find a platform by name."""
    if target not in TARGETS:
        raise UsageError(f"there is no platform {target!r}", hint=f"There are: {', '.join(TARGETS)}.")
    found: Platform = import_module(f"grader.lms.{target}").PLATFORM
    return found
