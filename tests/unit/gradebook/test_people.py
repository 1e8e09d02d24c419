"""Who is in a course now, by the rosters that came one after the other."""

import pytest

from grader.gradebook import people
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE


@pytest.fixture
def given(book):
    """Who has left by a roster of these people, and who is there then."""

    def _given(*persons):
        with book.writing() as connection:
            left = people.enrol(connection, COURSE, persons)
        return " ".join(one.author for one in left), " ".join(sorted(book.present(COURSE)))

    return _given


def of(names):
    return [Person(name) for name in names.split()]


def test_who_is_not_on_the_next_roster_has_left_and_stays_known(book, given):
    assert ("", "ada ben cleo") == given(*of("ada ben cleo"))
    assert ("cleo", "ada ben dora") == given(*of("ada ben dora"))
    assert ("", "ada ben dora") == given(*of("ada ben dora")), "told once"

    assert {"ada", "ben", "cleo", "dora"} == book.people(COURSE).keys()


def test_who_comes_back_is_there_again(given):
    given(*of("ada ben cleo"))
    given(*of("ada ben"))

    assert ("", "ada ben cleo") == given(*of("ada ben cleo"))


def test_the_roster_of_another_section_takes_nobody_away(given):
    given(*of("ada ben cleo"))

    assert ("", "ada ben cleo xenia yves zoe") == given(*of("xenia yves zoe"))
    assert ("zoe", "ada ben cleo xenia yves") == given(*of("xenia yves"))
    assert ("cleo", "ada ben xenia yves") == given(*of("ada ben"))


def test_half_of_a_roster_is_not_more_than_half(given):
    given(*of("ada ben"))

    assert ("", "ada ben dora") == given(*of("ada dora"))


def test_who_changes_sections_has_not_left(given):
    given(*of("ada ben cleo"))
    given(*of("xenia yves zoe"))

    assert ("", "ada ben cleo xenia yves zoe") == given(*of("xenia yves zoe cleo"))
    assert ("", "ada ben cleo xenia yves zoe") == given(*of("ada ben"))


def test_sections_that_become_one_are_succeeded_by_one_roster(given):
    given(*of("ada ben cleo"))
    given(*of("xenia yves zoe"))

    assert ("ada zoe", "ben cleo xenia yves") == given(*of("ben cleo xenia yves"))
    assert ("yves", "ben cleo xenia") == given(*of("ben cleo xenia"))


def test_new_ids_are_not_new_people(given):
    then = [Person(name, f"{name} L.", f"{name}@x.example") for name in ("ada", "ben", "cleo")]
    now = [Person(f"u{number}", one.name, one.email) for number, one in enumerate(then[:2])]
    given(*then)

    assert ("cleo", "u0 u1") == given(*now)
