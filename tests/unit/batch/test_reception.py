"""What was handed in is noted as whose it is, whoever has come or gone since."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.batch.arrivals import Sorter
from grader.batch.reception import receive, take_back
from grader.course import Course, Exercise
from grader.gradebook import deliveries
from grader.intake.layouts.plain import PLAIN
from grader.intake.roster import Person, Roster
from grader.intake.tree import grow
from tests.support.classes import on_disk
from tests.support.gradebooks import COURSE, DAY, NOON

LOCK = Exercise("add-lock", "Lock the value", Path(), "add_lock.py")
TERMS = SimpleNamespace(briefs={}, key=lambda digest, slug: f"{slug} {digest}")


@pytest.fixture
def given(tmp_path, book):
    """What a batch of these files notes with these people on the roster."""

    def _given(files, *people, at=NOON):
        tree = grow(on_disk(tmp_path / "in", files))
        sorter = Sorter(Course(tmp_path, COURSE, {"add-lock": LOCK}), (LOCK,), Roster(people))
        handed = PLAIN.find(tree, ["add-lock"])
        return receive(handed, tree, sorter, book, TERMS, layout="plain", now=at)

    return _given


@pytest.fixture
def taken_back(tmp_path, book):
    """Whose deliveries are taken back with these files; nobody needs to say who is on the roster."""

    def _taken_back(files):
        tree = grow(on_disk(tmp_path / "wrong", files))
        sorter = Sorter(Course(tmp_path, COURSE, {"add-lock": LOCK}), (LOCK,))
        return [one.author for one in take_back(PLAIN.find(tree, ["add-lock"]), tree, sorter, book, now=NOON)]

    return _taken_back


@pytest.fixture
def counting(book):
    """Whose deliveries count now, when they were last seen, and why there is nothing to judge."""

    def _counting():
        with book.reading() as connection:
            found = deliveries.by_author(deliveries.of_course(connection, COURSE))
        return {who: [(one.last_seen, one.strange) for one in some] for (_, who), some in found.items()}

    return _counting


def a_student(name):
    return Person(name, name.title(), "", "", {"author": name})


def a_member(name):
    return Person(name, name.title(), "", "red", {"author": name})


def test_whoever_leaves_takes_no_grade_of_the_team_along(given, counting):
    given({"vint.py": "x = 1"}, a_member("vint"), a_member("tim"))

    received = given({"vint.py": "x = 1"}, a_member("tim"), at=NOON + DAY)

    assert {"vint": [(NOON + DAY, "")], "tim": [(NOON + DAY, "")]} == counting()
    assert ["vint (Vint)"] == received.left
    assert 1 == len(received.due), "and it is judged when the suite has changed"


def test_who_is_on_no_roster_any_more_is_told_once_whether_they_handed_anything_in_or_not(given):
    given({"vint.py": "x = 1"}, *map(a_student, ("vint", "tim", "ada", "ben", "cleo")))

    told = [given({"vint.py": "x = 1"}, *map(a_student, ("tim", "ada", "ben")), at=NOON + DAY).gone for _ in range(2)]

    assert [["cleo (Cleo)", "vint (Vint)"], []] == told


def test_who_is_called_otherwise_has_not_left(given):
    given({"vint.py": "x = 1"}, a_student("vint"), a_student("tim"))

    received = given({"vint.py": "x = 1"}, Person("u1", "Vint", "", "", {"login": "vint"}), a_student("tim"))

    assert {"vint": ["u1"]} == received.successors
    assert [] == received.gone


def test_what_they_hand_in_when_they_have_left_is_nobodys(given, counting):
    given({"vint.py": "x = 1"}, a_member("vint"), a_member("tim"))

    received = given({"vint.py": "x = 2"}, a_member("tim"), at=NOON + DAY)

    assert [] == received.left
    assert [(NOON, "")] == counting()["tim"]
    ((_, strange),) = counting()["vint.py"]
    assert "the roster does not say who vint.py is" in strange


def test_what_cannot_be_read_is_still_whose_it_was(given, counting):
    """Withheld it is, of the same people."""
    given({"vint.zip": "no zip"}, a_member("vint"), a_member("tim"))
    before = counting()

    given({"vint.zip": "no zip"}, a_member("tim"), at=NOON + DAY)

    assert before.keys() == counting().keys() == {"vint", "tim"}


def test_a_number_that_was_taken_out_of_a_row_is_not_theirs(given, counting):
    """They are on the roster still: the row was wrong."""
    given({"x17.py": "x = 1"}, Person("ada", "Ada", "", "", {"login": "x17"}))

    received = given({"x17.py": "x = 1"}, Person("ada", "Ada", "", "", {"login": "ada"}), at=NOON + DAY)

    assert ["x17.py"] == list(counting())
    assert [] == received.left


def test_what_a_roster_takes_from_somebody_is_told_once(given, counting):
    """Ben's number stood in Ada's row, or Ben was in Ada's team then."""
    team = [Person(name, name.title(), "", "red", {"author": name}) for name in ("ada", "ben")]
    alone = [Person("ada", "Ada", "", "red", {"author": "ada"}), Person("ben", "Ben", "", "", {"author": "ben"})]
    given({"ada.py": "x = 1"}, *team)

    told = [given({"ada.py": "x = 1"}, *alone, at=NOON + DAY).disowned for _ in range(2)]

    assert [["ben (Ben) add-lock"], []] == told
    assert ["ada"] == list(counting())
    assert [] == given({"ada.py": "x = 1"}, *team, at=NOON + 2 * DAY).disowned
    assert {"ada", "ben"} == counting().keys()


def test_the_wrong_deliveries_can_be_taken_back(given, counting, taken_back):
    """Those that were there before count again, whatever the times that the platform gave; and handed in again they count as ever."""
    alone = [Person(name, name.title(), "", "", {"author": name}) for name in ("ada", "ben")]
    given({"ada.py": "x = 1"}, *alone)
    given({"ada.py": "x = 2", "ben.zip": "no zip"}, *alone, at=NOON + DAY)

    assert [["ada", "ben"], []] == [sorted(taken_back({"ada.py": "x = 2", "ben.zip": "no zip"})) for _ in range(2)]
    assert {"ada": [(NOON, "")]} == counting()

    given({"ada.py": "x = 2"}, *alone, at=NOON + 2 * DAY)
    assert [(NOON, ""), (NOON + 2 * DAY, "")] == counting()["ada"]


def test_what_was_never_noted_is_not_taken_back(given, counting, taken_back):
    given({"ada.py": "x = 1"}, a_member("ada"))

    assert [] == taken_back({"ada.py": "x = 2", "ben.py": "x = 1"})
    assert ["ada"] == list(counting())
