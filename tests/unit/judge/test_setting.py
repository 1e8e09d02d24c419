"""Which folder judges, and its fingerprint."""

import pytest

from grader.errors import CourseError
from grader.judge import Setting
from grader.judge.setting import digest, files_of
from tests.support.courses import SLUG, SUITE, a_course


def test_the_suite_judges_unless_examples_are_asked_for(tmp_path):
    course = a_course(tmp_path, examples=SUITE)
    exercise = course.exercise(SLUG)

    assert (exercise.suite, "suite") == (Setting(course, exercise).folder, Setting(course, exercise).which)
    only = Setting(course, exercise, examples_only=True)
    assert (exercise.examples, "examples") == (only.folder, only.which)


def test_the_digest_changes_with_any_file_and_with_nothing_else(tmp_path):
    (tmp_path / "test_it.py").write_text("a")
    first = digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "test_it.pyc").write_text("x")

    assert first == digest(tmp_path)
    (tmp_path / "scenarios.py").write_text("")
    second = digest(tmp_path)
    (tmp_path / "test_it.py").write_text("b")

    assert 3 == len({first, second, digest(tmp_path)})
    assert 64 == len(first)


def test_the_digest_changes_with_what_lies_beside_every_answer(tmp_path):
    exercise = a_course(tmp_path).exercise(SLUG)
    without = digest(exercise.suite, exercise)
    (exercise.folder / "scores.csv").write_text("a,1\n")

    assert digest(exercise.suite) == without
    assert without != digest(exercise.suite, exercise)
    assert "beside/scores.csv" in files_of(exercise.suite, exercise)


def test_scenarios_are_read_where_there_are_some(tmp_path):
    course = a_course(tmp_path, {"test_it.py": SUITE, "scenarios.py": "def race(module): ...\n"})
    setting = Setting(course, course.exercise(SLUG))

    assert "def race(module): ...\n" == setting.scenarios
    assert None is Setting(course, course.exercise(SLUG), examples_only=True).scenarios


def test_scenarios_that_cannot_be_read_are_a_mistake_of_the_course(tmp_path):
    course = a_course(tmp_path)
    setting = Setting(course, course.exercise(SLUG))
    (setting.folder / "scenarios.py").write_bytes(b"name = '\xff'")

    with pytest.raises(CourseError, match=r"scenarios.py: it is not UTF-8: "):
        _ = setting.scenarios
