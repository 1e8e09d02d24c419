"""Who is meant by what is typed: by id, by name, as tables show both; and nobody by what fits two."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.cli import whose
from grader.errors import UsageError
from grader.gradebook import deliveries, grades, people
from grader.gradebook.words import Overriding
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, enrol, hand_in

ZOE = Person("u1", "Zamora, Zoe")


@pytest.fixture
def known(book):
    """Somebody whose work was judged, and somebody who handed nothing in."""
    hand_in(book, a_delivery("u0"), a_result(points=4))
    enrol(book, Person("u0", "Ada Lovelace"), ZOE)
    return book


@pytest.mark.parametrize("said", ["u0", "Ada Lovelace", "lovelace, ada", "u0 (Ada Lovelace)"])
def test_by_id_by_name_or_as_shown(known, said):
    assert "u0" == whose.entry_of(known, said, "add-lock", known.courses()).author


def test_whose_grade_is_to_be_set(known):
    there, absent = (
        whose.meant(known, "u0", "add-lock", known.courses()),
        whose.meant(known, "Zoe Zamora", "add-lock", known.courses()),
    )

    assert (Decimal(4), True, "u0 (Ada Lovelace)") == (there.machine_points, there.handed_in, there.who)
    assert (None, False, "u1 (Zamora, Zoe)") == (absent.machine_points, absent.handed_in, absent.who)
    assert {Decimal(10)} == {there.max_points, absent.max_points}
    assert "u1" == absent.whose.author


def test_a_grade_that_was_set_is_found_again(known):
    absent = whose.meant(known, "u1", "add-lock", known.courses())
    known.say(absent.whose, Overriding(Decimal(8), "oral", "grace", NOON, seen_points=None))

    again = whose.meant(known, "u1", "add-lock", known.courses())

    assert (True, False) == (again.overridden, again.handed_in)


def test_who_is_on_the_roster_and_has_nothing_is_not_nobody(known):
    with pytest.raises(UsageError, match="u1 has nothing in 'add-lock'") as refused:
        whose.entry_of(known, "u1", "add-lock", known.courses())
    assert "There is: nothing of theirs at all. A grade can be set all the same" in refused.value.hint

    with pytest.raises(UsageError, match="u1 has nothing in 'bank'") as refused:
        whose.meant(known, "u1", "bank", known.courses())
    assert "Nobody has handed anything in for 'bank'" in refused.value.hint


def test_what_fits_two_fits_nobody(known):
    enrol(known, Person("u7", "Ada Lovelace"))

    for look in (whose.entry_of, whose.meant):
        with pytest.raises(UsageError, match="Ada Lovelace could be u0 or u7"):
            look(known, "Ada Lovelace", "add-lock", known.courses())
        assert look(known, "u0", "add-lock", known.courses())


@pytest.fixture
def two_courses(known):
    """Both of them, and both people, in another course as well, with the same exercise."""
    with known.writing() as connection:
        deliveries.see(connection, [replace(a_delivery("u0"), course="Another")])
        (other,) = deliveries.of_course(connection, "Another")
        (grade,) = grades.current(connection, COURSE).values()
        grades.add(connection, [replace(grade, course="Another", delivery=other.id)])
        people.enrol(connection, "Another", [Person("u0", "Ada Lovelace"), ZOE])
    return known


def test_one_exercise_in_two_courses(two_courses):
    for look in (whose.entry_of, whose.meant):
        with pytest.raises(UsageError, match="u0 has add-lock in Another and Concurrency") as refused:
            look(two_courses, "u0", "add-lock", two_courses.courses())
        assert "Name the one with --course DIR." == refused.value.hint
    assert "Another" == whose.entry_of(two_courses, "u0", "add-lock", ["Another"]).course
    assert COURSE == whose.meant(two_courses, "u0", "add-lock", [COURSE]).whose.course


def test_who_handed_nothing_in_is_graded_in_the_course_that_is_named(two_courses):
    """The first of both was taken, and nobody was told."""
    with pytest.raises(UsageError, match="u1 has add-lock in Another and Concurrency"):
        whose.meant(two_courses, "u1", "add-lock", two_courses.courses())
    assert "Another" == whose.meant(two_courses, "u1", "add-lock", ["Another"]).whose.course


def test_nobody_is_told_with_whom_may_be_meant(known):
    with pytest.raises(UsageError, match="there is no author 'Ada'") as refused:
        whose.meant(known, "Ada", "add-lock", known.courses())
    assert "Did you mean Ada Lovelace?" == refused.value.hint


def test_a_part_of_a_name_is_enough_to_be_asked_for_whoever_may_be_meant():
    assert "Did you mean Lovelace, Ada?" == whose.near("lovelace", {"u1", "Lovelace, Ada", "Hopper, Grace"})
    assert whose.near("zoe", set()) is None


def test_a_team_and_who_else_is_in_it(book):
    enrol(book, Person("a", "Ann", "", "Red"), Person("b", "Ben", "", "red"), Person("c", "Cy"), Person("d", "Dee"))

    assert ["a (Ann)", "b (Ben)"] == whose.members(book, COURSE, "RED")
    assert ["b (Ben)"] == whose.mates(book, COURSE, "a")
    assert (
        [] == whose.mates(book, COURSE, "c") == whose.mates(book, COURSE, "nobody") == whose.members(book, COURSE, "")
    )
