"""A person who asks for it is forgotten."""

import re
from decimal import Decimal

import pytest

from grader.gradebook import deliveries, people, words
from grader.gradebook.words import Comment, Extension, Overriding, Whose
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, enrol, hand_in


def test_everything_of_theirs_goes_and_what_is_anothers_too_stays(book, tmp_path):
    secret, shared = {"a.py": b"CANARY = 1"}, {"a.py": b"shared = 1"}
    hand_in(book, a_delivery("ada", digest="own"), a_result("k1", submission="own"), files=secret)
    hand_in(
        book, a_delivery("ada", exercise="fix-typo", digest="both"), a_result("k2", submission="both"), files=shared
    )
    hand_in(book, a_delivery("ben", digest="both"), a_result("k2", submission="both"), files=shared)
    whose = Whose(COURSE, "add-lock", "ada")
    with book.writing() as connection:
        people.enrol(connection, COURSE, [Person("ada", "Ada CANARY"), Person("ben", "Ben")])
        for word in (
            Overriding(None, "CANARY", "g", NOON, None),
            Comment("CANARY", "g", NOON),
            Extension(None, "g", NOON),
        ):
            words.say(connection, whose, word)

    assert 2 == book.forget(COURSE, "ada")
    assert book.tidy()

    assert ["ben"] == [entry.author for entry in book.entries(COURSE)]
    assert ["ben"] == list(book.people(COURSE))
    assert [] == book.history(whose)
    with book.reading() as connection:
        assert {} == words.all_of(connection, Comment, COURSE)
        from grader.gradebook import results

        assert shared == results.submission_files(connection, "both")
        assert set(results.newest(connection, ["k1", "k2"])) == {"k2"}
    book.close()
    if files := list(tmp_path.glob("gradebook.sqlite*")):
        left = b"".join(path.read_bytes() for path in files)
        assert b"ben" in left
        assert b"CANARY" not in left, "what is deleted is overwritten"


def test_the_same_author_in_another_course_stays(book):
    hand_in(book, a_delivery("ada"), a_result())

    assert 0 == book.forget("Another", "ada")
    assert 1 == len(book.entries(COURSE))


ADA = Person("u17", "Ada King Lovelace", "ada@x.example", "red", {"login": "u17", "id": "4711", "team": "red"})


@pytest.mark.parametrize(
    "label",
    ["kinglovelaceada_9", "Ada King Lovelace_101", "add-lock-U17", "x_4711", "ada@x.example"],
)
def test_a_teams_delivery_that_is_called_after_them_is_so_no_longer(book, label):
    enrol(book, ADA, Person("ben", "Ben", "", "red"))
    extra = {"folder": f"{label}_file", "remarks": "two files"}
    for author in ("u17", "ben"):
        hand_in(book, a_delivery(author, label=label, extra=extra), a_result(), files={"a.py": b""})

    book.forget(COURSE, "u17")

    (ben,) = book.entries(COURSE)
    assert ("ben", Decimal(10), {"remarks": "two files"}) == (ben.author, ben.points, ben.extra)
    assert re.fullmatch("forgotten-[0-9a-f]{8}", ben.label)


def test_what_is_called_after_the_team_or_another_keeps_its_name(book):
    enrol(book, ADA, Person("ben", "Ben", "", "red"))
    hand_in(book, a_delivery("u17", label="red_12"), a_result())
    hand_in(book, a_delivery("ben", label="red_12", extra={"folder": "red_12"}), a_result())

    book.forget(COURSE, "u17")

    (ben,) = book.entries(COURSE)
    assert ("red_12", {"folder": "red_12"}) == (ben.label, ben.extra)


def test_reasons_that_name_them_name_somebody_forgotten(book):
    enrol(book, ADA, Person("u1", "Ada King Lovelace"))
    why = "x could be u17 (Ada King Lovelace) or u1 (Ada King Lovelace), not xu17: u17 or Ada King Lovelace_101"
    hand_in(book, a_delivery("u17", label="Ada King Lovelace_101"), a_result())
    hand_in(book, a_delivery("x", strange=why), None)

    book.forget(COURSE, "u17")

    (x,) = book.entries(COURSE)
    assert re.fullmatch(
        r"x could be somebody forgotten or u1 \(Ada King Lovelace\), not xu17: somebody forgotten or forgotten-\w{8}",
        x.reason,
    )
    with book.reading() as connection:
        (delivery,) = deliveries.of_course(connection, COURSE)
    assert x.reason == delivery.strange


def test_what_is_called_after_a_namesake_keeps_its_name(book):
    enrol(book, ADA, Person("ada2", "Ada King Lovelace", "", "red", {"id": "4712", "name": "Ada King Lovelace"}))
    for label in ("kinglovelaceada_4711", "kinglovelaceada_4712"):
        for author in ("u17", "ada2"):
            hand_in(book, a_delivery(author, label=label), a_result())

    book.forget(COURSE, "u17")

    with book.reading() as connection:
        labels = [one.label for one in deliveries.of_course(connection, COURSE)]
    assert "kinglovelaceada_4712" in labels
    assert not any("4711" in label for label in labels)


def test_a_short_id_is_looked_for_alone_and_accents_in_both_ways_of_writing_them(book):
    """The letter stands in every name."""
    enrol(book, Person("e", "Zoe\u0301", "", "red"), Person("ben", "Ben", "", "red"))
    for label in ("red_12", "Zo\u00e9_3", "lab-e"):
        for author in ("e", "ben"):
            hand_in(book, a_delivery(author, label=label), a_result())

    book.forget(COURSE, "e")

    with book.reading() as connection:
        labels = [one.label for one in deliveries.of_course(connection, COURSE)]
    assert ["red_12", True, True] == [labels[0], *(label.startswith("forgotten-") for label in labels[1:])]


def test_what_is_not_somebodys_stays_so_when_another_is_forgotten(book):
    """An id may stand in a time as well."""
    enrol(book, Person("2026", "Ada"), Person("ben", "Ben"))
    extra = {deliveries.NOT_THEIRS: "2026-11-30T12:00:00", "folder": "lab-2026"}
    for author in ("2026", "ben"):
        hand_in(book, a_delivery(author, label="lab-2026", extra=extra), a_result())

    book.forget(COURSE, "2026")

    with book.reading() as connection:
        (ben,) = deliveries.of_course(connection, COURSE)
    assert {deliveries.NOT_THEIRS: "2026-11-30T12:00:00"} == ben.extra
