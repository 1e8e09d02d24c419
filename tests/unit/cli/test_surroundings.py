"""Which course a command is about."""

from pathlib import Path

import pytest

from grader.cli.surroundings import course_around
from grader.errors import UsageError
from tests.support.courses import a_course


@pytest.fixture
def course(tmp_path):
    return a_course(tmp_path / "course")


def test_the_one_that_is_named(course, tmp_path):
    assert course.root == course_around(Path("course"), (), tmp_path).root


def test_the_one_around_the_working_folder(course):
    assert course.root == course_around(None, ("elsewhere.py",), course.root / "exercises" / "add-lock").root


def test_the_one_around_the_target(course, tmp_path):
    for target in ("course/exercises/add-lock", "course/exercises/add-lock/add_lock.py"):
        assert course.root == course_around(None, ("gone", target), tmp_path).root


def test_none(tmp_path):
    (tmp_path / "x.py").touch()
    for targets in ((), ("x.py",), ("gone.py",)):
        with pytest.raises(UsageError, match="no course around"):
            course_around(None, targets, tmp_path)


def test_links_in_a_circle_are_around_nothing(tmp_path):
    (tmp_path / "x.py").symlink_to("x.py")

    with pytest.raises(UsageError, match="no course around"):
        course_around(None, ("x.py",), tmp_path)
