"""Plain pytest on a course: suites run on their references, or on what `--submission` names."""

import subprocess
import sys
from contextlib import nullcontext
from importlib.metadata import entry_points
from textwrap import dedent

import pytest

from grader.judge import rehearsal  # pytester forgets what is imported inside; so import it once, outside
from grader.sandbox import open_workers
from tests.support.courses import ENTRY, SLUG, SUITE, a_course

pytest_plugins = ["pytester"]

WRONG = """
    database_value = 0

    def increase():
        global database_value
        database_value += 2
    """

RUN = ("--disable-plugin-autoload", "-p", "grader.judge.plugin", "-p", "no:cacheprovider", "--import-mode=importlib")


@pytest.fixture(scope="module")
def workers():
    with open_workers() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _one_warm_interpreter(workers, monkeypatch):
    """For all runs; how each has its own is seen wherever a suite is run by itself (`tests/suites`)."""
    monkeypatch.setattr(rehearsal, "open_workers", lambda: nullcontext(workers))


@pytest.fixture(autouse=True)
def _strangers(monkeypatch):
    """The run around this one has imported suites of the same path below another root: here they are unknown."""
    for name in [name for name in sys.modules if name.startswith(("tests.suites", "exercises."))]:
        monkeypatch.delitem(sys.modules, name)


def test_a_suite_runs_on_its_reference(pytester):
    a_course(pytester.path)
    result = pytester.runpytest_inprocess(*RUN, "-v", "tests")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"tests/suites/{SLUG}/test_add_lock.py::test_one_call_adds_one?reference? PASSED*"])


def test_every_reference_is_tried(pytester):
    a_course(pytester.path)
    other = pytester.path / "solutions" / SLUG / "reference-two"
    other.mkdir()
    (other / ENTRY).write_text(dedent(WRONG))
    result = pytester.runpytest_inprocess(*RUN, "tests")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["FAILED *test_one_call_adds_one?reference-two?*"])


def test_any_file_may_be_named(pytester):
    a_course(pytester.path)
    (pytester.path / "mine.py").write_text(dedent(WRONG))
    result = pytester.runpytest_inprocess(*RUN, f"tests/suites/{SLUG}", "--submission", "mine.py")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E       AssertionError: assert 2 == 1",
            "*what the student reads (failed)*",
            "Expected 1, but got 2.",
        ]
    )


def test_examples_run_on_the_reference_and_in_a_kit_on_the_students_file(pytester):
    a_course(pytester.path, None, examples=SUITE)
    whole = pytester.runpytest_inprocess(*RUN, "exercises")
    whole.assert_outcomes(passed=1)

    (pytester.path / "exercises").rename(pytester.path / "kit")
    kit = pytester.runpytest_inprocess(*RUN, "kit")
    kit.assert_outcomes(failed=1)
    kit.stdout.fnmatch_lines(["*MissingAttribute*increase*"])


def test_needs_awards_and_swallowing_hold_under_plain_pytest(pytester):
    a_course(
        pytester.path,
        """
        from grader.suite import award, hint, needs, points

        @points(1)
        @needs("test_later")
        def test_first(submission):
            pass

        @points(1)
        @hint("Give it your all.")
        def test_later(submission):
            award(0.5, "half of it")

        @points(1)
        def test_swallows(submission):
            try:
                submission.load().end()
            except Exception:
                pass
        """,
        reference="import faulthandler\ndef end():\n    faulthandler._sigsegv()\n",
    )
    result = pytester.runpytest_inprocess(*RUN, "tests", "-rs")

    result.assert_outcomes(failed=2, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "A part of the points: half of it",
            "Hint: Give it your all.",
            "The suite caught Crashed: *",
            "SKIPPED *: Skipped until this is right: “Later”",
        ]
    )


def test_a_single_check_needs_nothing_else(pytester):
    a_course(
        pytester.path,
        """
        from grader.suite import needs, points

        @points(1)
        def test_one(submission):
            assert False

        @points(1)
        @needs("test_one")
        def test_two(submission):
            pass
        """,
    )
    result = pytester.runpytest_inprocess(*RUN, "tests", "-k", "test_two")

    result.assert_outcomes(passed=1, deselected=1)


def test_suites_and_other_tests_run_side_by_side(pytester):
    a_course(pytester.path)
    (pytester.path / "tests" / "test_other.py").write_text("def test_other(): assert 1 == 1\n")

    pytester.runpytest_inprocess(*RUN, "tests").assert_outcomes(passed=2)


def test_mistakes_stop_the_run_with_the_whole_list(pytester):
    a_course(pytester.path, "def test_it(submission): pass\ndef test_that(submission): pass\n")
    result = pytester.runpytest_inprocess(*RUN, "tests")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["*:1: test_it is worth nothing*", "*:2: test_that is worth nothing*"])


def test_a_submission_that_is_not_there_is_one_usage_error(pytester):
    a_course(pytester.path)
    result = pytester.runpytest_inprocess(*RUN, "tests", "--submission", "absent.py")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    assert ["ERROR: --submission absent.py: there is no such file or folder"] == [
        line for line in result.errlines if line
    ]


def test_a_submission_that_cannot_be_accepted_is_told_without_a_traceback(pytester):
    a_course(pytester.path)
    (pytester.path / "mine").mkdir()
    result = pytester.runpytest_inprocess(*RUN, "tests", "--submission", "mine")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["mine is empty. Hand in add_lock.py."])
    result.stdout.no_fnmatch_line("*rehearsal.py*")
    result.stdout.no_fnmatch_line("*During handling*")


def test_mistakes_of_the_course_are_told_once_with_file_and_line(pytester):
    a_course(pytester.path, examples=SUITE)
    exercise = pytester.path / "exercises" / SLUG / "exercise.toml"
    exercise.write_text(exercise.read_text() + "titel = 3\n")
    result = pytester.runpytest_inprocess(*RUN)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    assert [f"ERROR: {exercise}:3: `titel` is not known here (did you mean `title`?)"] == [
        line for line in result.errlines if line
    ]


def test_a_suite_without_an_exercise_is_a_usage_error(pytester):
    a_course(pytester.path)
    folder = (pytester.path / "tests" / "suites" / SLUG).rename(pytester.path / "tests" / "suites" / "addlock")
    result = pytester.runpytest_inprocess(*RUN)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(
        [f"ERROR: {folder}: there is no exercise 'addlock' in * (Did you mean add-lock? Exercises: add-lock.)"]
    )


def test_a_suite_that_cannot_be_read_shows_its_own_lines_alone(pytester):
    a_course(pytester.path, SUITE + "\n    def broken(:\n")
    result = pytester.runpytest_inprocess(*RUN, "tests")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ['File "test_add_lock.py", line 11', "    def broken(:", "SyntaxError: invalid syntax"], consecutive=False
    )
    result.stdout.no_fnmatch_line("*_pytest*")


def test_examples_of_one_name_need_no_setting_of_pytests(pytester):
    """A new course has no configuration; in pytest's own way two files of one name get into each other's way."""
    a_course(pytester.path, None, examples=SUITE)
    other = pytester.path / "exercises" / "other"
    (pytester.path / "exercises" / SLUG).rename(other)
    a_course(pytester.path, None, examples=SUITE)
    (pytester.path / "solutions" / SLUG).rename(pytester.path / "solutions" / "other")
    a_course(pytester.path, None, examples=SUITE)
    course = pytester.path / "exercises" / "course.toml"
    course.write_text('title = "Two"\n')
    result = pytester.runpytest_inprocess(*RUN[:-1], "exercises")

    result.assert_outcomes(passed=2)


@pytest.mark.parametrize("name", ["submission", "rng"])
def test_elsewhere_a_fixture_says_what_it_is_for(pytester, name):
    pytester.makepyfile(f"def test_it({name}): pass")
    result = pytester.runpytest_inprocess(*RUN)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*the fixture '{name}' is for the checks of a course's suites and examples"])


def test_a_project_of_its_own_notices_nothing(pytester):
    """Not even when it has folders and fixtures of the same names."""
    folder = pytester.path / "tests" / "suites" / "mine"
    folder.mkdir(parents=True)
    (folder / "test_it.py").write_text(
        "import pytest\n@pytest.fixture\ndef submission(): return 1\ndef test_it(submission): assert submission == 1\n"
    )
    result = pytester.runpytest_inprocess(*RUN, "--strict-markers", "-W", "error")

    result.assert_outcomes(passed=1)


def test_the_plugin_is_light():
    """It is loaded by every pytest run of the environment, so it loads next to nothing itself."""
    code = (
        "import sys, pytest; before = set(sys.modules); import grader.judge.plugin; print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())

    assert set() == {"msgspec", "grader.report", "grader.sandbox", "grader.intake", "tomllib"} & loaded


def test_importing_the_judge_does_not_import_pytest():
    """Workers start while pytest is imported, so it must come after them."""
    code = "import sys, grader.judge, grader.score; print('pytest' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "False\n" == done.stdout


def test_it_is_installed_for_every_run():
    names = [entry.value for entry in entry_points(group="pytest11")]

    assert "grader.judge.plugin" in names
