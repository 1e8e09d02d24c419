"""The number at the top is what counts, and reads as no more than it is."""

from decimal import Decimal

import pytest

from grader.feedback.audience import readable, student
from grader.feedback.headline import Standing, headline
from grader.gradebook.picture import Override
from grader.report import Visibility
from grader.score.policy import late
from tests.support.reports import NOW, a_check, a_report

READER = student(due=None, now=NOW)
TEN = a_report(a_check(worth=10.0))


def an_override(points, most=10, *, by="prof", reason=""):
    return Standing(override=Override(Decimal(points), reason, by, NOW, max_points=most and Decimal(most)))


def partly(visibility, *, earned=0.0):
    """One point that can be seen, nine that cannot."""
    kept = a_check("Kept.", id="kept", outcome="failed", points=earned, worth=9.0, visibility=Visibility(visibility))
    return readable(a_report(a_check(worth=1.0), kept), READER)


def test_where_nothing_else_is_to_be_said_the_score_stands_alone():
    found = headline(TEN)

    assert ("10 / 10", (), 100.0, True) == (found.score, found.how, found.share, found.full)


@pytest.mark.parametrize(
    ("days", "score", "how"),
    [
        (1, "9 / 10", "10 for the checks, less 1 for handing in one day late (10 %)."),
        (3, "7 / 10", "10 for the checks, less 3 for handing in 3 days late (30 %)."),
    ],
)
def test_lateness_is_taken_off(days, score, how):
    found = headline(TEN, Standing(days, late(per_day=10)))

    assert (score, (how,), False) == (found.score, found.how, found.full)


def test_lateness_that_costs_nothing_is_said_and_no_more():
    assert ("10 / 10", ("Handed in one day late.",)) == (
        headline(TEN, Standing(1)).score,
        headline(TEN, Standing(1)).how,
    )


@pytest.mark.parametrize(
    ("by", "reason", "how"),
    [
        ("prof", "", "Set by prof."),
        ("prof", "talked", "Set by prof: talked"),
        (" ", "", "Set by your instructor."),
    ],
)
def test_what_a_person_set_counts(by, reason, how):
    found = headline(TEN, an_override(3, by=by, reason=reason))

    assert ("3 / 10", (how,), 30.0, False) == (found.score, found.how, found.share, found.full)


def test_what_a_person_set_over_nothing_says_out_of_how_many():
    found = headline(a_report(outcome="withheld", reason="it is empty"), an_override(3))

    assert ("3 / 10", 30.0) == (found.score, found.share)


def test_what_a_person_set_stays_out_of_what_it_was_set_against():
    """After a rescoring to 8 points, 8 of 10 are no full marks."""
    found = headline(a_report(a_check(points=4.0, worth=8.0)), an_override(8))

    assert ("8 / 10", 80.0, False) == (found.score, found.share, found.full)
    assert headline(a_report(a_check(points=4.0, worth=8.0)), an_override(8, 8)).full


def test_where_nobody_kept_out_of_how_many_a_person_set_it_no_number_is_made_up():
    found = headline(TEN, an_override(10, None))

    assert ("10 points", None, False) == (found.score, found.share, found.full)


def test_a_withheld_grade_has_no_score():
    found = headline(a_report(a_check(), outcome="withheld", reason="it broke"))

    assert ("", None, False) == (found.score, found.share, found.full)


def test_full_marks_of_a_part_do_not_read_as_full_marks():
    found = headline(partly("after_due_date"))

    assert ("1 of 1 that can be shown now", ("9 more points are shown later.",), 10.0, False) == (
        found.score,
        found.how,
        found.share,
        found.full,
    )


def test_what_stays_hidden_has_no_worth():
    found = headline(partly("hidden"))

    assert "1 of 1 that can be shown now" == found.score
    assert (("This is not the whole grade: other checks are not shown.",), None) == (found.how, found.share)
    assert "3 points" == headline(partly("hidden"), an_override(3)).score
    assert "3 / 10" == headline(partly("after_due_date"), an_override(3)).score


def test_nothing_that_can_be_seen_is_no_score():
    kept = readable(a_report(a_check(visibility=Visibility.AFTER_DUE_DATE)), READER)

    assert "nothing to be shown yet" == headline(kept).score


@pytest.mark.parametrize("visibility", ["hidden", "after_due_date"])
def test_how_the_others_went_changes_nothing(visibility):
    standing = Standing(1, late(per_day=10))

    assert headline(partly(visibility), standing) == headline(partly(visibility, earned=9.0), standing)
