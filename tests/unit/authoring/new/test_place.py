"""Files of a new exercise: all of them, or none."""

import os

import pytest

from grader.authoring.new.place import place
from grader.course import load
from grader.errors import UsageError

TEXTS = {"exercises/new/exercise.toml": "x = 1\n", "solutions/new/reference/new.py": b"y = 2\n"}


@pytest.fixture
def root(tmp_path):
    """A course without exercises."""
    (tmp_path / "exercises").mkdir()
    course_toml(tmp_path, 'title = "T"\nexercises = []  # in this order\n')
    return tmp_path


def course_toml(root, text):
    (root / "exercises" / "course.toml").write_text(text)


def listed(root):
    return (root / "exercises" / "course.toml").read_text()


def test_where_there_is_no_course_one_begins(tmp_path):
    whole = {
        "exercises/new/exercise.toml": 'title = "N"\nentry = "new.py"\n',
        "exercises/new/new.py": "",
        "exercises/new/README.md": "",
    }

    assert place(tmp_path, "new", whole)

    course = load(tmp_path / "exercises")
    assert (tmp_path.name, ["new"]) == (course.title, list(course.exercises))


def test_files_are_written_and_the_exercise_is_listed(root):
    assert place(root, "new", TEXTS)
    assert "x = 1\n" == (root / "exercises/new/exercise.toml").read_text()
    assert b"y = 2\n" == (root / "solutions/new/reference/new.py").read_bytes()
    assert 'exercises = ["new"]  # in this order' in listed(root)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('exercises = ["a"]', 'exercises = ["a", "new"]'),
        ('exercises = ["a", "b",]', 'exercises = ["a", "b", "new"]'),
        ('exercises = [\n  "a",\n  "b",\n]', 'exercises = [\n  "a",\n  "b",\n  "new",\n]'),
        ('exercises = [\n  "a",\n  "b"\n]', 'exercises = [\n  "a",\n  "b",\n  "new"\n]'),
        ("exercises=[]", 'exercises=["new"]'),
        ('[due]\nx = "exercises = []"', '[due]\nx = "exercises = []"'),
    ],
)
def test_the_list_keeps_its_form(root, before, after):
    course_toml(root, f'title = "T"\n{before}\n')

    assert place(root, "new", TEXTS)
    assert f'title = "T"\n{after}\n' == listed(root)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'exercises = ["a"]\r\n', b'exercises = ["a", "new"]\r\n'),
        (b'exercises = [\r\n  "a",\r\n]\r\n', b'exercises = [\r\n  "a",\r\n  "new",\r\n]\r\n'),
        (b'\xef\xbb\xbfexercises = ["a"]\n', b'exercises = ["a", "new"]\n'),
    ],
)
def test_lines_end_as_they_did(root, before, after):
    """As an editor of Windows writes them, and wherever the next exercise is begun."""
    (root / "exercises" / "course.toml").write_bytes(before)

    assert place(root, "new", TEXTS)
    assert after == (root / "exercises" / "course.toml").read_bytes()


@pytest.mark.parametrize("odd", ['exercises = ["a", # ] first\n]', '"exercises" = ["a"]'])
def test_a_list_that_cannot_be_read_safely_stays_as_it_is(root, odd):
    course_toml(root, f'title = "T"\n{odd}\n')

    assert not place(root, "new", TEXTS)
    assert f'title = "T"\n{odd}\n' == listed(root)


@pytest.mark.parametrize("folder", ["exercises/new", "solutions/new", "tests/suites/new"])
def test_nothing_is_overwritten(root, folder):
    (root / folder).mkdir(parents=True)

    with pytest.raises(UsageError, match=f"{folder} is there already"):
        place(root, "new", TEXTS)
    assert "new" not in listed(root)


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_half_an_exercise_is_taken_back(root):
    """`solutions` is a file here, so that the second half cannot be written."""
    (root / "solutions").write_text("in the way")

    with pytest.raises(UsageError, match="cannot be written: Not a directory"):
        place(root, "new", TEXTS)
    assert ["course.toml"] == [path.name for path in (root / "exercises").iterdir()]
    assert "new" not in listed(root)


def test_a_course_cannot_begin_where_a_file_is_in_the_way(tmp_path):
    (tmp_path / "exercises").write_text("")

    with pytest.raises(UsageError, match=r"course.toml cannot be written: Not a directory"):
        place(tmp_path, "new", TEXTS)


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_course_that_was_begun_for_nothing_is_taken_back(tmp_path):
    (tmp_path / "solutions").write_text("in the way")

    with pytest.raises(UsageError, match="cannot be written: Not a directory"):
        place(tmp_path, "new", TEXTS)
    assert ["solutions"] == [path.name for path in tmp_path.iterdir()]
