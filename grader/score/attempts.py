"""Whether one more attempt is judged: a decision from the moment it was handed in and from what went before.

The clock on the wall has no say: run again next week, the same attempt gets the same answer. What did not count
(the grader failed, or it was refused, or it was not even Python) neither uses up an attempt nor starts a pause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from grader.course.model import AttemptPolicy


@dataclass(frozen=True, slots=True)
class Attempt:
    """An earlier attempt of the same author."""

    at: datetime
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an attempt is judged; if not, why, and from when on one would be (None: never again)."""

    granted: bool
    reason: str = ""
    again: datetime | None = None


GRANTED = Permission(True)


def permit(policy: AttemptPolicy, at: datetime | None, earlier: Iterable[Attempt]) -> Permission:
    """Decide about the attempt that was handed in at this moment; one without a moment cannot be refused."""
    if at is None:
        return GRANTED
    before = sorted(attempt.at for attempt in earlier if attempt.counted and attempt.at < at)
    if policy.limit is not None and len(before) >= policy.limit:
        return Permission(False, f"All {policy.limit} attempts that are judged have been used.")
    waits = [wait for wait in (_pause(policy, before), _token(policy, before)) if wait and wait.again]
    late = max(waits, key=lambda wait: wait.again or at, default=None)
    return late if late and late.again and late.again > at else GRANTED


def _pause(policy: AttemptPolicy, before: list[datetime]) -> Permission | None:
    if not before or not policy.cooling_off_min:
        return None
    minutes = f"{policy.cooling_off_min:g} minute{'' if policy.cooling_off_min == 1 else 's'}"
    again = before[-1] + timedelta(minutes=policy.cooling_off_min)
    return Permission(False, f"There must be {minutes} between two attempts that are judged.", again)


def _token(policy: AttemptPolicy, before: list[datetime]) -> Permission | None:
    """Each judged attempt spends a token, which comes back some hours later."""
    if policy.tokens is None:
        return None
    if len(before) < policy.tokens:
        return None
    words = f"Each attempt that is judged spends a token, and it comes back after {policy.token_back_h:g} h."
    return Permission(False, words, before[-policy.tokens] + timedelta(hours=policy.token_back_h))
