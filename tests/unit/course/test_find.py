"""Where a course lies."""

import pytest

from grader.course import find
from grader.errors import UsageError


@pytest.fixture
def course(tmp_path):
    """A folder that holds a course."""
    (tmp_path / "exercises" / "add-lock" / "examples").mkdir(parents=True)
    (tmp_path / "exercises" / "course.toml").write_text("")
    (tmp_path / "notes").mkdir()
    return tmp_path


@pytest.mark.parametrize("start", ["", "exercises", "exercises/add-lock/examples", "notes", "notes/missing"])
def test_the_nearest_course_upwards_is_found(course, start):
    assert course / "exercises" == find(course / start)


@pytest.mark.parametrize("named", ["", "exercises", "exercises/course.toml"])
def test_a_course_may_be_named_in_three_ways(course, named):
    assert course / "exercises" == find(course / "notes", course / named)


def test_a_kit_is_the_folder_of_its_course_file(tmp_path):
    (tmp_path / "kit" / "add-lock").mkdir(parents=True)
    (tmp_path / "kit" / "course.toml").write_text("")

    assert tmp_path / "kit" == find(tmp_path / "kit" / "add-lock")
    assert tmp_path / "kit" == find(tmp_path, tmp_path / "kit")


def test_a_nearer_course_wins(course):
    inner = course / "notes" / "exercises"
    inner.mkdir()
    (inner / "course.toml").write_text("")

    assert inner == find(course / "notes")


def test_where_no_course_is_nobody_guesses(tmp_path):
    with pytest.raises(UsageError, match="there is no course around") as refused:
        find(tmp_path)

    assert (
        "Go into its folder, or name it with --course DIR: the folder of a kit, or the one that holds exercises/course.toml."
        == refused.value.hint
    )


def test_who_stands_above_a_course_is_told_where_to_go(tmp_path):
    (tmp_path / "my kit").mkdir()
    (tmp_path / "my kit" / "course.toml").write_text("")

    with pytest.raises(UsageError) as refused:
        find(tmp_path)

    assert refused.value.hint.startswith('There is one below: cd "my kit". Or name one with --course DIR')


def test_a_course_that_is_named_must_be_one(course):
    with pytest.raises(UsageError, match=r"notes is not a course$") as refused:
        find(course, course / "notes")
    assert "A course holds exercises/course.toml." == refused.value.hint

    with pytest.raises(UsageError, match=r"nowhere is not a course: there is no such folder$"):
        find(course, course / "nowhere")
