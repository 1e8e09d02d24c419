"""From a report to a grade: what a course's policy does to the points.

Lateness is counted in days, and a day that has begun counts whole. Each takes `late_per_day` percent of the points
that were *earned*, all together at most `late_cap` percent, so nothing falls below nought and full lateness never
costs more than there is. The result is rounded half up to hundredths, once, at the end. Two policies added
together are the stricter of each: whoever is late pays once. What is withheld stays withheld.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from grader.course.model import LatePolicy
from grader.report import Report, exact
from grader.score.points import half_up

_DAY = timedelta(days=1)
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Policy:
    """A course's rules; the plain one takes nothing."""

    late_per_day: Decimal = Decimal(0)
    """Percent of the earned points for each day begun."""
    late_cap: Decimal = _ALL
    """The most that lateness takes, in percent."""

    def __post_init__(self) -> None:
        if not (0 <= self.late_per_day <= _ALL and 0 <= self.late_cap <= _ALL):
            raise ValueError("late_per_day and late_cap are percentages, from 0 to 100")

    @classmethod
    def of(cls, lateness: LatePolicy | None) -> Policy:
        """The policy that `course.toml` states."""
        if lateness is None:
            return cls()
        # As text first: 0.1 was meant as a tenth, not as the nearest binary number.
        return cls(Decimal(str(lateness.per_day)), Decimal(str(lateness.cap)))

    def __add__(self, other: Policy) -> Policy:
        """Both policies hold: the stricter of each rule. One that takes nothing has no say in the cap."""
        charging = [policy for policy in (self, other) if policy.late_per_day] or [self]
        return Policy(
            late_per_day=max(policy.late_per_day for policy in charging),
            late_cap=max(policy.late_cap for policy in charging),
        )


def late(*, per_day: int | Decimal, cap: int | Decimal = 100) -> Policy:
    """A policy that takes `per_day` percent of the earned points for each day begun, at most `cap` percent."""
    return Policy(late_per_day=Decimal(per_day), late_cap=Decimal(cap))


@dataclass(frozen=True, slots=True)
class HandedIn:
    """When a submission came, and when it was due; both must know their time zone, or neither."""

    at: datetime | None = None
    due: datetime | None = None

    @property
    def days_late(self) -> int:
        """Days begun since it was due, by the clock on the wall of where that is: of the night in which it is put forward or back
        nobody has a day that is shorter or longer (decision 0146)."""
        if self.at is None or self.due is None or self.at.timestamp() <= self.due.timestamp():
            return 0
        at = self.at if self.due.tzinfo is None else self.at.astimezone(self.due.tzinfo)
        on_the_wall = at.replace(tzinfo=None) - self.due.replace(tzinfo=None)
        return max(1, -(-on_the_wall // _DAY))


@dataclass(frozen=True, slots=True)
class Grade:
    """The points after policy; none when the report is withheld."""

    points: Decimal | None
    max_points: Decimal
    days_late: int
    taken: Decimal
    """Points that lateness cost."""
    reason: str | None
    percent: Decimal = Decimal(0)
    """The same in percent of the points earned."""


def apply(policy: Policy, report: Report, submission: HandedIn) -> Grade:
    """Apply a policy to a report."""
    most, days = exact(report.max_points), submission.days_late
    if report.points is None:
        return Grade(None, most, days, Decimal(0), report.reason)
    points = exact(report.points)
    left = after_lateness(policy, points, days)
    return Grade(left, most, days, points - left, None, percent_taken(policy, days))


def after_lateness(policy: Policy, points: Decimal, days: int) -> Decimal:
    """What is left of earned points after so many days."""
    return half_up(Fraction(points) * (1 - Fraction(percent_taken(policy, days)) / 100))


def percent_taken(policy: Policy, days: int) -> Decimal:
    """What lateness of so many days takes, in percent of the points earned."""
    return min(policy.late_per_day * days, policy.late_cap)
