"""Files and folders as somebody put them."""

import pytest

from grader.errors import UsageError
from grader.intake.layouts import recognised
from grader.intake.tree import grow
from tests.support.classes import on_disk, zipped

SLUGS = ("add-lock", "fix-typo")


def found(tree):
    """(author, exercise, files) of each delivery."""
    handed = recognised(tree).find(tree, SLUGS)
    return [(one.authors[0], one.exercise, sorted(one.files)) for one in handed]


def in_folder(tmp_path, *names):
    return found(grow(on_disk(tmp_path / "in", dict.fromkeys(names, ""))))


def test_a_file_or_a_folder_for_each_author_called_as_it_stands(tmp_path):
    assert [
        ("Ada L.", "", ["a.py", "data/b.txt"]),
        ("ben.py", "", ["ben.py"]),
        ("cleo.zip", "", ["cleo.zip"]),
        ("notes.txt", "", ["notes.txt"]),
    ] == in_folder(tmp_path, "Ada L./a.py", "Ada L./data/b.txt", "ben.py", "cleo.zip", "notes.txt")


def test_an_empty_folder_is_a_delivery_too(tmp_path):
    (one,) = recognised(tree := grow(on_disk(tmp_path / "in", {"ada": None}))).find(tree, SLUGS)

    assert ("ada", "ada is empty") == (one.authors[0], one.strange)


def test_a_folder_for_each_exercise(tmp_path):
    assert [("ada.py", "add-lock", ["ada.py"]), ("ben", "fix-typo", ["x.py"])] == in_folder(
        tmp_path, "add-lock/ada.py", "fix-typo/ben/x.py"
    )


def test_for_each_author_a_folder_for_each_exercise(tmp_path):
    assert [
        ("ada", "add-lock", ["a.py"]),
        ("ada", "fix-typo", ["b.py"]),
        ("ada", "", ["more.py"]),
    ] == in_folder(tmp_path, "ada/add-lock/a.py", "ada/fix-typo/b.py", "ada/more.py")


def test_what_tools_left_there_is_nobodys(tmp_path):
    assert [("ada.py", "", ["ada.py"])] == in_folder(tmp_path, "ada.py", ".DS_Store", "README.md", "__MACOSX/x.py")


def test_a_zip_of_a_folder_is_that_folder(tmp_path):
    tree = grow(zipped(tmp_path / "hw1.zip", {"hw1/ada.py": ""}))

    assert [("ada.py", "", ["ada.py"])] == found(tree)


def test_a_wrapping_around_several_folders_is_stepped_into(tmp_path):
    assert ["ada", "ben"] == [author for author, _, _ in in_folder(tmp_path, "hw1/ada/a.py", "hw1/ben/b.py")]


@pytest.mark.parametrize("names", [("ada/a.py",), ("ada/src/a.py",), ("ada/a.py", "ada/pkg/b.py", "ada/data/c.txt")])
def test_the_only_author_is_no_wrapping(tmp_path, names):
    assert ["ada"] == [author for author, _, _ in in_folder(tmp_path, *names)]


def test_a_layout_may_be_insisted_on(tmp_path):
    tree = grow(on_disk(tmp_path / "in", {"ada.py": ""}))

    assert "plain" == recognised(tree, "plain").name
    with pytest.raises(UsageError, match="there is no layout 'sakai'") as told:
        recognised(tree, "sakai")
    assert "plain" in told.value.hint


@pytest.mark.parametrize("name", [".ada.py", ".ada.zip", ".ada/add_lock.py", ".ada/add-lock/a.py", "add-lock/.ada.py"])
def test_an_answer_whose_name_begins_with_a_dot_is_listed_and_not_taken(tmp_path, name):
    tree = grow(on_disk(tmp_path / "in", {name: "", "ben.py": "", "add-lock/cleo.py": ""}))

    (one,) = (one for one in recognised(tree).find(tree, SLUGS) if one.strange)

    assert one.label.startswith(".ada")
    assert "begins with a dot" in one.strange


@pytest.mark.parametrize(
    "name", [".DS_Store", "._ada.py", ".git/hooks/x.py", ".vscode/settings.json", ".x/.y/z.py", "__pycache__/x.py"]
)
def test_what_tools_leave_behind_is_passed_over(tmp_path, name):
    assert [("ben.py", "", ["ben.py"])] == in_folder(tmp_path, name, "ben.py")
