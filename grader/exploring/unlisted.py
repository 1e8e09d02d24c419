"""A script that is pointed at, and that nobody hands in."""

from __future__ import annotations

from grader import intake
from grader.course import Exercise, Limits
from grader.errors import DeliveryError, UsageError

AT_LEISURE = Limits(time_s=20)
"""Such scripts are answered within a minute."""


def pointed_at(delivery: intake.Delivery, exercise: Exercise | None = None) -> intake.Submission:
    """The script, as one of an exercise if it is. No grade is withheld where it cannot be read: whoever named it names another."""
    try:
        return intake.accept(delivery, exercise or _unlisted(delivery))
    except DeliveryError as refusal:
        raise UsageError(refusal.message, hint=refusal.hint) from None


def _unlisted(delivery: intake.Delivery) -> Exercise:
    """What it is judged as."""
    name = delivery.path.name
    return Exercise(slug="", title="", folder=delivery.path.parent, entry=name, limits=AT_LEISURE)
