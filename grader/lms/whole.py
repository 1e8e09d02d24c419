"""Whole numbers, for platforms that take no others: one factor for a suite, so that nothing is ever rounded.

Where every check is worth whole points and the suite never awards a part of them, points go out as they are. Else all
of them, and the maximum, are hundredths: 7.5 of 10 points are 750 of 1000. The factor depends on the suite alone,
so that it is the same for every submission; it is decided when the package is made, and stands in it.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from grader.errors import GraderError
from grader.report import Report

HUNDREDTHS = 100


def scale_of(contents: Report, suite: Path) -> int:
    """The factor for a suite."""
    whole = all(check.max_points.is_integer() for check in contents.checks)
    return 1 if whole and not any(b"award" in path.read_bytes() for path in suite.rglob("*.py")) else HUNDREDTHS


def whole(points: Decimal, scale: int) -> int:
    """Points as a whole number."""
    scaled = points * scale
    if scaled != int(scaled):
        raise GraderError(f"{points} points are no whole number", hint="Make the package again: the suite has changed.")
    return int(scaled)
