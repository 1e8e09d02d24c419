"""What every platform's result is made of: sums that agree, words that say why, nothing told too early."""

from decimal import Decimal

import pytest

from grader.feedback.audience import NOT_YOUR_FAULT, UNDER_REVIEW
from grader.lms import marked
from grader.report import RowResult
from tests.support.marks import AFTER, EVERYTHING, MIXED, a_mark, a_partial, an_occasion, withheld
from tests.support.reports import a_check, a_report


def test_points_and_maximum_are_sums_over_the_same_list():
    found = a_mark()

    assert (Decimal("3.5"), Decimal(10)) == (found.points, found.max_points)
    assert found.points == found.known == sum(entry.points for entry in found.entries)
    assert found.max_points == sum(entry.max_points for entry in found.entries)
    assert 0 == found.unknown


@pytest.mark.parametrize("kind", EVERYTHING)
def test_what_is_known_and_what_is_not_make_the_whole(kind):
    found = EVERYTHING[kind]
    judged = sum(entry.max_points for entry in found.entries if entry.points is not None)

    assert found.max_points == judged + found.unknown == 10


def test_lateness_is_told_in_percent_and_taken_once():
    found = a_mark(occasion=an_occasion(AFTER), now=AFTER, late=10)

    assert Decimal("2.8") == found.points
    assert "Handed in 2 days late: 20 % of the points earned are taken off." in found.words


def test_a_student_is_told_of_hidden_checks_that_they_are_there():
    found = a_mark()

    assert ["one", "test_no_update_is_lost", "bonus", "note"] == [entry.id for entry in found.shown]
    assert ["hidden", "late"] == [entry.id for entry in found.unshown]
    assert ("1 more check is hidden.", "1 more check is shown after the due date.") == found.remaining
    assert ["hidden"] == [entry.id for entry in a_mark(now=AFTER).unshown]


def test_what_was_found_is_told_as_on_a_page():
    (entry,) = (entry for entry in a_mark().entries if entry.id == "test_no_update_is_lost")

    assert entry.text.startswith("database_value ended as 1, expected 2.")
    assert "Thread-1" in entry.text
    assert "grade replay" not in entry.text  # it would take the check, which no student has


def test_what_a_suite_says_to_its_author_goes_to_nobody_else():
    report = a_report(a_check(outcome="failed", rationale="expected 2", detail="assert SECRET == 1"))
    broken = withheld(
        checks=(a_check(outcome="broken", rationale="KeyError: SECRET", detail="SECRET"),),
        reason="SECRET",
        fault="course",
    )

    for found in (a_mark(report), a_mark(broken)):
        assert "SECRET" not in "".join([*found.words, *(entry.text for entry in found.entries)])
    assert (f"Not graded. {NOT_YOUR_FAULT}",) == a_mark(broken).words
    assert "SECRET" == a_mark(broken).reason


def test_only_the_reason_of_a_delivery_is_the_students_to_read():
    assert ("Not graded. x is empty",) == a_mark(withheld(reason="x is empty", fault="delivery")).words
    held = a_mark(withheld(checks=(a_check(),), reason="Held", fault="review", review=("forged",)))
    assert (f"Not graded. {UNDER_REVIEW}",) == held.words
    assert [None] == [entry.points for entry in held.entries]
    assert () == held.shown


@pytest.mark.parametrize(
    ("kind", "counted"),
    [("judged", True), ("review", True), ("no Python", False), ("nothing handed in", False), ("broken suite", False),
     ("cut short", False), ("failed", False), ("refused", False), ("waiting", True)],
)  # fmt: skip
def test_an_attempt_counts_when_something_was_judged(kind, counted):
    assert counted is EVERYTHING[kind].counted


def test_what_was_cut_short_is_no_grade_however_far_it_came():
    found = a_partial()

    assert (None, Decimal(10)) == (found.points, found.max_points)
    assert (marked.GRADER_FAILED, "What had been judged by then is below; it is no grade.") == found.words
    assert len(MIXED.checks) == len(found.entries)


def test_rows_are_told_and_those_that_are_absent_as_well():
    rows = (
        RowResult(python="3.11", start_method="fork"),
        RowResult(python="3.14", absent="Python 3.14 is not on this machine"),
    )
    (said,) = a_mark(a_report(a_check(), rows=rows)).words

    assert [
        "Judged in each of these; a check earns its points where it passes in all:",
        "Python 3.11, fork: nothing lost",
        "Python 3.14: not judged: Python 3.14 is not on this machine",
    ] == said.splitlines()
