"""No grade changes silently: what is another one than before, though nothing newer was handed in."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.batch.changed import AGAIN, EARLIER, RULES, WORD, by_another_suite, changed
from grader.gradebook.words import Overriding, Whose
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, hand_in


@pytest.fixture
def then(book):
    """An entry with ten points."""
    hand_in(book, a_delivery(), a_result())
    (entry,) = book.entries(COURSE)
    return entry


EIGHT = {"machine_points": Decimal(8)}


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"delivery": 0, "result": 2}, EARLIER),
        ({"result": 2}, AGAIN),
        ({"days_late": 2, "taken": Decimal(2)}, RULES),
    ],
)
def test_it_is_told_why_a_grade_is_another_one(then, how, why):
    assert {why: ["ada add-lock 10 / 10 -> 8 / 10"]} == changed([then], [replace(then, **EIGHT, **how)])


def test_a_word_that_came_along_from_another_name_is_told(then, book):
    book.say(Whose(COURSE, "add-lock", "ada"), Overriding(Decimal(7), "", "grace", NOON, None, max_points=Decimal(10)))
    (after,) = book.entries(COURSE)

    assert {WORD: ["ada add-lock 10 / 10 -> 7 / 10"]} == changed([then], [after])
    assert {} == changed([after], [after]) == changed([replace(then, points=None)], [after])


def test_an_earlier_delivery_in_the_place_of_one_that_is_withheld_is_told(then):
    late = replace(then, delivery=99, points=None, machine_points=None, reason="late, and nobody knows by how much")

    assert {EARLIER: ["ada add-lock withheld -> 10 / 10"]} == changed([late], [then])


def test_another_maximum_is_another_grade(then):
    assert [AGAIN] == list(changed([then], [replace(then, result=2, machine_max_points=Decimal(9))]))


@pytest.mark.parametrize(
    "after",
    [
        {**EIGHT, "delivery": 99},  # a newer one
        {"result": 2, "taken": Decimal(1)},  # the same points
        {"machine_points": None, "reason": "told with it"},
        {"points": Decimal(3)},  # a person's word
    ],
)
def test_what_anybody_expects_is_not_told(then, after):
    assert {} == changed([then], [replace(then, **after)])


def test_neither_is_who_has_no_grade_now_or_had_none(then):
    withheld = replace(then, machine_points=None)

    assert {} == changed([then], []) == changed([], [then]) == changed([withheld], [then])


def test_whose_grade_an_earlier_suite_gave(book):
    hand_in(book, a_delivery("ada"), a_result("one", suite="1" * 64))
    hand_in(book, a_delivery("ben"), a_result("two", suite="2" * 64))
    hand_in(book, a_delivery("cy"), a_result("three", points=None, suite="1" * 64))
    entries = book.entries(COURSE)

    assert {"add-lock": ["ada"]} == by_another_suite(book, entries, {"add-lock": "2" * 64})
    assert {} == by_another_suite(book, entries, {"other": "2" * 64})
