"""What a kit holds, and how it is written."""

import json
import sys
import zipfile

import pytest

from grader.authoring.kit import contents, pack
from grader.course import load
from grader.errors import CourseError, UsageError
from tests.support.courses import ENTRY, SLUG, a_course


@pytest.fixture
def course(tmp_path):
    a_course(tmp_path / "course", examples="x = 1\n")
    home = tmp_path / "course" / "exercises"
    (home / SLUG / "README.md").write_text(f"# Add a lock\n\nFile: `{ENTRY}`\n")
    (home / "_draft").mkdir()
    (home / "_draft" / "secret.txt").write_text("CANARY")
    return load(home)


def test_a_kit_is_a_copy_of_what_is_public(course):
    found = contents(course)

    assert {
        "START-HERE.md",
        "course.toml",
        f"{SLUG}/README.md",
        f"{SLUG}/{ENTRY}",
        f"{SLUG}/exercise.toml",
        f"{SLUG}/examples/test_examples.py",
    } == set(found)
    assert b"CANARY" not in b"".join(found.values())
    assert "- [Add a lock](add-lock/README.md)" in found["START-HERE.md"].decode()
    assert "pip install coursework-grader" in found["START-HERE.md"].decode()
    assert "grade check                    # every exercise\ngrade check add-lock           # one\n" in (
        found["START-HERE.md"].decode()
    )


def test_skeletons_as_notebooks(course):
    found = contents(course, notebooks=True)
    notebook = json.loads(found[f"{SLUG}/add_lock.ipynb"])

    assert f"{SLUG}/{ENTRY}" not in found
    assert ["database_value = 0"] == ["".join(cell["source"]) for cell in notebook["cells"]]
    assert b'entry = "add_lock.ipynb"' in found[f"{SLUG}/exercise.toml"]
    assert b"File: `add_lock.ipynb`" in found[f"{SLUG}/README.md"]


def test_a_skeleton_that_is_a_notebook_stays_one(course, tmp_path):
    folder = tmp_path / "course" / "exercises" / SLUG
    (folder / "exercise.toml").write_text('title = "T"\nentry = "my.ipynb"\n')
    (folder / "my.ipynb").write_text("{}")

    assert b"{}" == contents(load(folder.parent), notebooks=True)[f"{SLUG}/my.ipynb"]


def test_anything_hidden_stops_it(course, tmp_path):
    folder = tmp_path / "course" / "exercises" / SLUG
    (folder / "expect.toml").write_text("")
    (folder / "notes.md").write_text("### BEGIN SOLUTION\n")

    with pytest.raises(CourseError) as caught:
        contents(course)
    assert [
        "exercises/add-lock/expect.toml: it names hidden checks (expect.toml belongs to the solutions.)",
        "exercises/add-lock/notes.md:1: a region is marked here: ### BEGIN SOLUTION",
    ] == [str(mistake) for mistake in caught.value.mistakes]


def test_a_folder(tmp_path):
    (tmp_path / "kit").mkdir()
    pack(tmp_path / "kit", {"a/b.txt": b"1"})

    assert b"1" == (tmp_path / "kit" / "a" / "b.txt").read_bytes()


def test_the_same_files_make_the_same_zip(tmp_path):
    pack(tmp_path / "kit.zip", {"a/b.txt": b"1", "c": b"2"})
    (tmp_path / "again").mkdir()
    pack(tmp_path / "again" / "kit.zip", {"c": b"2", "a/b.txt": b"1"})

    assert (tmp_path / "kit.zip").read_bytes() == (tmp_path / "again" / "kit.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        assert ["kit/a/b.txt", "kit/c"] == archive.namelist()


def test_a_kit_made_on_windows_is_the_same(tmp_path, monkeypatch):
    pack(tmp_path / "kit.zip", {"a": b"1"})
    (tmp_path / "again").mkdir()
    with monkeypatch.context() as there:
        there.setattr(sys, "platform", "win32")
        pack(tmp_path / "again" / "kit.zip", {"a": b"1"})

    assert (tmp_path / "kit.zip").read_bytes() == (tmp_path / "again" / "kit.zip").read_bytes()


def test_a_zip_called_exercises_unpacks_to_a_kit(tmp_path):
    pack(tmp_path / "exercises.zip", {"c": b"2"})

    with zipfile.ZipFile(tmp_path / "exercises.zip") as archive:
        assert ["kit/c"] == archive.namelist()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("exercises", "a kit cannot be called exercises"),
        ("full", "full is there already"),
        ("old.zip", r"old\.zip is there already"),
        ("old.zip/kit", "cannot be written: Not a directory"),
        ("nowhere/kit.zip", "cannot be written: No such file or directory"),
    ],
)
def test_where_no_kit_can_be(tmp_path, name, said):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    (tmp_path / "old.zip").write_text("mine")

    with pytest.raises(UsageError, match=said):
        pack(tmp_path / name, {"c": b"2"})
    assert ["mine", "mine"] == [(tmp_path / "full" / "x").read_text(), (tmp_path / "old.zip").read_text()]
