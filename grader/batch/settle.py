"""From deliveries and results to grades. Pure: what counts of each author's deliveries, what lateness takes, and what
withholds the grade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from grader.gradebook.deliveries import Standing
from grader.gradebook.grades import Graded
from grader.gradebook.results import Result
from grader.score.policy import HandedIn, Policy, after_lateness

NOUGHT = Decimal(0)
NOT_YET = "not judged yet"
"""Why there is no grade of what a batch did not come to."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What turns points into a grade."""

    policy: Policy
    due: datetime | None
    """For this author: the exercise's date, or the extension."""
    max_points: Decimal
    """Of the exercise, for what was never judged; nought where nobody knows."""


def grade(standing: Standing, result: Result | None, rules: Rules, *, cause: str, now: datetime) -> Graded:
    """The grade of the delivery that counts."""
    delivery = standing.delivery
    days = HandedIn(delivery.submitted_at, rules.due).days_late
    reason = _why_not(standing, result, rules)
    earned = result.points if result is not None and reason is None else None
    left = None if earned is None else after_lateness(rules.policy, earned, days)
    return Graded(
        course=delivery.course,
        exercise=delivery.exercise,
        author=delivery.author,
        delivery=delivery.id,
        result=result.id if result else None,
        points=left,
        max_points=result.max_points if result and result.max_points else rules.max_points,
        reason=reason,
        days_late=days,
        taken=NOUGHT if earned is None or left is None else earned - left,
        attempt=standing.attempt,
        cause=cause,
        graded_at=now,
    )


def _why_not(standing: Standing, result: Result | None, rules: Rules) -> str | None:
    """Why there is no grade, if so."""
    delivery = standing.delivery
    if standing.rivals:
        return f"several deliveries, and nothing says which is the latest: {', '.join(standing.rivals)}"
    if delivery.strange:
        return delivery.strange
    if result is None:
        return NOT_YET
    if result.points is None:
        return result.reason or "withheld"
    if delivery.marked_late and delivery.submitted_at is None and rules.policy.late_per_day:
        return "the platform calls it late and does not say by how much; give an extension, or override the grade"
    return None


def most_by_exercise(results: Iterable[Result]) -> dict[str, Decimal]:
    """The maximum of each exercise, as far as judging has shown."""
    found: dict[str, Decimal] = {}
    for result in results:
        found[result.exercise] = max(found.get(result.exercise, NOUGHT), result.max_points)
    return found
