"""What a command finds around it: the course, and the machine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from grader.course import Course, find, load
from grader.errors import UsageError


def course_around(named: Path | None, targets: Sequence[str], here: Path) -> Course:
    """Load the course that was named, else the one around the working folder or the first target."""
    if named is not None:
        return load(find(here, here / named))
    try:
        return load(find(here))
    except UsageError:
        for target in targets:
            path = Path(os.path.realpath(here / target))  # which, unlike `resolve`, bears links in a circle
            if path.exists():
                return load(find(path if path.is_dir() else path.parent))
        raise


def cores() -> int:
    """The processors that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
