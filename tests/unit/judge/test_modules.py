"""What checks import from beside them."""

import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

import grader.judge.rehearsal  # noqa: F401  (as in test_plugin)
from grader.judge.modules import lies_in
from tests.support.courses import SLUG, a_course, checks_in, evidence_of

pytest_plugins = ["pytester"]

CHECK = """
    import checking
    from grader.suite import points

    @points(1)
    def test_it(submission):
        checking.is_one(2)
    """
CHECKING = """
    def is_one(number):
        assert number == 1
    """


def test_what_fails_beside_a_check_says_as_much(tmp_path):
    found = checks_in(evidence_of(tmp_path, {"test_it.py": CHECK, "checking.py": CHECKING}))["test_it"]

    assert ("failed", "Expected 1, but got 2.") == (found["outcome"], found["rationale"])


def test_a_conftest_may_import_it_and_it_may_be_a_package(tmp_path):
    suite = {
        "test_it.py": CHECK.replace("import checking", "")
        .replace("submission", "submission, one")
        .replace("checking.is_one", "one"),
        "conftest.py": "import pytest\nfrom checking import numbers\n\n@pytest.fixture\ndef one():\n    return numbers.is_one\n",
        "checking/__init__.py": "",
        "checking/numbers.py": CHECKING,
    }
    found = checks_in(evidence_of(tmp_path, suite))["test_it"]

    assert ("failed", "Expected 1, but got 2.") == (found["outcome"], found["rationale"])


def test_it_may_lie_beside_the_checks_of_a_folder(tmp_path):
    found = checks_in(evidence_of(tmp_path, {"more/test_it.py": CHECK, "more/checking.py": CHECKING}))["test_it"]

    assert ("failed", "Expected 1, but got 2.") == (found["outcome"], found["rationale"])


def test_it_is_not_taken_for_a_module_of_pythons(tmp_path):
    suite = {"test_it.py": CHECK.replace("checking.is_one(2)", "import this_day, colorsys; assert colorsys.ONE_THIRD"),
             "checking.py": CHECKING, "this_day.py": "", "colorsys.py": "ONE_THIRD = 0\n"}  # fmt: skip

    assert "passed" == checks_in(evidence_of(tmp_path, suite))["test_it"]["outcome"]


def test_it_may_be_called_as_the_folder_of_what_students_are_given(tmp_path):
    suite = {"test_it.py": CHECK.replace("checking", "given"), "given.py": CHECKING}
    found = checks_in(evidence_of(tmp_path, suite))["test_it"]

    assert ("failed", "Expected 1, but got 2.") == (found["outcome"], found["rationale"])


def test_suites_may_have_modules_of_one_name(tmp_path):
    outcomes = []
    for folder, checking in (("one", CHECKING), ("two", CHECKING.replace("== 1", "== 2"))):
        found = checks_in(evidence_of(tmp_path / folder, {"test_it.py": CHECK, "checking.py": checking}))
        outcomes.append(found["test_it"]["outcome"])

    assert ["failed", "passed"] == outcomes
    assert "checking" not in sys.modules


LATE = CHECK.replace("    import checking\n", "").replace(
    "        checking.", "        import checking\n        checking."
)


@pytest.mark.parametrize("check", [CHECK, LATE])
def test_so_they_may_for_plain_pytest(pytester, check):
    suite = {"test_it.py": check, "checking.py": CHECKING.replace("== 1", "== 2")}
    a_course(pytester.path, suite, examples={"test_it.py": check, "checking.py": CHECKING})
    result = pytester.runpytest_inprocess(
        "--disable-plugin-autoload", "-p", "grader.judge.plugin", "-p", "no:cacheprovider"
    )

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*Expected 1, but got 2.*", f"FAILED exercises/{SLUG}/examples/test_it.py::test_it*"])


@pytest.mark.slow
def test_an_assertion_beside_a_check_holds_where_python_leaves_assertions_out(tmp_path):
    a_course(tmp_path, {"test_it.py": CHECK, "checking.py": CHECKING})
    command = [
        sys.executable,
        "-O",
        "-m",
        "grader",
        "check",
        "--course",
        str(tmp_path / "exercises"),
        "--exercise",
        SLUG,
    ]
    done = subprocess.run(
        [*command, str(tmp_path / "solutions" / SLUG / "reference")], capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    assert "Expected 1, but got 2." in done.stdout


def test_repr_is_asked_wherever_a_suite_says_it(tmp_path):
    suite = {
        "test_it.py": CHECK.replace(
            "checking.is_one(2)", "assert (repr(1), callable(1), checking.REPR) == ('1', False, repr)"
        ),
        "checking.py": "def __getattr__(name):\n    return repr if name == 'REPR' else None\n",
        "test_other.py": """
            from grader.suite import points

            @points(1)
            def test_other(submission):
                assert repr.__module__ == isinstance.__module__ == "grader.sandbox.by_name"
            """,
    }
    found = checks_in(evidence_of(tmp_path, suite))

    assert ["passed", "passed"] == [found[name]["outcome"] for name in ("test_it", "test_other")]


@pytest.mark.parametrize("module", [None, Mock(__file__=3), Mock(__file__="/elsewhere/x.py")])
def test_what_a_library_calls_a_module_lies_in_no_suite(module):
    assert not lies_in(module, Path("/suite"))


@pytest.mark.parametrize(("file", "lies"), [("suite/of/it.py", True), ("suite2/it.py", False), ("suite", False)])
def test_who_lies_beside_a_suite_lies_not_in_it(tmp_path, file, lies):
    assert lies == lies_in(Mock(__file__=str(tmp_path / file)), tmp_path / "suite")
