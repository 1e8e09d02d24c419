"""Which of an author's deliveries counts."""

from grader.gradebook import deliveries
from grader.gradebook.deliveries import standing
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery


def counted(*attempts):
    found = standing(attempts)
    return found.delivery.digest, found.attempt, found.rivals


def test_the_latest_by_the_platforms_time_counts_in_whatever_order_they_come():
    first, second = a_delivery(digest="1", submitted_at=NOON), a_delivery(digest="2", submitted_at=NOON + DAY)

    assert ("2", 2, ()) == counted(first, second)
    assert ("2", 2, ()) == counted(second, first)


def test_a_time_counts_more_than_when_it_was_seen_here():
    """A platform's zip may be taken in twice, the older one last."""
    early = a_delivery(digest="1", submitted_at=NOON, at=NOON + 9 * DAY)
    late = a_delivery(digest="2", submitted_at=NOON + DAY, at=NOON)

    assert "2" == counted(early, late)[0]


def test_without_times_what_lies_there_now_counts():
    before, now = a_delivery(digest="1", at=NOON), a_delivery(digest="2", at=NOON + DAY)

    assert ("2", 2, ()) == counted(before, now)


def test_the_platforms_count_is_kept():
    first, third = a_delivery(digest="1", attempt=1), a_delivery(digest="2", attempt=3)

    assert ("2", 3, ()) == counted(first, third)


def test_the_same_files_twice_are_no_rivals():
    assert () == counted(a_delivery(label="a", digest="1"), a_delivery(label="b", digest="1"))[2]


def test_what_was_replaced_under_the_same_time_counts_as_it_lies_there_now():
    before = a_delivery(digest="1", submitted_at=NOON, at=NOON)
    now = a_delivery(digest="2", submitted_at=NOON, at=NOON + DAY)

    assert ("2", 2, ()) == counted(before, now)
    assert ("2", 2, ()) == counted(now, before)


def test_where_not_each_has_a_time_what_lies_there_now_counts():
    timed, now = a_delivery(digest="1", submitted_at=NOON + 9 * DAY), a_delivery(digest="2", at=NOON + DAY)
    early = a_delivery(digest="3", submitted_at=NOON, at=NOON + DAY)
    late = a_delivery(digest="4", submitted_at=NOON + DAY, at=NOON + DAY)

    assert ("2", 2, ()) == counted(now, timed)
    assert ("4", 4, ()) == counted(late, timed, now, early)


def test_what_cannot_be_read_is_another_where_it_is_called_otherwise():
    one, again = (a_delivery(label="a", digest="", strange="a is empty", at=NOON + day * DAY) for day in (0, 1))
    other = a_delivery(label="b", digest="", strange="b is empty", at=NOON + DAY)

    assert ("", 1, ()) == counted(one, again)
    assert ("", 2, ("a", "b")) == counted(one, again, other)
    moved = [a_delivery(label=label, at=NOON + day * DAY) for day, label in enumerate("ab")]
    assert 1 == counted(*moved)[1], "the same files under another name are no further attempt"


def test_two_files_of_one_look_are_rivals():
    assert ("a.py", "a.zip") == counted(a_delivery(label="a.py", digest="1"), a_delivery(label="a.zip", digest="2"))[2]


def test_what_is_for_no_exercise_takes_the_place_of_nothing_but_what_was_called_the_same():
    one = a_delivery(exercise="", label="ada/ps8", digest="1", strange="for ps8", submitted_at=NOON)
    two = a_delivery(exercise="", label="ada/ps9", digest="2", strange="for ps9", submitted_at=NOON + DAY)
    before = a_delivery(exercise="", label="ada/ps9", digest="3", strange="for ps7", at=NOON - DAY)

    assert (("for ps8", "for ps9"), ()) == (standing([one, two, before]).strange, standing([one, two, before]).rivals)


def test_of_what_is_resolved_nothing_counts():
    unclear = a_delivery("ada", label="ada.py", exercise="", id=1)
    since = a_delivery("ada", label="ada.py", at=NOON + DAY, id=2)

    assert {("add-lock", "ada"): [since]} == deliveries.by_author([unclear, since])


def test_a_delivery_seen_again_is_the_same_one(book):
    with book.writing() as connection:
        deliveries.see(connection, [a_delivery()])
        deliveries.see(connection, [a_delivery(at=NOON + DAY)])
        (found,) = deliveries.of_course(connection, COURSE)

    assert (NOON, NOON + DAY) == (found.first_seen, found.last_seen)


def test_an_older_look_does_not_make_it_older(book):
    with book.writing() as connection:
        deliveries.see(connection, [a_delivery(at=NOON + DAY)])
        deliveries.see(connection, [a_delivery()])
        (found,) = deliveries.of_course(connection, COURSE)

    assert NOON + DAY == found.last_seen


def test_what_was_for_no_exercise_once_and_is_for_one_now_is_no_longer_listed():
    unclear = a_delivery("ada.py", label="ada.py", exercise="", known=False, id=1)
    matched = a_delivery("ada", label="ada.py", at=NOON + DAY, id=2)
    other = a_delivery("ben.py", label="ben.py", exercise="", known=False, digest="b", id=3)

    assert {1} == deliveries.resolved([unclear, matched, other])


def test_nor_is_what_bears_the_exercises_name_since():
    unclear = a_delivery("ada", label="ada.py", exercise="", digest="a", id=1)
    since = a_delivery("ada", label="ada.py", at=NOON + DAY, digest="b", extra={deliveries.CAME_AS: "a"}, id=2)

    assert {1} == deliveries.resolved([unclear, since])
    assert set() == deliveries.resolved([unclear, a_delivery("ada", label="ada.py", at=NOON + DAY, digest="b", id=2)])


def test_what_is_seen_last_counts_of_all_that_answers_for_one():
    unclear = a_delivery("ada", label="ada.py", exercise="", at=NOON + DAY, id=1)
    before, since = (a_delivery("ada", label="ada.py", at=NOON + 2 * day * DAY, id=2 + day) for day in (0, 1))

    assert set() == deliveries.resolved([unclear, before])
    assert {1} == deliveries.resolved([unclear, before, since]) == deliveries.resolved([unclear, since, before])


def test_whom_nobody_knows_answers_for_nobody_else():
    unclear = a_delivery("ada", label="main.py", exercise="", id=1)

    for known in (False, True):
        other = a_delivery("ben", label="main.py", known=known, at=NOON + DAY, id=2)
        assert ({1} if known else set()) == deliveries.resolved([unclear, other])


def test_without_a_roster_nobody_is_known_and_nobody_vanishes():
    first, again = a_delivery("ada.py", known=False, id=1), a_delivery("ada.py", known=False, at=NOON + DAY, id=2)

    assert set() == deliveries.resolved([first, again])
