"""A session becomes asserts that say the same, or it is told why not."""

import pytest

from grader.authoring.carry.doctests import Untold, asserts, claims_something, with_output


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        (">>> f(2)\n4\n", "assert f(2) == 4"),
        (">>> x = 1\n>>> x == 1\nTrue\n", "x = 1\nassert x == 1"),
        (">>> x in y\nFalse\n", "assert (x in y) == False"),
        (">>> f(2)  # twice\n4\n", "assert f(2) == 4"),
        (">>> f(2)  # a box\n<Box>\n", "assert repr(f(2)) == '<Box>'"),
        (">>> f('#')\n'##'\n", "assert f('#') == '##'"),
        (">>> f(1), f(2)\n(2, 4)\n", "assert (f(1), f(2)) == (2, 4)"),
        (">>> f(1), b\n(2, <Box>)\n", "assert repr((f(1), b)) == '(2, <Box>)'"),
        (">>> f()\n'a'\n", "assert f() == 'a'"),
        (">>> f()\n<Box>\n", "assert repr(f()) == '<Box>'"),
        (">>> print(f(2), 'm')\n4 m\n", "assert \" \".join(map(str, (f(2), 'm'))) == '4 m'"),
        (">>> print(x)\n1\n", "assert \" \".join(map(str, (x,))) == '1'"),
        (
            ">>> f(-1)\nTraceback (most recent call last):\nValueError: no\n",
            "with pytest.raises(ValueError):\n    f(-1)",
        ),
        (">>> for i in y:\n...     f(i)\n", "for i in y:\n    f(i)"),
        (">>> assert f(2) == 4\n", "assert f(2) == 4"),
    ],
)
def test_sessions(session, expected):
    assert expected == asserts(session)


@pytest.mark.parametrize(
    ("session", "why"),
    [
        (">>> for i in y:\n...     print(i)\n0\n", "a loop or a definition shows something"),
        (">>> print(x, end='')\n1\n", "print with options shows something"),
        (">>> [print(i) for i in y]\n0\n", "what is printed is expected"),
        (">>> f(\nTraceback (most recent call last):\nValueError: no\n", "it is no Python: "),
        (">>>f(2)\n4\n", "it is no Python session: line 1 of the docstring for"),
    ],
)
def test_what_cannot_be_said(session, why):
    with pytest.raises(Untold) as caught:
        asserts(session)

    assert str(caught.value).startswith(why)


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("x = f(2)\nx", "4", "x = f(2)\nassert x == 4"),
        ("f(2) == 4", "True", "assert f(2) == 4"),
        ("assert f(2) == 4", None, "assert f(2) == 4"),
    ],
)
def test_a_cell_that_shows_something(source, output, expected):
    assert expected == with_output(source, output)


@pytest.mark.parametrize(("source", "why"), [("x = 1", "a loop or a"), ("x = (", "it is no Python")])
def test_a_cell_that_cannot_be_said(source, why):
    with pytest.raises(Untold, match=why):
        with_output(source, "1")


@pytest.mark.parametrize(
    ("body", "claims"),
    [("assert x", True), ("raise E", True), ("check(x)", True), ("print(x)", False), ("x = 1", False), ("x (", True)],
)
def test_what_could_never_fail_claims_nothing(body, claims):
    assert claims == claims_something(body)
