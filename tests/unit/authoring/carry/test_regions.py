"""Marked regions of a text."""

import pytest

from grader.authoring.carry.regions import regions, with_solutions, without_solutions
from grader.errors import UsageError

TEXT = """\
def f():
    '''Doc.'''
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION

### BEGIN HIDDEN TESTS 2.5 points
assert f() == 1
### END HIDDEN TESTS
"""


def test_kinds_lines_and_points():
    found = [(region.kind, region.text, region.line, region.points) for region in regions(TEXT, "x.py")]

    assert [
        ("", "def f():\n    '''Doc.'''", 1, None),
        ("SOLUTION", "return 1", 3, None),
        ("", "", 6, None),
        ("HIDDEN TESTS", "assert f() == 1", 7, 2.5),
    ] == found


def test_the_right_answer_and_what_students_get():
    found = regions(TEXT, "x.py")

    assert "def f():\n    '''Doc.'''\n    return 1\n" == with_solutions(found)
    assert "def f():\n    '''Doc.'''\n    # YOUR CODE HERE\n    raise NotImplementedError()\n" == without_solutions(
        found
    )


@pytest.mark.parametrize(
    "mark", ["### BEGIN SOLUTION", "# BEGIN SOLUTION", "#BEGIN SOLUTION", "### BEGIN SOLUTION now"]
)
def test_marks_as_authors_write_them(mark):
    found = regions(f"{mark}\nx = 1\n### END SOLUTION\n", "x.py")

    assert ["SOLUTION"] == [region.kind for region in found]


def test_an_empty_solution_still_gets_its_stub():
    found = regions("### BEGIN SOLUTION\n### END SOLUTION\n", "x.py")

    assert "# YOUR CODE HERE\nraise NotImplementedError()\n" == without_solutions(found)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("### BEGIN SOLUTION\nx\n", "x.py:1: SOLUTION begins here and never ends", "End it with: ### END SOLUTION"),
        ("x\n### END TESTS\n", "x.py:2: END TESTS ends what never began", None),
        (
            "### BEGIN TESTS\n### BEGIN SOLUTION\n",
            "x.py:2: BEGIN SOLUTION within TESTS, which begins in line 1",
            "End it with: ### END TESTS",
        ),
        (
            "### BEGIN TESTS\n### END SOLUTION\n",
            "x.py:2: END SOLUTION within TESTS, which begins in line 1",
            "End it with: ### END TESTS",
        ),
    ],
)
def test_crossed_marks_are_told_with_their_lines(text, said, hint):
    with pytest.raises(UsageError) as caught:
        regions(text, "x.py")

    assert (said, hint) == (caught.value.message, caught.value.hint)
