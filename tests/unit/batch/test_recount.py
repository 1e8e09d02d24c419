"""New points on what was found before, for everybody on what was found of theirs."""

from dataclasses import replace
from decimal import Decimal

from grader.batch import recount
from grader.batch.recount import Change
from grader.course import Course, Exercise
from grader.report import encode
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, hand_in
from tests.support.reports import a_check, a_report


def test_equal_files_that_were_judged_twice_keep_what_was_found_of_each(book, tmp_path):
    """By another Python, say, of whoever handed them in later."""
    (tmp_path / "test_it.py").write_text("")
    exercise = Exercise("add-lock", "Lock", tmp_path, "add_lock.py", suite=tmp_path)
    course = Course(tmp_path, COURSE, {"add-lock": exercise})
    hand_in(book, a_delivery("ada"), a_result("one", points=10))
    hand_in(book, a_delivery("ben"), replace(a_result("two", points=7), python="3.14.0"))
    changes = [
        Change(entry, a_report(a_check(points=points, worth=12.0)), encode({}), Decimal(points))
        for entry, points in zip(book.entries(COURSE), (12, 8), strict=True)
    ]

    recount.write(book, course, exercise, changes, now=NOON)

    assert {"ada": 12, "ben": 8} == {entry.author: entry.points for entry in book.entries(COURSE)}
