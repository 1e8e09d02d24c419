"""What `grade rescore` shows."""

import json
from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest

from grader.batch.recount import Change
from grader.cli import rescorepages
from grader.feedback.ink import Style
from grader.gradebook.words import Overriding, Whose
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, hand_in
from tests.support.reports import a_check, a_report
from tests.unit.test_schemas import errors

WIDE = Style(width=100)


def a_change(book, author, before, after, most=8, *, by_hand=None):
    """A grade of 10 points before, and out of how many it is after."""
    hand_in(book, a_delivery(author), a_result(author, points=before))
    if by_hand is not None:
        book.say(
            Whose(COURSE, "add-lock", author), Overriding(Decimal(by_hand), "", "g", NOON, Decimal(before), Decimal(10))
        )
    entry = next(one for one in book.entries(COURSE) if one.author == author)
    report = msgspec.structs.replace(a_report(a_check()), points=after and float(after), max_points=float(most))
    return Change(entry, report, b"", None if after is None else Decimal(after))


def page(*every, written=False):
    return rescorepages.page(every, WIDE, written=written)


def test_full_marks_before_and_after_are_no_loss(book):
    told = page(a_change(book, "ada", 10, 8))

    assert "1 would be rescored: 0 down, 0 up, 1 with the same part of another maximum.\n" in told
    assert "  same  add-lock  10 / 10 -> 8 / 8  100 % as before: ada\n" in told


def test_real_losses_come_first_and_both_are_said(book, snapshot):
    every = [
        a_change(book, "ada", 10, 8),
        a_change(book, "ben", 4, 4, by_hand="8.5"),
        a_change(book, "cleo", 7, 5),
        a_change(book, "dora", 7, 4),
        a_change(book, "emil", 7, 6),
        a_change(book, "fay", 7, None),
        a_change(book, "gus", 10, 8),
        a_change(book, "hal", 0, 0, 10),
    ]

    assert snapshot == page(*every)


def test_the_same_points_of_a_larger_maximum_are_a_loss(book):
    told = page(a_change(book, "emil", 4, 4, 16))

    assert "  DOWN  emil  add-lock  4 / 10 -> 4 / 16  40 % -> 25 %\n" in told


def test_of_the_same_maximum_points_are_enough_to_say(book):
    told = page(a_change(book, "ada", 7, 6, 10))

    assert "  DOWN  ada  add-lock  7 / 10 -> 6 / 10  70 % -> 60 %\n" in told


def test_where_nothing_was_to_be_had_there_is_no_part(book):
    worthless = a_change(book, "ada", 0, 2)
    worthless = replace(worthless, entry=replace(worthless.entry, machine_max_points=Decimal(0)))

    assert "  up  ada  add-lock  0 / 0 -> 2 / 8\n" in page(worthless)


def test_what_is_written_is_told_as_what_was_to_be(book):
    every = [a_change(book, "ada", 10, 8), a_change(book, "ben", 7, 5)]

    assert page(*every).replace("would be rescored", "rescored") == page(*every, written=True)
    assert "Every grade was made with the points" in page()


def test_a_whole_class_that_keeps_its_part_is_one_line(book):
    told = page(*(a_change(book, f"a{number:02}", 10, 8) for number in range(12)))

    assert 2 == len(told.splitlines())
    assert "  same  add-lock  10 / 10 -> 8 / 8  100 % as before: a00, a01," in told
    assert told.endswith(" a09 and 2 more\n")


def test_what_is_withheld_and_stays_so_is_as_before(book):
    told = page(a_change(book, "ada", None, None))

    assert "1 would be rescored: 0 down, 0 up, 1 as before.\n  same  add-lock  withheld as before: ada\n" == told


def test_who_is_as_before_is_named(book):
    told = page(a_change(book, "ada", 7, 7, 10), a_change(book, "ben", 4, 4, 10), a_change(book, "cleo", 10, 8))

    assert told.endswith("  same  add-lock  as before: ada, ben\n")


def test_whoever_is_called_something_that_no_screen_shows_is_escaped(book):
    told = page(a_change(book, "a\x1bda", 10, 8))

    assert "\x1b" not in told


@pytest.mark.parametrize("written", [False, True])
def test_as_one_document(book, written):
    every = [a_change(book, "ada", 10, 8), a_change(book, "hal", 0, 0, 10)]
    made = json.loads(rescorepages.document(every, written=written))

    assert ("grader.rescore/1", written, 1) == (made["schema"], made["written"], made["same"])
    assert [
        {"author": "ada", "exercise": "add-lock", "before": 10.0, "after": 8.0, "max_before": 10.0, "max_after": 8.0,
         "part_before": 1.0, "part_after": 1.0}
    ] == made["changes"]  # fmt: skip
    assert [{"author": "hal", "exercise": "add-lock", "points": 0.0}] == made["as_before"]
    assert [] == errors("rescore-1", made)


def test_what_is_withheld_is_null_in_the_document(book):
    every = [a_change(book, "fay", 7, None), a_change(book, "ida", None, None)]
    made = json.loads(rescorepages.document(every, written=False))

    assert (None, None) == (made["changes"][0]["after"], made["changes"][0]["part_after"])
    assert [{"author": "ida", "exercise": "add-lock", "points": None}] == made["as_before"]
    assert [] == errors("rescore-1", made)
    del made["changes"][0]["after"]
    assert ["'after' is a required property"] == errors("rescore-1", made)


def test_what_a_person_set_is_out_of_nothing_that_nobody_kept(book):
    change = a_change(book, "ada", 4, 4, by_hand=8)
    unknown = replace(change, entry=replace(change.entry, override=replace(change.entry.override, max_points=None)))

    assert "a person's grade stays: 8 / 10\n" in page(change)
    assert "a person's grade stays: 8\n" in page(unknown)
