"""What `grade book` and `grade rescore` show."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from grader.batch import appeal
from grader.cli import bookpages
from grader.cli.book import KINDS, Filter, user
from grader.errors import UsageError
from grader.feedback.ink import Style
from grader.gradebook.words import Comment, Extension, Overriding, Whose
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery, a_result, enrol, hand_in
from tests.support.reports import a_check, a_report
from tests.unit.test_schemas import errors

WIDE = Style(width=100)


def a_class(book):
    hand_in(book, a_delivery("ada"), a_result(points=10))
    hand_in(book, a_delivery("ben"), a_result("k2", points=4))
    hand_in(book, a_delivery("cleo"), a_result("k3", points=None, reason="The suite failed in test_x."))
    seen = {"seen_points": Decimal(3), "max_points": Decimal(10)}
    book.say(Whose(COURSE, "add-lock", "ben"), Overriding(Decimal("8.5"), "lab", "grace", NOON, **seen))
    book.say(Whose(COURSE, "add-lock", "ada"), Comment("well done", "grace", NOON))
    return book.entries(COURSE)


def test_the_table(book, snapshot):
    assert snapshot == bookpages.table(a_class(book), WIDE)
    assert "There is nothing of that kind.\n" == bookpages.table([], WIDE)


def test_a_grade_without_anything_handed_in_says_so(book):
    hand_in(book, a_delivery("ada"), a_result(points=10))
    enrol(book, Person("zoe", "Zoe Z."))
    book.say(
        Whose(COURSE, "add-lock", "zoe"), Overriding(Decimal(8), "oral", "grace", NOON, None, max_points=Decimal(10))
    )

    table = bookpages.table(book.entries(COURSE), WIDE)

    assert "zoe (Zoe Z.)  add-lock  8 / 10                  set by grace: oral; nothing was handed in\n" in table


def test_why_the_machine_gave_nothing_stands_beside_a_persons_grade(book):
    hand_in(book, a_delivery("cleo"), a_result("k3", points=None, reason="The suite failed in test_x."))
    book.say(Whose(COURSE, "add-lock", "cleo"), Overriding(Decimal(3), "", "", NOON, None, max_points=Decimal(10)))

    table = bookpages.table(book.entries(COURSE), WIDE)

    assert "3 / 10" in table
    assert "set by somebody; the machine withholds it: The suite failed in test_x." in table


def test_a_conflict_says_what_has_changed(book):
    hand_in(book, a_delivery("ada"), a_result(points=4))
    hand_in(book, a_delivery("cleo"), a_result("k3", points=None, reason="The suite failed in test_x."))
    for who, seen in (("ada", Decimal(4)), ("cleo", None)):
        book.say(
            Whose(COURSE, "add-lock", who), Overriding(Decimal(3), "", "prof", NOON, seen, max_points=Decimal("8.5"))
        )

    table = bookpages.table(book.entries(COURSE), WIDE)

    assert 2 == table.count("CONFLICT: only the machine's maximum has changed, from 8.5 to 10")
    assert "has changed since" not in table


def test_one_long_name_does_not_move_the_table(book):
    for number, who in enumerate(("ada", "x" * 200)):
        hand_in(book, a_delivery(who), a_result(f"k{number}", points=4))

    head, ada, long = bookpages.table(book.entries(COURSE), WIDE).splitlines()

    assert (50, 50) == (head.index("exercise"), ada.index("add-lock"))
    assert 202 == long.index("add-lock")


def test_whoever_sits_at_the_machine_says_it(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "prof")
    assert "prof" == user()

    def nobody():
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert "" == user()


def test_an_appeal_over_nothing_says_why_nothing_was_judged_whatever_was_set(book):
    hand_in(book, a_delivery("carl", strange="carl is empty", digest=""), None)
    book.say(Whose(COURSE, "add-lock", "carl"), Overriding(Decimal(3), "", "prof", NOON, seen_points=None))

    with pytest.raises(UsageError, match="carl has nothing in add-lock that was judged: carl is empty"):
        appeal.case(book, book.entries(COURSE)[0])


def test_the_document(book):
    made = json.loads(bookpages.listing(a_class(book)))
    by_author = {row["author"]: row for row in made["entries"]}

    assert "grader.book/1" == made["schema"]
    assert (8.5, 4.0, True) == (
        by_author["ben"]["points"], by_author["ben"]["machine_points"], by_author["ben"]["override"]["conflict"],
    )  # fmt: skip
    assert "well done" == by_author["ada"]["comments"][0]["text"]
    assert (None, "The suite failed in test_x.") == (by_author["cleo"]["points"], by_author["cleo"]["reason"])
    assert (8.5, 10) == tuple(by_author["ben"]["override"][key] for key in ("points", "max_points"))
    assert [] == errors("book-1", made)
    assert ["None is not of type 'number'"] == errors(
        "book-1", made | {"entries": [by_author["ada"] | {"points": None}]}
    )


def test_filters(book):
    entries = a_class(book)

    def who(**wanted):
        return [entry.author for entry in entries if Filter(**wanted)(entry)]

    assert ["ada", "ben", "cleo"] == who()
    assert ["ben"] == who(authors=["ben"])
    assert [] == who(exercises=["fix-typo"])
    assert {
        "full": ["ada"],
        "lost": ["ben"],
        "withheld": ["cleo"],
        "late": [],
        "override": ["ben"],
        "conflict": ["ben"],
    } == {kind: who(only=[kind]) for kind in KINDS}


def test_the_history_of_a_grade(book, snapshot):
    hand_in(book, a_delivery("ada"), a_result(points=None, reason="it broke"))
    hand_in(book, a_delivery("ada"), a_result("k2", points=7))
    graded = [
        replace(one, graded_at=NOON + number * DAY)
        for number, one in enumerate(book.history(Whose(COURSE, "add-lock", "ada")))
    ]
    graded[1] = replace(graded[1], days_late=2, taken=Decimal(1))
    hour = timedelta(hours=1)
    said = [
        (NOON + 2 * hour, Overriding(Decimal(8), "lab", "grace", NOON, None, max_points=Decimal(10))),
        (NOON + 3 * hour, Overriding(None, "", "grace", NOON, None)),
        (NOON + hour, Comment("see me", "alan", NOON)),
        (NOON + 4 * hour, Extension(NOON + DAY, "alan", NOON)),
        (NOON + 5 * hour, Extension(None, "alan", NOON)),
    ]

    told = bookpages.history(graded, said)
    assert ", 1 day late: 1 taken" in bookpages.history([replace(graded[1], days_late=1)], [])
    here = f"{(NOON + DAY).astimezone():%Y-%m-%d %H:%M %Z}"
    lines = told.replace(here, "2030-01-11 on the wall here").splitlines()

    assert snapshot == "\n".join(line[18:] for line in lines)


def test_a_grade_made_again(snapshot):
    then, now = (
        a_report(a_check(), a_check("B", outcome="failed")),
        a_report(a_check(), a_check("B", outcome="crashed", rationale="why")),
    )
    pairs = [(then.checks[1], now.checks[1]), (None, now.checks[0])]

    assert "The same again: 2 / 4.\n" == bookpages.again(then, then, [])
    assert snapshot == bookpages.again(then, now, pairs)


def test_what_a_grade_is_whatever_the_judge_finds(book):
    late, by_hand, cleo = (
        replace(entry, taken=Decimal(2)) if entry.author == "ada" else entry for entry in a_class(book)
    )

    assert "The grade is 10 / 10: lateness takes 2.\n" == bookpages.all_the_same(late)
    assert "The grade stays 8.5 / 10, set by grace.\n" == bookpages.all_the_same(by_hand)
    assert "The grade stays withheld: The suite failed in test_x.\n" == bookpages.all_the_same(cleo)
    assert "" == bookpages.all_the_same(replace(late, taken=Decimal(0)))


def test_what_a_grade_by_hand_is_out_of_where_nobody_kept_it(book):
    hand_in(book, a_delivery("ada"), a_result(points=4), most=8)
    book.say(Whose(COURSE, "add-lock", "ada"), Overriding(Decimal(6), "", "prof", NOON, Decimal(4)))

    assert "6 / 8         1        set by prof; out of how many is not known, and taken to be 8\n" in bookpages.table(
        book.entries(COURSE), WIDE
    )
