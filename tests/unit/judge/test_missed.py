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
CHECK = """
from grader.suite import points
@points(1)
def test_that(submission):
    pass
"""
SLIPS = {
    "@points(1)\ndef tset_that(submission):\n    pass\n": (
        "test_it.py:9: tset_that is no check for pytest (let its name begin with test_)"
    ),
    "def worth(n):\n    return points(n)\n@worth(1)\ndef tset_that(submission):\n    pass\n": (
        "test_it.py:11: tset_that is no check for pytest (let its name begin with test_)"
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
    "class TestThat:\n    @points(1)\n    class Inner:\n        def test_that(self, submission):\n            pass\n": (
        "test_it.py:12: nothing in Inner is a check for pytest (let the name of the class begin with Test)"
    ),
    "class TestThat:\n    class TestInner:\n        def __init__(self):\n            pass\n        @points(1)\n"
    "        def test_that(self, submission):\n            pass\n": (
        "test_it.py:13: pytest passes over the class TestInner, which has an __init__ (let a fixture make what its checks share)"
    ),
    "class TestThat:\n    class TestInner:\n        @points(1)\n        def tset_that(self, submission):\n            pass\n": (
        "test_it.py:11: tset_that is no check for pytest (let its name begin with test_)"
    ),
    "class Base:\n    __test__ = False\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
    "class TestThat(Base):\n    pass\n": (
        "test_it.py:11: TestThat inherits __test__ = False (write __test__ = True in TestThat)"
    ),
    "def first(submission):\n    pass\n\n    @points(1)\n    def test_that(submission):\n        pass\n": (
        "test_it.py:12: test_that stands inside of first, where pytest does not look (move it out of there)"
    ),
    "shy = points(1, visibility='hidden')\n@shy\ndef tset_that(submission):\n    pass\n": (
        "test_it.py:10: tset_that is no check for pytest (let its name begin with test_)"
    ),
    "from grader.suite import points as worth\n@worth(1)\ndef tset_that(submission):\n    pass\n": (
        "test_it.py:10: tset_that is no check for pytest (let its name begin with test_)"
    ),
    "class Those:\n    pytestmark = [points(1)]\n    def test_that(self, submission):\n        pass\n": (
        "test_it.py:11: nothing in Those is a check for pytest (let the name of the class begin with Test)"
    ),
    "@points(1)\ndef test_that(submission):\n    pass\ndel test_that\n": (
        "test_it.py:9: test_that is gone when the file has been read (look for what else bears its name, or its class's)"
    ),
    "class TestThat:\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
    "class TestThat:\n    @points(1)\n    def test_this(self, submission):\n        pass\n": (
        "test_it.py:10: test_that is gone when the file has been read (look for what else bears its name, or its class's)"
    ),
    "import os\nif os.sep == '':\n    @points(1)\n    def test_that(submission):\n        pass\n": (
        "test_it.py:11: test_that is not defined on this machine (define it on every machine)"
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
    "a function that makes checks": (
        "def adds(n):\n    @points(1)\n    def check(submission):\n        pass\n    return check\ntest_that = adds(2)\n"
    ),
    "a function by another name": "def common(submission):\n    pass\ntest_that = points(1)(common)\n",
    "beside a mark of the file's": (
        "pytestmark = points(1)\nclass Fake:\n    def test(self):\n        pass\n"
        "def test_that(submission):\n    def tested(end):\n        return True\n"
    ),
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
    "one that is defined in one way or another": (
        "import os\nif os.sep == '/':\n    @points(1)\n    def test_that(submission):\n        pass\n"
        "else:\n    @points(1)\n    def test_that(submission):\n        pass\n"
    ),
    "a function that stands for it, and does not say so": (
        "def around(check):\n    def inner(submission):\n        check(submission)\n    return inner\n"
        "@points(1)\n@around\ndef test_that(submission):\n    pass\n"
    ),
    "functions that another one makes": (
        "def made():\n    @points(1)\n    def that(submission):\n        pass\n    return that\ntest_that = made()\n"
    ),
    "a method in whose place a class has its own": (
        "class Base:\n    @points(1)\n    def test_that(self, submission):\n        raise NotImplementedError\n"
        "class TestThat(Base):\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
    ),
    "a class that is switched on again": (
        "class TestBase:\n    __test__ = False\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
        "class TestThat(TestBase):\n    __test__ = True\n"
    ),
    "data that is made from data": (
        "class TestData:\n    __test__ = False\nclass TestSmall(TestData):\n    def test(self):\n        pass\n"
    ),
    "a property that can be set": (
        "class Fake:\n    @property\n    def tested(self):\n        pass\n    @tested.setter\n    def tested(self, value):\n        pass\n"
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


def test_what_stands_around_a_check_that_is_imported_need_not_say_where_it_lies(tmp_path):
    shared = (
        "def around(check):\n    def inner(submission):\n        check(submission)\n    return inner\n"
        "from grader.suite import points\n@points(1)\n@around\ndef test_that(submission):\n    pass\n"
    )
    suite = {"test_it.py": "from shared import test_that\n" + HEAD, "shared.py": shared}

    assert {"test_it", "test_that"} == checks_in(evidence_of(tmp_path, suite)).keys()


def test_a_class_in_one_file_of_checks_may_be_there_for_another(tmp_path):
    both = HEAD + "class Both:\n    @points(1)\n    def test_that(self, submission):\n        pass\n"
    suite = {"test_it.py": both, "test_that.py": "from test_it import Both\n\nclass TestThat(Both):\n    pass\n"}

    assert ["TestThat::test_that", "test_it"] == sorted(checks_in(evidence_of(tmp_path, suite)))


@pytest.mark.parametrize(
    "suite",
    [
        {"conftest.py": "collect_ignore = ['test_that.py']\n", "test_that.py": CHECK},
        {"conftest.py": "def pytest_ignore_collect(collection_path):\n    return collection_path.name == 'test_that.py' or None\n", "test_that.py": CHECK},
        {"build/test_that.py": CHECK},
        {"given/test_that.py": CHECK},
    ],
)  # fmt: skip
def test_a_file_of_checks_that_pytest_is_kept_from_is_a_mistake(tmp_path, suite):
    with pytest.raises(CourseError) as raised:
        evidence_of(tmp_path, {"test_it.py": HEAD, **suite})

    (mistake,) = raised.value.mistakes
    assert ("test_that.py", 3) == (mistake.path.name, mistake.line)
    assert "its checks are not read (its folder, its name or a conftest.py keeps pytest from it)" in str(mistake)


def test_what_a_conftest_takes_out_is_a_mistake_or_judged(tmp_path):
    taken = "import pytest\n\n@pytest.hookimpl(tryfirst=True)\ndef pytest_collection_modifyitems(items):\n    items[:] = items[:1]\n"
    judged = evidence_of(tmp_path / "judged", {"test_it.py": HEAD, "test_that.py": CHECK, "conftest.py": taken})
    with pytest.raises(CourseError) as raised:
        evidence_of(tmp_path / "gone", {"more/conftest.py": taken, "more/test_a.py": HEAD, "test_that.py": CHECK})

    assert {"test_it", "test_that"} == checks_in(judged).keys()
    assert "test_that.py:3: test_that is gone when the file has been read" in str(raised.value.mistakes[0])


def test_a_file_that_cannot_be_read_is_what_is_told(tmp_path):
    evidence = evidence_of(tmp_path, {"test_it.py": "import shared\nimport nothing_of_that_name\n", "shared.py": HEAD})

    assert ["test_it.py"] == [one["where"] for one in evidence["grader"]["problems"]]


def test_so_is_a_class_whose_parameters_do_not_fit(tmp_path):
    suite = (
        HEAD
        + "class TestThat:\n    @points(1)\n    @pytest.mark.parametrize('n', [1])\n    def test_that(self):\n        pass\n"
    )
    (problem,) = evidence_of(tmp_path, {"test_it.py": suite})["grader"]["problems"]

    assert "uses no argument 'n'" in problem["detail"]


def test_plain_pytest_says_so_too_and_not_to_who_asks_for_a_part(pytester):
    a_course(pytester.path, {"test_it.py": HEAD + next(iter(SLIPS)), "test_that.py": CHECK})
    whole = pytester.runpytest_inprocess(*RUN, f"tests/suites/{SLUG}")
    parts = [
        pytester.runpytest_inprocess(*RUN, f"tests/suites/{SLUG}/test_{part}") for part in ("it.py::test_it", "that.py")
    ]

    whole.stderr.fnmatch_lines(["*test_it.py:9: tset_that is no check for pytest (let its name begin with test_)"])
    for part in parts:
        part.assert_outcomes(passed=1)


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
    assert None is found["detail"]  # a line of the grader's own, and pytest's words


@pytest.mark.parametrize("kept", [".ipynb_checkpoints/test_it-checkpoint.py", ".history/test_it_20261130.py"])
def test_what_an_editor_keeps_is_none_of_the_suite(tmp_path, kept):
    assert {"test_it"} == checks_in(evidence_of(tmp_path, {"test_it.py": HEAD, kept: HEAD})).keys()


def test_what_an_editor_leaves_is_no_file(tmp_path):
    """Emacs has a link to nowhere beside each file that is being changed."""
    a_course(tmp_path, {"test_it.py": HEAD})
    (tmp_path / "tests" / "suites" / SLUG / ".#test_it.py").symlink_to("somebody@somewhere.1")

    assert "test_it" in checks_in(evidence_of(tmp_path, {"test_it.py": HEAD}))
