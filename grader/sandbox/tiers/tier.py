"""What one rung of the ladder is, in words: for reports, for `grade doctor`, and for whoever chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Others = Literal["yes", "warned", "refused"]


@dataclass(frozen=True, slots=True)
class Tier:
    """One rung. What it does is on the other side (`grader.worker.walls`); this is what is said of it."""

    name: str
    stands_on: str
    leaves_open: str
    """What it does not cover; '' for nothing known."""
    to_have_it: str
    """What to enable where it is missing."""
    others_work: Others
    """Whether the work of others may be graded behind it."""
