"""Which of several files is the answer: never a guess."""

import pytest

from grader.errors import DeliveryError
from grader.intake.bundle import Bundle, without_wrapping
from grader.intake.entry import choose_entry


def bundle(*names, notices=()):
    return Bundle("delivery", {name: name.encode() for name in names}, None, notices)


@pytest.mark.parametrize(
    ("expected", "names"),
    [
        ("add_lock.py", ["add_lock.py"]),
        ("add_lock.py", ["add_lock.py", "add_lock.ipynb", "submission.py", "other.py"]),
        ("add_lock.ipynb", ["add_lock.ipynb", "submission.py", "other.py"]),
        ("submission.py", ["submission.py", "submission.ipynb", "other.py"]),
        ("submission.ipynb", ["submission.ipynb", "other.py"]),
        ("my answer.py", ["my answer.py", "data.csv", "lib/helper.py"]),
        ("Blatt 4.ipynb", ["Blatt 4.ipynb", "picture.png"]),
    ],
)
def test_the_entry_is_chosen_by_rule(expected, names):
    assert expected == choose_entry(bundle(*names), "add_lock.py")


def test_an_exercise_with_a_notebook_takes_a_script_of_the_same_name():
    assert "add_lock.py" == choose_entry(bundle("add_lock.py", "b.py"), "add_lock.ipynb")


def test_a_file_that_was_named_is_the_entry_whatever_lies_beside():
    assert "x.txt" == choose_entry(Bundle("x.txt", {"x.txt": b"", "add_lock.py": b""}, "x.txt"), "add_lock.py")


def test_several_candidates_are_listed():
    with pytest.raises(DeliveryError) as refused:
        choose_entry(bundle("b.py", "a.ipynb"), "add_lock.py")

    assert "delivery holds several files that could be the answer: a.ipynb, b.py" == refused.value.message
    assert "Call the one to be graded add_lock.py." == refused.value.hint


def test_of_candidates_that_are_the_same_each_is_the_answer():
    twice = Bundle("delivery", {"answer (1).py": b"x = 1", "answer (2).py": b"x = 1", "data.csv": b""})

    assert "answer (1).py" == choose_entry(twice, "add_lock.py")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"delivery": b"Rar!\x1a\x07\x01\0"}, "delivery is packed (RAR), and of archives only zips are opened"),
        ({"x.tgz": b"\x1f\x8b\x08"}, "only: x.tgz; x.tgz is packed (gzip) and was not opened"),
        ({"a": b"\0" * 257 + b"ustar\0"}, "only: a; a is packed (tar) and was not opened"),
        ({"inner.zip": b"", "a.pdf": b""}, "only: a.pdf, inner.zip; inner.zip is packed (zip) and was not opened"),
    ],
)
def test_what_is_packed_is_told_to_be(files, said):
    with pytest.raises(DeliveryError) as refused:
        choose_entry(Bundle("delivery", files), "add_lock.py")

    assert refused.value.message.endswith(said)
    assert "Hand in add_lock.py, by itself or alone in a .zip." == refused.value.hint


def test_programs_below_several_folders_are_not_said_to_be_none():
    with pytest.raises(DeliveryError, match=r"^delivery holds its Python files in several folders: a/x.py, b/y.py$"):
        choose_entry(bundle("a/x.py", "b/y.py", "notes.txt"), "add_lock.py")


def test_a_document_is_no_archive():
    with pytest.raises(DeliveryError, match=r"only: answer.docx$"):
        choose_entry(Bundle("delivery", {"answer.docx": b"PK\x03\x04"}), "add_lock.py")


def test_a_long_list_is_cut():
    with pytest.raises(DeliveryError, match="and 15 more"):
        choose_entry(bundle(*(f"file_{n}.py" for n in range(25))), "add_lock.py")


def test_a_delivery_without_a_program_says_what_is_there():
    with pytest.raises(DeliveryError, match=r"holds no Python file and no notebook, only: answer.docx$"):
        choose_entry(bundle("answer.docx"), "add_lock.py")


def test_a_file_is_not_said_to_hold_itself():
    with pytest.raises(DeliveryError, match=r"^notes.txt is no Python file and no notebook$"):
        choose_entry(Bundle("notes.txt", {"notes.txt": b""}), "add_lock.py")


def test_an_empty_delivery_says_so_and_what_stayed_outside():
    with pytest.raises(DeliveryError, match=r"delivery is empty \(x.py was left out: it is a link\)"):
        choose_entry(bundle(notices=("x.py was left out: it is a link",)), "add_lock.py")


@pytest.mark.parametrize(
    ("names", "expected", "hint"),
    [
        ([], "add_lock.py", "Hand in add_lock.py."),
        ([], "a folder", "Name a Python file or a notebook, or a folder with one."),
        (["a.py", "b.py"], "a folder", "Name the one that is meant."),
    ],
)
def test_who_only_looks_at_a_program_hands_nothing_in(names, expected, hint):
    with pytest.raises(DeliveryError) as refused:
        choose_entry(bundle(*names), expected)

    assert hint == refused.value.hint


def test_a_delivery_in_one_folder_is_that_folder():
    inside = without_wrapping(bundle("add-lock/v2/add_lock.py", "add-lock/v2/lib/helper.py"))

    assert {"add_lock.py", "lib/helper.py"} == set(inside.files)


@pytest.mark.parametrize("names", [["a.py", "lib/b.py"], ["one/a.py", "two/b.py"], []])
def test_a_delivery_with_more_than_a_folder_stays_as_it_is(names):
    assert set(names) == set(without_wrapping(bundle(*names)).files)
