"""What a platform tells about a submission, in our words: whose it is, when it came, and what went before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from grader.score.attempts import Attempt


@dataclass(frozen=True, slots=True)
class Occasion:
    """One attempt, as far as the platform tells. What it does not tell is None, and decides nothing."""

    author: str | None = None
    handed_in: datetime | None = None
    due: datetime | None = None
    published: datetime | None = None
    """When the grades are out, where the course says so; a platform that knows publishes by itself."""
    earlier: tuple[Attempt, ...] = ()
    previous: Mapping[str, Any] | None = None
    """The result of the latest earlier attempt, in the platform's own form."""
    notes: tuple[str, ...] = ()
    """What could not be read, for the instructor."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What this platform alone needs to answer: headers and names that go back as they came."""


def moment(value: object) -> datetime | None:
    """Read a date as platforms write it, ISO with an offset; without a time zone it says nothing."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read if read.tzinfo is not None else None
