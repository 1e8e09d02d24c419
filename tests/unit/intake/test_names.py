"""Names: what is an answer, what is furniture, what a file is called where it runs."""

import pytest

from grader.intake.names import (
    fits_windows,
    in_text,
    is_furniture,
    is_presentable,
    is_program,
    module_name,
    presentable,
)


@pytest.mark.parametrize(
    ("entry", "module"),
    [
        ("add_lock.py", "add_lock.py"),
        ("my file.ipynb", "my file.py"),
        ("Übung.v2.ipynb", "Übung.v2.py"),
        ("answer.txt", "answer.py"),
        ("answer", "answer.py"),
        ("ANSWER.PY", "ANSWER.py"),
        (".py", ".py.py"),
    ],
)
def test_a_module_has_the_name_of_the_entry(entry, module):
    assert module == module_name(entry)


@pytest.mark.parametrize("name", ["a.py", "A.PY", "b.ipynb", "my file.Ipynb"])
def test_scripts_and_notebooks_can_be_answers(name):
    assert is_program(name)


@pytest.mark.parametrize("name", ["a.pyc", "data.csv", "py", "a.py.bak"])
def test_other_files_cannot(name):
    assert not is_program(name)


@pytest.mark.parametrize(
    "name",
    [".git", ".DS_Store", "__pycache__", "examples", "README", "readme.txt", "README.md", "exercise.toml", "x.pyc"],
)
def test_furniture_is_no_part_of_an_answer(name):
    assert is_furniture(name)


@pytest.mark.parametrize("name", ["helper.py", "data.json", "readings.csv", "my example.py", "readme.py"])
def test_the_rest_is(name):
    assert not is_furniture(name)


def test_what_a_report_cannot_hold_is_replaced():
    assert "a\ufffdb\ufffdc\ufffd.py" == presentable("a\udcffb\x1bc\u202e.py")


@pytest.mark.parametrize("name", ["größe 2.py", "答え.py", "naïve.py"])
def test_people_may_write_names_as_they_do(name):
    assert is_presentable(name)


@pytest.mark.parametrize(
    ("name", "told"), [("größe.py", "größe.py"), ("a\udcff.py", "a\\udcff.py"), ("a\0b", "a\\x00b")]
)
def test_what_is_no_text_is_spelt_out(name, told):
    assert told == in_text(name)


@pytest.mark.parametrize(
    "name",
    [
        "a:b",
        "a?",
        "x\\y",
        "con",
        "NUL.txt",
        "aux .a",
        "COM¹.py",
        "lpt9/a.py",
        "end.",
        "end /a.py",
        "<a>",
        'a"b',
        "a|b",
        "*",
        "a\tb",
        "a\n",
    ],
)
def test_what_windows_cannot_call_a_file(name):
    assert not fits_windows(name)


@pytest.mark.parametrize(
    "name", ["add_lock.py", "Meine Lösung .py", "a.b/c d.py", ".hidden", "console.py", "com10.py", "李雷"]
)
def test_what_windows_can_call_a_file(name):
    assert fits_windows(name)
