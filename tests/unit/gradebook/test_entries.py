"""What counts now: the machine's grade, a person's word, and where both came from."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from grader.gradebook import deliveries, grades, people, words
from grader.gradebook.words import Comment, Extension, Overriding, Whose
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery, a_grade, a_result, enrol, hand_in

ADA = Whose(COURSE, "add-lock", "ada")


def test_an_entry_says_who_what_and_how_much(book):
    hand_in(book, a_delivery(extra={"id": "77"}, layout="canvas", delivered_as="my.py"), a_result(points=7))
    with book.writing() as connection:
        people.enrol(connection, COURSE, [Person("ada", "Ada L.", "ada@uni.example", "", {"sisloginid": "al1"})])

    (entry,) = book.entries(COURSE)

    assert ("ada", "Ada L.", "ada@uni.example", "al1") == (
        entry.author, entry.name, entry.email, entry.known_as["sisloginid"],
    )  # fmt: skip
    assert (Decimal(7), Decimal(10), None) == (entry.points, entry.max_points, entry.reason)
    assert ("77", "my.py") == (entry.extra["id"], entry.delivered_as)
    assert 7.0 == book.reports([entry.result])[entry.result].points


def test_a_persons_word_goes_over_the_machines(book):
    hand_in(book, a_delivery(), a_result(points=None, reason="held"))
    book.say(ADA, Overriding(Decimal(8), "seen in person", "grace", NOON, seen_points=None))

    (entry,) = book.entries(COURSE)

    assert (Decimal(8), None, None) == (entry.points, entry.reason, entry.machine_points)
    assert (False, "grace") == (entry.override.conflict, entry.override.by)


def test_a_regrade_never_touches_an_override_and_the_conflict_shows(book):
    before = hand_in(book, a_delivery(), a_result(points=4))
    book.say(ADA, Overriding(Decimal(8), "", "grace", NOON, seen_points=before.points))
    hand_in(book, a_delivery(), a_result("k2", points=9))

    (entry,) = book.entries(COURSE)

    assert (Decimal(8), Decimal(9), True) == (entry.points, entry.machine_points, entry.override.conflict)


def test_the_last_word_counts_and_may_be_taken_back(book):
    hand_in(book, a_delivery(), a_result(points=4))
    for points in (8, 6, None):
        book.say(ADA, Overriding(points and Decimal(points), "", "grace", NOON, seen_points=Decimal(4)))

    (entry,) = book.entries(COURSE)

    assert (Decimal(4), None) == (entry.points, entry.override)


def test_comments_add_up(book):
    hand_in(book, a_delivery(), a_result())
    book.say(ADA, Comment("well done", "grace", NOON))
    book.say(ADA, Comment("see me", "alan", NOON))

    assert ["well done", "see me"] == [comment.text for comment in book.entries(COURSE)[0].comments]


def test_a_comment_that_was_taken_back_is_not_read(book):
    hand_in(book, a_delivery(), a_result())
    for text in ("well done", "see me", "", "", "", "see me all the same"):
        book.say(ADA, Comment(text, "grace", NOON))

    assert ["see me all the same"] == [comment.text for comment in book.entries(COURSE)[0].comments]


def test_an_extension_for_one_exercise_goes_before_one_for_all():
    said = {
        ("add-lock", "ada"): [Extension(NOON + DAY, "g", NOON)],
        ("", "ada"): [Extension(NOON + 5 * DAY, "g", NOON)],
        ("", "ben"): [Extension(NOON + 5 * DAY, "g", NOON), Extension(None, "g", NOON)],
    }

    assert NOON + DAY == words.extended(NOON, "add-lock", "ada", said)
    assert NOON + 5 * DAY == words.extended(NOON, "fix-typo", "ada", said)
    assert NOON == words.extended(NOON, "add-lock", "ben", said)
    assert NOON + 9 * DAY == words.extended(NOON + 9 * DAY, "next", "ada", said), "it gives time and takes none"
    assert NOON + 5 * DAY == words.extended(None, "next", "ada", said)
    assert words.extended(None, "add-lock", "cleo", said) is None


def test_a_grade_that_says_the_same_again_is_no_new_one(book):
    hand_in(book, a_delivery(), a_result(points=4))
    hand_in(book, a_delivery(), a_result(points=4))
    assert 1 == len(book.history(ADA))

    hand_in(book, a_delivery(), a_result("k2", points=5))
    assert [4, 5] == [int(grade.points) for grade in book.history(ADA)]


def test_who_is_called_as_their_file_is_known_once_a_roster_says_so(book):
    """And stays it where a later batch comes without the roster."""
    said = []
    for known in (False, True, False):
        hand_in(book, a_delivery("ada", known=known), a_result())
        said.append([one.known for one in book.entries(COURSE)])

    assert [[False], [True], [True]] == said


def test_what_was_for_no_exercise_and_is_for_one_now_is_listed_once(book):
    hand_in(book, a_delivery("ada.py", label="ada.py", exercise="", known=False), None)
    hand_in(book, a_delivery("ada", label="ada.py", at=NOON + DAY), a_result())

    assert ["ada"] == [entry.author for entry in book.entries(COURSE)]


def test_entries_are_those_of_one_course_and_of_the_exercises_asked_for(book):
    hand_in(book, a_delivery(), a_result())
    hand_in(book, a_delivery(exercise="fix-typo"), a_result("k2", exercise="fix-typo"))

    assert [COURSE] == book.courses()
    assert [] == book.entries("Another")
    assert ["fix-typo"] == [entry.exercise for entry in book.entries(COURSE, ["fix-typo"])]


def test_times_come_back_in_their_order_whatever_zone_they_were_given_in(book):
    from datetime import timezone

    delivery = a_delivery(submitted_at=NOON.astimezone(timezone(timedelta(hours=5))))
    hand_in(book, delivery, a_result())

    assert NOON == book.entries(COURSE)[0].submitted_at


def test_a_grade_of_the_past_is_told_apart_from_the_one_that_counts(book):
    first = hand_in(book, a_delivery(), a_result(points=4))
    second = a_grade(a_delivery(id=first.delivery), None, points=Decimal(3), reason=None)
    with book.writing() as connection:
        grades.add(connection, [second])
        counting = grades.current(connection, COURSE)

    assert Decimal(3) == counting["add-lock", "ada"].points


ZOE = Whose(COURSE, "add-lock", "zoe")


def test_a_person_may_grade_who_handed_nothing_in(book):
    """An oral examination, say. Who is not on the roster is nobody, and what is taken back is gone."""
    hand_in(book, a_delivery(), a_result(points=4))
    enrol(book, Person("zoe", "Zoe Z.", known_as={"id": "7"}))
    for whose in (ZOE, Whose(COURSE, "add-lock", "nobody")):
        book.say(whose, Overriding(Decimal(8), "oral", "grace", NOON, seen_points=None))

    ada, zoe = book.entries(COURSE)

    assert ("zoe (Zoe Z.)", Decimal(8), Decimal(10), "7") == (zoe.who, zoe.points, zoe.max_points, zoe.known_as["id"])
    assert (0, "", None, "Nothing was handed in.") == (zoe.attempt, zoe.digest, zoe.result, zoe.machine_reason)
    assert ([], 1) == (book.entries(COURSE, ["bank"]), ada.attempt)

    book.say(ZOE, Overriding(None, "", "grace", NOON, seen_points=None))
    assert ["ada"] == [entry.author for entry in book.entries(COURSE)]


def test_a_persons_word_outlives_what_was_taken_back_where_no_roster_says_who_there_is(book):
    hand_in(book, a_delivery(), a_result(points=4))
    book.say(ADA, Overriding(Decimal(8), "oral", "grace", NOON, seen_points=Decimal(4)))
    with book.writing() as connection:
        deliveries.disown(connection, deliveries.of_course(connection, COURSE), NOON)

    assert [("ada", Decimal(8), 0)] == [(one.author, one.points, one.attempt) for one in book.entries(COURSE)]


def test_what_comes_after_all_is_a_conflict(book):
    hand_in(book, a_delivery(), a_result(points=4))
    enrol(book, Person("zoe"))
    book.say(ZOE, Overriding(Decimal(8), "oral", "grace", NOON, seen_points=None))
    hand_in(book, a_delivery("zoe", digest="2" * 64), a_result("k2", points=3, submission="2" * 64))

    _, zoe = book.entries(COURSE)

    assert (Decimal(8), Decimal(3), True, 1) == (zoe.points, zoe.machine_points, zoe.override.conflict, zoe.attempt)


def test_a_grade_by_hand_keeps_the_maximum_that_it_was_set_against(book):
    """After a rescoring, 8 of 10 are not 8 of 8."""
    hand_in(book, a_delivery(), a_result(points=4))
    book.say(ADA, Overriding(Decimal(8), "", "grace", NOON, Decimal(4), max_points=Decimal(10)))
    hand_in(book, a_delivery(), a_result("k2", points=4), most=8)

    (entry,) = book.entries(COURSE)

    assert (Decimal(8), Decimal(10)) == (entry.points, entry.max_points)
    assert (Decimal(4), Decimal(8)) == (entry.machine_points, entry.machine_max_points)
    assert entry.override.conflict, "the same points of another maximum are another grade"


def test_a_grade_by_hand_from_before_its_maximum_was_kept_says_that_nobody_knows(book):
    hand_in(book, a_delivery(), a_result(points=4), most=8)
    book.say(ADA, Overriding(Decimal(8), "", "grace", NOON, Decimal(4)))

    (entry,) = book.entries(COURSE)

    assert (None, Decimal(8), False) == (entry.override.max_points, entry.max_points, entry.override.conflict)


def test_a_grade_for_nothing_handed_in_keeps_its_maximum_too(book):
    hand_in(book, a_delivery(), a_result(points=4), most=8)
    enrol(book, Person("zoe"))
    book.say(ZOE, Overriding(Decimal(8), "oral", "grace", NOON, None, max_points=Decimal(10)))

    _, zoe = book.entries(COURSE)

    assert (Decimal(10), Decimal(8), True) == (zoe.max_points, zoe.machine_max_points, zoe.override.conflict)


def test_a_reason_fits_several_without_the_deliverys_own_name(book):
    hand_in(book, a_delivery(label="ada.zip", strange="ada.zip holds only: essay.pdf"), None)

    (entry,) = book.entries(COURSE)

    assert ("ada.zip holds only: essay.pdf", "each holds only: essay.pdf") == (entry.reason, entry.reason_of_each)
    assert "ada.zip holds only: essay.pdf" == replace(entry, label="").reason_of_each


@pytest.mark.parametrize(
    ("label", "reason", "told"),
    [
        ("a", "a is empty, and holds a zip", "each is empty, and holds a zip"),
        ("red", "several deliveries, and nothing says which is the latest: ben, red", None),
        (
            "ada",
            "the roster does not say who ada is: add them to it",
            "the roster does not say who each is: add them to it",
        ),
        ("ada", "ada.py cannot be read", None),
        ("a.b", "a.b: 'x.py' is encrypted", "each: 'x.py' is encrypted"),
        ("ada", "ada/x.py is a link", "each/x.py is a link"),
    ],
)
def test_a_name_is_left_out_only_where_it_says_who(book, label, reason, told):
    hand_in(book, a_delivery(label=label, strange=reason), None)

    assert (told or reason) == book.entries(COURSE)[0].reason_of_each


def test_extensions_that_are_in_force():
    said = {
        ("add-lock", "ada"): [Extension(NOON, "g", NOON)],
        ("bank", "ada"): [Extension(NOON, "g", NOON), Extension(None, "g", NOON)],
        ("", "ada"): [Extension(None, "g", NOON), Extension(NOON, "g", NOON)],
        ("", "ben"): [Extension(NOON, "g", NOON)],
    }

    assert ["", "add-lock"] == words.granted("ada", said)
