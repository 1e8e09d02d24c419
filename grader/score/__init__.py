"""Points: from evidence to a report, from a report to a grade. Pure arithmetic."""

from grader.score.policy import Grade, HandedIn, Policy, apply, late
from grader.score.reporting import report, withheld

__all__ = ["Grade", "HandedIn", "Policy", "apply", "late", "report", "withheld"]
