"""A slip in a name takes no check away without a word."""

import os

import pytest

from grader.errors import CourseError
from tests.support.courses import SLUG, a_course, checks_in, evidence_of
from tests.unit.judge.test_plugin import RUN

pytest_plugins = ["pytester"]

HEAD = """
import unittest
import pytest
from grader.suite import points

@points(1)
def test_it(submission):
    pass
"""
SLIPS = {
    "@points(1)\ndef tset_that(submission):\n    pass\n": (
        "test_it.py:9: tset_that is no check for pytest (let its name begin with test_)"
    ),
    "class ThatTests:\n    @points(1)\n    def test_that(self, submission):\n        pass\n": (
        "test_it.py:10: nothing in ThatTests is a check for pytest (let the name of the class begin with Test)"
    ),
    "@points(1)\nclass ThatTests:\n    def test_that(self, submission):\n        pass\n": (
        "test_it.py:11: nothing in ThatTests is a check for pytest (let the name of the class begin with Test)"
    ),
    "class TestThat:\n    @points(1)\n    def tset_that(self, submission):\n        pass\n": (
        "test_it.py:10: tset_that is no check for pytest (let its name begin with test_)"
    ),
    "class TestThat:\n    def __init__(self):\n        pass\n    @points(1)\n    def test_that(self, submission):\n        pass\n": (
        "test_it.py:12: pytest passes over the class TestThat, which has an __init__ (let a fixture make what its checks share)"
    ),
    "class Base:\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
    "class TestThat(Base):\n    def __new__(cls):\n        return object.__new__(cls)\n": (
        "test_it.py:10: pytest passes over the class TestThat, which has a __new__ (let a fixture make what its checks share)"
    ),
    "import functools\ntest_that = points(1)(functools.partial(test_it, None))\n": (
        f"{SLUG}: test_that is no check for pytest (make it a function: def)"
    ),
    "class TestThat(unittest.TestCase):\n    def test_that(self):\n        pass\n": (
        "test_it.py:10: TestThat is a unittest.TestCase, which no suite can hold (write functions, or a class without bases)"
    ),
    "import hypothesis.stateful\nTestThat = hypothesis.stateful.RuleBasedStateMachine.TestCase\n": (
        "test_it.py: TestThat is a unittest.TestCase, which no suite can hold (write functions, or a class without bases)"
    ),
}
NONE = {
    "a class whose methods are checks of another": (
        "class Both:\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
        "class TestOne(Both):\n    pass\n"
    ),
    "a function by another name": "def common(submission):\n    pass\ntest_that = points(1)(common)\n",
    "no check, and nobody says so": "def helps():\n    pass\nclass Data:\n    def __init__(self):\n        pass\n",
    "classes of data": (
        "import dataclasses, enum\nclass TestFailed(Exception):\n    pass\nclass TestKind(enum.Enum):\n    ONE = 1\n"
        "@dataclasses.dataclass\nclass TestData:\n    value: int\n"
    ),
    "a class whose methods are checks of one within another": (
        "class Both:\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
        "class TestAll:\n    class TestOne(Both):\n        pass\n"
    ),
    "a function that a check stands around": (
        "import functools\n@points(1)\ndef that(submission):\n    pass\n"
        "@functools.wraps(that)\ndef test_that(submission):\n    that(submission)\n"
    ),
    "what is switched off": (
        "@points(1)\ndef test_that(submission):\n    pass\ntest_that.__test__ = False\n"
        "class Off:\n    __test__ = False\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
    ),
    "a class of somebody else's": "from unittest import TestCase\n",
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_a_mistake_of_the_suite(slip, tmp_path):
    with pytest.raises(CourseError) as raised:
        evidence_of(tmp_path, {"test_it.py": HEAD + slip})

    assert [SLIPS[slip]] == [str(one).removeprefix(f"{one.path.parent}{os.sep}") for one in raised.value.mistakes]


@pytest.mark.parametrize("kind", NONE)
def test_what_is_reached_or_no_check_is_no_mistake(kind, tmp_path):
    assert "test_it" in checks_in(evidence_of(tmp_path, {"test_it.py": HEAD + NONE[kind]}))


def test_so_is_a_file_with_checks_that_nobody_reads(tmp_path):
    with pytest.raises(CourseError) as raised:
        evidence_of(tmp_path, {"test_it.py": HEAD, "that_test.py": HEAD})

    (mistake,) = raised.value.mistakes
    assert ("that_test.py", 6) == (mistake.path.name, mistake.line)
    assert "its checks are not read (let the file's name begin with test_)" in str(mistake)


@pytest.mark.parametrize(
    "suite",
    [
        {"shared.py": HEAD},
        {"shared.py": "from more import *\n", "more.py": HEAD},
        {"shared/__init__.py": HEAD},
        {"shared/__init__.py": "from .more import *\n", "shared/more.py": HEAD},
    ],
)
def test_a_file_that_a_file_of_checks_imports_is_read(tmp_path, suite):
    assert "test_it" in checks_in(evidence_of(tmp_path, {"test_it.py": "from shared import *\n", **suite}))


def test_plain_pytest_says_so_too(pytester):
    a_course(pytester.path, {"test_it.py": HEAD + next(iter(SLIPS))})
    result = pytester.runpytest_inprocess(*RUN, f"tests/suites/{SLUG}/test_it.py::test_it")

    result.stderr.fnmatch_lines(["*test_it.py:9: tset_that is no check for pytest (let its name begin with test_)"])


def test_an_assertion_that_holds_for_every_program_is_a_mistake(tmp_path):
    with pytest.raises(CourseError) as raised:
        evidence_of(tmp_path, {"test_it.py": HEAD + "    assert (1 == 2, 'it is not')\n"})

    (mistake,) = raised.value.mistakes
    said = "test_it.py:9: this assertion is true of every program (leave the parentheses out)"
    assert said == str(mistake).removeprefix(f"{mistake.path.parent}{os.sep}")


def test_a_check_that_gives_its_answer_back_was_not_judged(tmp_path):
    found = checks_in(evidence_of(tmp_path, {"test_it.py": HEAD + "    return 1 == 2\n"}))["test_it"]

    said = "The suite failed here: it gives something back, which no one looks at: write `assert` for `return`."
    assert ("broken", said, "course") == (found["outcome"], found["rationale"], found["fault"])


def test_what_an_editor_leaves_is_no_file(tmp_path):
    """Emacs has a link to nowhere beside each file that is being changed."""
    a_course(tmp_path, {"test_it.py": HEAD})
    (tmp_path / "tests" / "suites" / SLUG / ".#test_it.py").symlink_to("somebody@somewhere.1")

    assert "test_it" in checks_in(evidence_of(tmp_path, {"test_it.py": HEAD}))
