"""A name that is not there: where else in the file it gets its value."""

import pytest

from grader.intake import Submission
from grader.sandbox.pointers import unnamed

GUARDED = """
from multiprocessing import Pool
def count(limits):
    return pool.map(abs, limits)
if __name__ == "__main__":
    pool = Pool()
"""


def told(source, line, *, in_passing=False, name="total"):
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=source, digest="")
    return unnamed.told(name, line, submission, in_passing=in_passing)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("print(total)\n\ntotal = 0\n", 3),
        ("total()\ndef total():\n    pass\n", 2),
        ("print(total)\nfrom sums import (mean, total)\n", 2),
        ("print(total)\nimport total  # of all\n", 2),
    ],
)
def test_what_is_named_before_it_has_its_value_is_told_with_that_line(source, line):
    said = f"total gets its value further down (line {line}), and Python goes from top to bottom."

    assert said == told(source, 1, in_passing=True)


@pytest.mark.parametrize(
    "source",
    [
        "total = 0\ndel total\nprint(total)\n",
        "x = 1\n\nprint(total)\ntotal == 1\n",
        "x = 1\n\nprint(total)\nwith open(x) as f:\n    total = 1\n",
    ],
    ids=["above", "compared", "below something else"],
)
def test_of_anything_else_nothing_is_said(source):
    assert told(source, 3, in_passing=True) is None


def test_below_one_guard_python_goes_from_top_to_bottom_too():
    source = "if __name__ == '__main__':\n    print(total)\n    total = 1\n"

    assert "total gets its value further down (line 3), and Python goes from top to bottom." == told(
        source, 2, in_passing=True
    )


@pytest.mark.parametrize(
    "source",
    [
        "def add_up():\n    global total\n    total = 1\n\ndef show():\n    print(total)\n",
        "def outer():\n    def add_up():\n        total = 1\n    add_up()\n    #\n    print(total)\n",
        "def main():\n    pool = make(\n        total=3)\n\ndef show():\n    print(total)\n",
        "def main():\n    pool = make(\n        total=3,\n    )\nif pool:\n    print(total)\n",
        "if __name__ != '__main__':\n    total = 1\n\n\ndef show():\n    print(total)\n",
    ],
    ids=["given to the file", "in one function", "an argument", "one of two", "no guard"],
)
def test_where_the_text_does_not_tell_nothing_is_said(source):
    assert told(source, 6) is None


def test_a_function_may_be_called_before_what_stands_further_down():
    """Whether it was, the text alone does not tell."""
    assert told("def f():\n    print(total)\ntotal = 1\n", 2) is None


def test_what_a_guard_keeps_from_being_run_is_told_with_the_guard():
    said = told(GUARDED, 4, name="pool")

    assert (
        'pool gets its value below `if __name__ == "__main__"` (line 6), which is not run where the file is imported. '
        "Hand it over to the function that uses it." == said
    )


def test_what_a_guard_that_never_holds_keeps_from_being_run_is_told_with_what_is_wrong_with_it():
    said = told("if __name__ == 'main':\n    total = 1\nprint(total)\n", 3, in_passing=True)

    assert "below `if __name__ == 'main'` (line 2), which never holds: a file that is run is called" in said


def test_what_belongs_to_a_function_is_told_with_the_function():
    said = told("def add_up(limit):\n    total = limit\n\nprint(total)\n", 4, in_passing=True)

    assert (
        "total gets its value inside of add_up() (line 2), and belongs to that function alone. It can return it."
        == said
    )


def test_a_guard_of_very_many_words_is_looked_at_once():
    source = f"if {'__name__ or ' * 100_000}__name__ == 1:\n    total = 3\n"

    assert (told(source, 9) or "").startswith("total gets its value below a guard (line 2), which never holds: ")


def test_very_many_empty_lines_are_looked_at_once():
    source = "print(total)" + "\n" * 200_000 + "total = 1\n"

    assert "(line 200001)" in (told(source, 1, in_passing=True) or "")


ACCOUNT = """
class Account:
    def __init__(self):
        lock = Lock()
"""


def of_an_object(source, message="'Account' object has no attribute 'lock'"):
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=source, digest="")
    return unnamed.of_an_object(message, submission)


def test_what_a_method_keeps_for_itself_is_told_where_its_object_lacks_it():
    assert (
        "lock belongs to its function alone there (line 4): an object keeps what is given to self.lock."
        == of_an_object(ACCOUNT)
    )


@pytest.mark.parametrize(
    "source",
    [
        ACCOUNT.replace("lock =", "self.lock ="),
        ACCOUNT.replace("lock =", "latch ="),
        "lock = 3",
        ACCOUNT.replace("Account", "Bank"),
    ],
    ids=["given", "called otherwise", "no class", "another class"],
)
def test_whose_object_it_is_and_where_it_is_given_is_looked_at(source):
    assert of_an_object(source) is None


def test_what_stands_in_another_class_or_below_is_not_said_to_belong_to_a_function():
    asks = "class Account:\n    def get(self):\n        return self.lock\n\n"
    for other in ("class Bank:\n    lock = None\n", "if True:\n    lock = None\n", "made = dict(\n    lock=1,\n)\n"):
        assert of_an_object(asks + other) is None


@pytest.mark.parametrize(
    ("importer", "words"),
    [
        ("shapes/__init__.py", "`from .circle import …`"),
        ("main.py", "`from shapes.circle import …`"),
        ("other/far.py", "`from shapes.circle import …`"),
    ],
)
def test_a_module_in_a_package_is_told_with_how_it_is_imported(importer, words):
    files = dict.fromkeys(["main.py", "shapes/__init__.py", "shapes/circle.py", "other/far.py"], b"")
    submission = Submission("main.py", "main.py", files, "", "")

    assert words in unnamed.of_a_module("No module named 'circle'", importer, submission)
    assert unnamed.of_a_module("No module named 'square'", importer, submission) is None
    assert unnamed.of_a_module("No module named 'main'", importer, submission) is None


def test_no_folder_is_named_that_python_cannot_import():
    submission = Submission("main.py", "main.py", dict.fromkeys(["main.py", "my-shapes/circle.py"], b""), "", "")

    assert unnamed.of_a_module("No module named 'circle'", "main.py", submission) is None
