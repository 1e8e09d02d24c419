"""Marked submissions made by hand, for what writes them down for a platform."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from grader.course.model import LatePolicy
from grader.lms import marked
from grader.lms.occasion import Occasion
from grader.report import Visibility
from grader.score import Policy
from tests.support.reports import a_check, a_lost_update, a_report

DUE = datetime(2030, 1, 10, 12, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(hours=30)

MIXED = a_report(
    a_check(worth=2.0, id="one"),
    a_lost_update(),
    a_check("A hidden promise.", outcome="failed", worth=2.5, id="hidden", visibility=Visibility.HIDDEN),
    a_check("A late promise.", worth=0.5, id="late", visibility=Visibility.AFTER_DUE_DATE),
    a_check("A bonus.", worth=1.0, id="bonus", bonus=True),
    a_check("A note.", worth=0.0, id="note"),
)
"""Something of everything: 3.5 of 10 points."""


def an_occasion(at=BEFORE, **more):
    """Handed in before it was due, unless something else is said."""
    return Occasion(handed_in=at, due=DUE, **more)


def a_mark(report=MIXED, occasion=None, *, now=BEFORE, late=None, **more):
    """A report, marked."""
    policy = Policy.of(None if late is None else LatePolicy(late))
    return marked.mark(report, occasion or an_occasion(), policy, now=now, max_points=Decimal(10), **more)


def a_partial(report=MIXED):
    """What is known of a submission whose judging was cut short."""
    return marked.interrupted(report, an_occasion(), now=BEFORE, reason="SIGTERM")


def withheld(**more):
    """A report without points."""
    return a_report(*more.pop("checks", ()), outcome="withheld", **more)


EVERYTHING = {
    "judged": a_mark(),
    "late": a_mark(occasion=an_occasion(AFTER), now=AFTER, late=10),
    "full": a_mark(a_report(a_check(worth=10.0))),
    "nothing handed in": a_mark(withheld(reason="x is empty", fault="delivery")),
    "broken suite": a_mark(
        withheld(
            checks=(a_check(worth=4.0), a_check("B", outcome="broken", worth=6.0)), reason="KeyError", fault="course"
        )
    ),
    "review": a_mark(withheld(checks=(a_check(worth=10.0),), reason="Held", fault="review", review=("forged",))),
    "waiting": a_mark(
        withheld(
            checks=(a_check(worth=4.0), a_check("H", outcome="broken", worth=6.0, visibility=Visibility.HIDDEN)),
            reason="The hidden checks wait.",
            fault="pending",
        )
    ),
    "no Python": a_mark(a_report(a_check(outcome="failed", worth=10.0)), syntax_only=True),
    "cut short": a_partial(),
    "failed": marked.failed("The disk is full.", Decimal(10)),
    "refused": marked.refused(["This attempt was not judged.", "Too soon."], Decimal(10)),
}
"""One of each kind that a platform has to express."""
