"""From deliveries and results to grades."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grader.batch.arrivals import UNCLEAR
from grader.batch.settle import NOT_YET, Rules, by_the_grades, grade, settle
from grader.course import Course, Exercise
from grader.course.model import LatePolicy
from grader.feedback.causes import plainer as as_a_cause
from grader.gradebook import deliveries, results
from grader.gradebook.deliveries import UNREAD_TIME, standing
from grader.gradebook.entries import most_of
from grader.score.policy import Policy, late
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery, a_result, hand_in

COURSE_OF_ONE = Course(Path(), COURSE, {"add-lock": Exercise("add-lock", "Lock", Path(), "add_lock.py")})
PLAIN = Rules(Policy(), None, Decimal(10))
STRICT = Rules(late(per_day=10, cap=50), NOON, Decimal(10))


def graded(result, *attempts, rules=PLAIN):
    return grade(standing(attempts or (a_delivery(),)), result, rules, cause="batch", now=NOON)


def test_points_become_a_grade():
    found = graded(a_result(points=7))

    assert (Decimal(7), Decimal(10), None, 0, Decimal(0)) == (
        found.points, found.max_points, found.reason, found.days_late, found.taken,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("after", "points", "days"),
    [
        (timedelta(0), 10, 0),
        (timedelta(seconds=1), 9, 1),
        (DAY, 9, 1),
        (DAY * 3, 7, 3),
        (DAY * 30, 5, 30),
    ],
)
def test_lateness_is_charged_by_the_day_up_to_its_cap(after, points, days):
    found = graded(a_result(points=10), a_delivery(submitted_at=NOON + after), rules=STRICT)

    assert (Decimal(points), days, Decimal(10 - points)) == (found.points, found.days_late, found.taken)


def test_an_extension_over_the_night_in_which_clocks_change_is_counted_by_the_courses_clock():
    """It is kept in UTC, as every time is."""
    berlin = ZoneInfo("Europe/Berlin")
    rules = replace(STRICT, due=datetime(2030, 10, 26, 12, tzinfo=berlin).astimezone(UTC), zone=berlin)
    noon_again = datetime(2030, 10, 27, 12, tzinfo=berlin).astimezone(UTC)

    assert [1, 2] == [
        graded(a_result(points=10), a_delivery(submitted_at=at), rules=rules).days_late
        for at in (noon_again, noon_again + timedelta(seconds=1))
    ]


def test_whoever_is_not_known_to_be_late_is_not_late():
    assert 0 == graded(a_result(), a_delivery(submitted_at=None), rules=STRICT).days_late


def test_a_time_that_nobody_can_read_is_withheld_where_lateness_would_cost():
    unread = a_delivery(at=NOON + DAY, extra={UNREAD_TIME: "yesterday"})
    no_date = Rules(late(per_day=10), None, Decimal(10))

    assert "its time cannot be read ('yesterday'), so nobody knows whether it is late" in (
        graded(a_result(), unread, rules=STRICT).reason
    )
    assert Decimal(10) == graded(a_result(), unread).points
    assert Decimal(10) == graded(a_result(), unread, rules=no_date).points


def test_late_by_nobody_knows_how_much_is_withheld_where_it_would_cost():
    marked = a_delivery(marked_late=True, at=NOON + DAY)

    assert "does not say by how much" in graded(a_result(), marked, rules=STRICT).reason
    assert "does not say by how much" in graded(a_result(), marked, rules=replace(STRICT, due=None)).reason
    assert Decimal(10) == graded(a_result(), marked).points
    known = a_delivery(marked_late=True, submitted_at=NOON + DAY, at=NOON + DAY)
    assert Decimal(9) == graded(a_result(), known, rules=STRICT).points


def test_an_extension_decides_as_soon_as_it_reaches_to_when_the_delivery_lay_here():
    """Nobody knows when it was handed in; but not after that."""
    night = NOON.replace(hour=23, minute=30)
    marked = a_delivery(marked_late=True, at=night)
    wall = replace(STRICT, zone=ZoneInfo("Europe/Berlin"))
    short, enough = (replace(wall, due=night + timedelta(seconds=more)) for more in (-1, 0))

    assert (
        "it lay here on 2030-01-11: `grade book extend` it until then, or override"
        in graded(a_result(), marked, rules=wall).reason
    )
    assert (
        "it lay here on 2030-01-11: `grade book extend` it until then, or override"
        in graded(a_result(), marked, rules=short).reason
    )
    said = as_a_cause(graded(a_result(), marked, rules=wall).reason)
    assert said.endswith("or override the grade."), "the overview has room for all of it"
    assert (None, Decimal(10), 0) == (
        (found := graded(a_result(), marked, rules=enough)).reason, found.points, found.days_late,
    )  # fmt: skip
    unread = a_delivery(at=night, extra={UNREAD_TIME: "yesterday"})
    assert None is graded(a_result(), unread, rules=enough).reason


@pytest.mark.parametrize(
    ("delivery", "result", "reason"),
    [
        (a_delivery(strange="ada is empty"), None, "ada is empty"),
        (a_delivery(), None, "not judged yet"),
        (a_delivery(), a_result(points=None, reason="The suite failed in test_x."), "The suite failed in test_x."),
        (a_delivery(), replace(a_result(points=None, reason="no text"), max_points=Decimal(0)), "no text"),
    ],
)
def test_what_was_not_judged_is_withheld_with_its_reason_and_keeps_its_maximum(delivery, result, reason):
    found = graded(result, delivery)

    assert (None, reason, Decimal(10), Decimal(0)) == (found.points, found.reason, found.max_points, found.taken)


@pytest.mark.parametrize(
    ("name", "entry", "reason"),
    [
        ("rita.ipynb", "add_lock.py", "rita.ipynb is not a notebook"),
        ("", "add_lock.py", "add_lock.ipynb is not a notebook"),
        ("rita.ipynb", "", "add_lock.ipynb is not a notebook"),
    ],
)
def test_why_a_file_could_not_be_read_is_said_under_its_own_name(name, entry, reason):
    refused = a_result(points=None, reason="add_lock.ipynb is not a notebook")
    rules = replace(PLAIN, entry=entry)

    assert reason == graded(refused, a_delivery(delivered_as=name), rules=rules).reason


def test_everything_that_is_for_no_exercise_is_told():
    two = [
        a_delivery(exercise="", label=f"ada/{word}", strange=f"{UNCLEAR}it says {word}", id=n)
        for n, word in enumerate(("ps8", "ps9"))
    ]
    odd = a_delivery(exercise="", label="x", strange="x is empty")

    assert f"{UNCLEAR}it says ps8; it says ps9" == graded(None, *two).reason
    assert f"{two[0].strange}; {two[1].strange}; x is empty" == graded(None, *two, odd).reason


def test_deliveries_that_nothing_orders_withhold_the_grade():
    found = graded(a_result(), a_delivery(label="ada.py", digest="1"), a_delivery(label="ada.zip", digest="2"))

    assert found.points is None
    assert "nothing says which is the latest: ada.py, ada.zip" in found.reason
    assert "handed in again, or the others taken out" in found.reason, "authors read it as well as instructors"


def test_the_maximum_of_an_exercise_is_learnt_from_what_was_judged():
    refused = a_result(points=None)

    assert {"add-lock": Decimal(10)} == most_of([a_result(), refused])


def test_what_was_never_judged_is_out_of_what_the_others_are_out_of_now(book):
    """After a rescoring the maximum of before is nobody's any more."""
    hand_in(book, a_delivery("ada"), a_result("before", points=10))
    hand_in(book, a_delivery("ben", digest="", strange="ben is empty"), None)
    with book.writing() as connection:
        results.store(
            connection, replace(a_result("after", points=8), max_points=Decimal(8)), report=b"{}", evidence=None
        )

    settle(book, COURSE_OF_ONE, lambda one: "after" if one.digest else "", cause="rescore", now=NOON)

    assert {("ada", Decimal(8)), ("ben", Decimal(8))} == {(one.author, one.max_points) for one in book.entries(COURSE)}


TWO_DAYS_LATE = {"submitted_at": NOON + 2 * DAY, "at": NOON}


def a_strict_course(*slugs):
    exercises = {slug: Exercise(slug, slug, Path(), "x.py", due=NOON) for slug in slugs}
    return Course(Path(), COURSE, exercises, late=LatePolicy(per_day=10, cap=50))


def test_an_exercise_that_the_course_has_no_longer_keeps_its_grades(book):
    """Without its date nobody would be late."""
    hand_in(book, a_delivery(**TWO_DAYS_LATE), a_result())
    settle(book, a_strict_course("add-lock"), by_the_grades, cause="batch", now=NOON)

    settle(book, a_strict_course("lock-it"), by_the_grades, cause="policy", now=NOON + DAY)

    (entry,) = book.entries(COURSE)
    assert (Decimal(8), 2) == (entry.points, entry.days_late)


def test_what_a_batch_that_runs_beside_is_about_to_judge_stays_as_it_was(book):
    hand_in(book, a_delivery(), a_result())
    with book.writing() as connection:
        deliveries.see(connection, [a_delivery(digest="2" * 64, at=NOON + DAY), a_delivery("ben")])

    settle(book, COURSE_OF_ONE, by_the_grades, cause="policy", now=NOON + DAY)
    ada, ben = book.entries(COURSE)
    assert (Decimal(10), 1, NOT_YET) == (ada.points, ada.attempt, ben.reason), "of ben there is nothing before"

    settle(book, COURSE_OF_ONE, lambda _: "", cause="batch", now=NOON + DAY)
    assert NOT_YET == book.entries(COURSE)[0].reason, "a batch that was stopped says so"


def test_what_no_batch_is_about_to_judge_is_withheld_at_once(book):
    hand_in(book, a_delivery(), a_result())
    with book.writing() as connection:
        deliveries.see(connection, [a_delivery(digest="", at=NOON + DAY, strange="ada is empty")])

    settle(book, COURSE_OF_ONE, by_the_grades, cause="policy", now=NOON + DAY)

    assert "ada is empty" == book.entries(COURSE)[0].reason
