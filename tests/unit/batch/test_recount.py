"""New points on what was found before, for everybody on what was found of theirs."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.batch import recount
from grader.batch.recount import Change
from grader.course import Course, Exercise
from grader.course.model import LatePolicy
from grader.errors import CourseError, UsageError
from grader.gradebook import results
from grader.judge import setting
from grader.report import encode
from tests.support.courses import SLUG, SUITE, a_course
from tests.support.evidence import a_finding, an_evidence
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery, a_result, hand_in
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


def judged(book, exercise, *passed):
    """What was found by the suite as it lies there, of submissions that pass or fail."""
    files = setting.files_of(exercise.suite, exercise)
    digest = setting.fingerprint(files)
    found = []
    with book.writing() as connection:
        results.keep_suite(connection, digest, files, NOON)
        for number, well in enumerate(passed):
            outcome = "passed" if well else "failed"
            evidence = an_evidence(a_finding("test_one_call_adds_one", points="2", outcome=outcome))
            result = replace(a_result(f"{number}", points=2 if well else 0, suite=digest), max_points=Decimal(2))
            results.store(connection, result, report=b"{}", evidence=encode(evidence))
            found.append(result)
    return found


def worth(exercise, points):
    path = exercise.suite / "test_add_lock.py"
    path.write_text(path.read_text().replace("@points(2)", f"@points({points})"))


def test_new_points_are_those_of_what_was_found_less_what_lateness_takes(book, tmp_path):
    course = replace(a_course(tmp_path, SUITE), late=LatePolicy(per_day=25, cap=50))
    exercise = replace(course.exercise(SLUG), due=NOON)
    passed, failed = judged(book, exercise, True, False)
    hand_in(book, a_delivery("ada"), passed, most=2)
    hand_in(book, a_delivery("ben", submitted_at=NOON + DAY), passed, most=2)
    hand_in(book, a_delivery("cleo"), failed, most=2)
    hand_in(book, a_delivery("dan"), passed, most=2, reason="several deliveries")
    worth(exercise, 4)

    found = {change.entry.author: change for change in recount.changes(book, course, exercise)}

    assert {"ada": 4, "ben": 3, "cleo": 0, "dan": None} == {author: change.points for author, change in found.items()}
    assert {"ada": 2, "ben": 1, "cleo": 0, "dan": 0} == {author: change.by for author, change in found.items()}
    assert {"ada", "ben", "cleo"} == {author for author, change in found.items() if change.matters}
    assert not any(change.turns for change in found.values())


def test_what_has_the_points_of_now_is_left_as_it_is(book, tmp_path):
    course = a_course(tmp_path, SUITE)
    exercise = course.exercise(SLUG)
    hand_in(book, a_delivery("ada"), *judged(book, exercise, True), most=2)

    assert [] == recount.changes(book, course, exercise)


def test_points_that_cannot_be_read_are_told(book, tmp_path):
    course = a_course(tmp_path, SUITE)
    exercise = course.exercise(SLUG)
    hand_in(book, a_delivery("ada"), *judged(book, exercise, True), most=2)
    worth(exercise, "many")

    with pytest.raises(CourseError, match=r"(?s)test_add_lock\.py: .*NameError: name 'many' is not defined"):
        recount.changes(book, course, exercise)


def test_a_suite_that_asks_for_something_else_cannot_be_rescored(book, tmp_path):
    course = a_course(tmp_path, SUITE)
    exercise = course.exercise(SLUG)
    hand_in(book, a_delivery("ada"), *judged(book, exercise, True))
    path = exercise.suite / "test_add_lock.py"
    path.write_text(path.read_text().replace("== 1", "== 2"))

    with pytest.raises(UsageError, match="cannot be rescored: test_one_call_adds_one: changed in more than points"):
        recount.changes(book, course, exercise)


@pytest.mark.parametrize(
    ("before", "out_of", "points", "worth", "by", "by_part", "turns", "matters"),
    [
        (5, 10, 6, 10, 1, "0.1", False, True),
        (5, 10, 6, 12, 1, "0", False, True),
        (5, 10, 5, 10, 0, "0", False, False),
        (None, 10, 5, 10, 0, "0", True, True),
        (5, 10, None, 10, 0, "0", True, True),
        (None, 10, None, 12, 0, "0", False, False),
        (0, 0, 1, 10, 1, "1", False, True),
    ],
)
def test_what_a_change_comes_to(book, before, out_of, points, worth, by, by_part, turns, matters):
    result = replace(a_result(points=before), max_points=Decimal(out_of))
    hand_in(book, a_delivery(), result, most=out_of)
    (entry,) = book.entries(COURSE)
    report = a_report(a_check(points=points, worth=float(worth)))
    change = Change(entry, report, b"", None if points is None else Decimal(points))

    assert (by, Decimal(by_part), turns, matters) == (change.by, change.by_part, change.turns, change.matters)
