"""One person is one author, whatever a roster has called them before."""

from datetime import timedelta
from decimal import Decimal

import pytest

from grader.gradebook import deliveries, people, renamed, words
from grader.gradebook.words import Comment, Extension, Overriding, Whose
from grader.intake.roster import Person, Roster
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery, a_result, enrol, hand_in

ADA = Person("ada", "Ada Lovelace", "ada@x.example", "", {"author": "ada", "email": "ada@x.example"})
SAME = Person("u1004", "Ada Lovelace", "ada@x.example", "", {"author": "u1004", "email": "ada@x.example"})


def follow(book, roster, *arrived):
    """What a batch with this roster does of what lies there."""
    with book.writing() as connection:
        found, _ = renamed.follow(connection, COURSE, arrived, Roster(roster))
        people.enrol(connection, COURSE, roster)
        deliveries.see(connection, arrived)
    return found


def now(author, label="ada.py", **more):
    return a_delivery(author, label=label, at=NOON + DAY, **more)


def test_who_gets_another_id_has_one_grade_and_all_that_was_said_of_them(book):
    enrol(book, ADA)
    hand_in(book, a_delivery("ada", label="ada.py"), a_result())
    its = Whose(COURSE, "add-lock", "ada")
    book.say(its, Overriding(Decimal(9), "oral", "grace", NOON, Decimal(10)))
    book.say(its, Comment("well done", "grace", NOON))
    book.say(its, Extension(NOON + DAY, "grace", NOON))

    assert {"ada": ["u1004"]} == follow(book, [SAME], now("u1004"))

    (entry,) = book.entries(COURSE)
    assert ("u1004", Decimal(9), ("well done",)) == (entry.author, entry.points, tuple(c.text for c in entry.comments))
    assert ["u1004"] == list(book.people(COURSE))
    assert [Decimal(10)] == [grade.points for grade in book.history(Whose(COURSE, "add-lock", "u1004"))]
    with book.reading() as connection:
        (delivery,) = deliveries.of_course(connection, COURSE)
        assert [("add-lock", "u1004")] == list(words.all_of(connection, Extension, COURSE))
    assert (NOON, NOON + DAY) == (delivery.first_seen, delivery.last_seen)


def test_who_was_called_what_the_delivery_is_called_is_who_the_roster_says(book):
    hand_in(book, a_delivery("doejane_4711", label="doejane_4711"), a_result())

    follow(book, [Person("jd", "Jane Doe")], now("jd", "doejane_4711"))

    assert ["jd"] == [entry.author for entry in book.entries(COURSE)]


def test_what_a_team_was_called_is_all_of_its_members(book):
    hand_in(book, a_delivery("red.zip", label="red.zip", known=False), a_result())
    book.say(Whose(COURSE, "add-lock", "red.zip"), Overriding(Decimal(9), "", "grace", NOON, Decimal(10)))
    team = [Person("a", "Ann", "", "red"), Person("b", "Ben", "", "red")]

    assert {"red.zip": ["a", "b"]} == follow(book, team, now("a", "red.zip"), now("b", "red.zip"))

    with book.reading() as connection:
        assert {("a", True, NOON), ("b", True, NOON)} == {
            (one.author, one.known, one.first_seen) for one in deliveries.of_course(connection, COURSE)
        }
        assert {"a", "b"} == {author for _, author in words.all_of(connection, Overriding, COURSE)}


def test_a_roster_that_was_forgotten_once_mends_it_all(book):
    """Then each has two deliveries that are one."""
    enrol(book, ADA)
    hand_in(book, a_delivery("ada", label="ada.py"), a_result("one"))
    hand_in(book, a_delivery("ada.py", label="ada.py", known=False), a_result("one"))
    assert 2 == len(book.entries(COURSE))

    follow(book, [ADA], now("ada"))

    assert ["ada"] == [entry.author for entry in book.entries(COURSE)]


@pytest.mark.parametrize(
    ("then", "of_now"),
    [
        # the roster of another section, with a file called alike
        (Person("eva", "Eva", "", "", {"author": "eva"}), Person("ada", "Ada", "", "", {"author": "ada"})),
        (Person("x1", "Ann", "", "", {"studentid": "1"}), Person("x2", "Ann", "", "", {"studentid": "2"})),
    ],
)
def test_who_is_somebody_else_stays(book, then, of_now):
    enrol(book, then)
    hand_in(book, a_delivery(then.author, label="ada.py"), a_result())

    assert {} == follow(book, [of_now], now(of_now.author))
    assert [then.author] == [entry.author for entry in book.entries(COURSE) if entry.result]


def test_who_is_on_the_roster_still_stays(book):
    enrol(book, ADA)
    hand_in(book, a_delivery("ada", label="ada.py"), a_result())

    assert {} == follow(book, [ADA, Person("b", "Ben", "", "", {"github": "x"})], now("b"))


def test_what_was_taken_for_somebodys_and_is_not_theirs_counts_for_them_no_longer(book):
    """Ben's number stood in Ada's row."""
    ben = Person("ben", "Ben", "", "", {"author": "ben", "id": "17"})
    enrol(book, ADA, ben)
    hand_in(book, a_delivery("ada", label="x_17"), a_result())
    hand_in(book, a_delivery("ada", label="own", digest="a" * 64, submitted_at=NOON - DAY), a_result("own"))

    assert {} == follow(book, [ADA, ben], now("ben", "x_17"))
    with book.reading() as connection:
        of_whom = deliveries.by_author(deliveries.of_course(connection, COURSE))
    assert {"ada": ["own"], "ben": ["x_17"]} == {who: [one.label for one in some] for (_, who), some in of_whom.items()}

    follow(book, [ADA, ben], now("ada", "x_17"))
    with book.reading() as connection:
        of_whom = deliveries.by_author(deliveries.of_course(connection, COURSE))
    assert {"ada": {"own", "x_17"}} == {who: {one.label for one in some} for (_, who), some in of_whom.items()}


def test_a_grade_by_hand_outlives_the_delivery_that_was_not_theirs(book):
    enrol(book, ADA, Person("ben"))
    hand_in(book, a_delivery("ada", label="x"), a_result())
    book.say(Whose(COURSE, "add-lock", "ada"), Overriding(Decimal(9), "", "grace", NOON, Decimal(10)))

    follow(book, [ADA, Person("ben")], now("ben", "x"))

    assert [("ada", Decimal(9), 0)] == [(one.author, one.points, one.attempt) for one in book.entries(COURSE)]


def test_a_name_alone_is_enough_where_the_delivery_is_the_same(book):
    enrol(book, Person("ada", "Ada Lovelace", "", "", {"username": "ada", "name": "Ada Lovelace"}))
    hand_in(book, a_delivery("ada", label="Ada Lovelace_17"), a_result())
    same = Person("al1", "Lovelace, Ada", "", "", {"username": "al1", "name": "Lovelace, Ada"})

    assert {} == follow(book, [same], now("al1", "Ada Lovelace_18")), "another delivery"
    assert {"ada": ["al1"]} == follow(book, [same], now("al1", "Ada Lovelace_17"))


def test_of_a_delivery_is_known_what_is_true_of_it_now(book):
    """The exercise's file has got another name, say."""
    with book.writing() as connection:
        deliveries.see(connection, [a_delivery(strange="holds several files")])
        deliveries.see(connection, [a_delivery(at=NOON + DAY)])
        deliveries.see(connection, [a_delivery(at=NOON + timedelta(hours=1), strange="seen by a slower batch")])
        (found,) = deliveries.of_course(connection, COURSE)

    assert ("", NOON) == (found.strange, found.first_seen)
