"""The loop that a program stands in when it has to be ended."""

import pytest

from grader.intake import Submission
from grader.sandbox.pointers import loops

HEAD = "A `while` loop ends when what it asks is no longer so"
TAIL = ", and does the program come to it?"


def told(source, *lines):
    submission = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=source, digest="")
    return loops.told(lines, submission)


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ("i < 9", "changes i"),
        ("i < len(limits)", "changes i or limits"),
        ("low < high and not self.done", "changes low, high or self.done"),
        ("name != 'end'", "changes name"),
        ('data != b""', "changes data"),
        ("not done()", "changes that"),
        ("not queue.empty()", "changes that"),
        ("9 > 8", "changes that"),
    ],
)
def test_a_loop_is_told_with_what_it_asks(asked, which):
    source = f"def work():\n    while {asked}:  # again\n        pass\n"

    assert f"{HEAD}: `{asked}` (line 2). Which line {which}{TAIL}" == told(source, 3) == told(source, 2)


def test_what_is_long_is_told_by_its_line_alone():
    said = told(f"while {' + '.join(['one'] * 20)} < 3:\n    pass\n", 2)

    assert f"{HEAD} (line 1). Which line changes one{TAIL}" == said


NESTED = """
while i < 9:
    # of each
    for x in xs:
        y = f(x
)
    z = 1

def other():
    w = 2
"""


@pytest.mark.parametrize(("line", "found"), [(5, True), (7, True), (10, False), (99, False), (0, False)])
def test_it_is_the_loop_around_a_line(line, found):
    assert found is (told(NESTED, line) is not None)


def test_the_innermost_loop_that_asks_something_counts():
    source = "while a:\n    while True:\n        while b:\n            pass\n        c = 1\n"

    assert "`b` (line 3)" in told(source, 4)
    assert "`a` (line 1)" in told(source, 5)


def test_who_was_called_from_a_loop_stands_in_it_too():
    source = "def work():\n    for x in xs:\n        pass\nwhile i < 9:\n    work()\n"

    assert "`i < 9` (line 4)" in told(source, 3, 5)


@pytest.mark.parametrize("head", ["while 1:", "while (True):", "while True:", "whiles = 3", "for x in xs:"])
def test_what_asks_nothing_may_be_meant_so(head):
    assert told(f"{head}\n    pass\n", 2) is None


def test_a_line_of_very_many_blanks_is_looked_at_once():
    blanks = " " * 200_000

    assert told(f"while i < 9 and ({blanks}\n    True):\n    pass\n", 3) is None
    assert f"{HEAD} (line 1). Which line changes i{TAIL}" == told(f"while i{blanks} < 9{blanks}:\n    pass\n", 2)


def test_a_test_on_two_lines_is_not_taken_for_that_of_the_loop_around_it():
    assert told("while i < 9:\n    while (a and\n           b):\n        pass\n", 4) is None
