"""A judged session knows nothing of its surroundings, and leaves nothing behind."""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader import judge, score
from tests.support.courses import SLUG, Sandboxes, a_course, a_submission, checks_in, evidence_of
from tests.support.systems import needs_fork

ONE = """
    from grader.suite import points

    @points(1)
    def test_it(submission):
        assert {condition}
    """


def test_nothing_is_printed(tmp_path, capfd):
    suite = ONE.format(condition="print('out') or print('err', file=__import__('sys').stderr)")
    evidence_of(tmp_path, suite)

    assert ("", "") == capfd.readouterr()


def test_the_interpreter_is_as_before(tmp_path):
    suite = {
        "conftest.py": "import sys\nsys.path.insert(0, 'nowhere')\n",
        "test_it.py": ONE.format(condition="True"),
    }
    evidence_of(tmp_path / "warm", suite)
    before, modules = _state(), set(sys.modules)
    evidence_of(tmp_path / "again", suite)

    assert before == _state()
    assert set() == set(sys.modules) - modules


def test_a_suite_may_say_which_number_came_back_however_long_it_is(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            assert submission.number == 8, f"it gave {submission.number}"
        """
    sandbox = Sandboxes(lambda **_: SimpleNamespace(number=10**6000))
    check = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]

    assert "it gave 1000" in str(check)


def test_a_suite_does_not_read_a_number_of_a_million_digits(tmp_path):
    """A program may print as many, and reading them takes a minute."""
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            assert int(submission.text) == 8
        """
    sandbox = Sandboxes(lambda **_: SimpleNamespace(text="9" * 1_000_000))
    check = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]

    assert "Exceeds the limit" in str(check)


def _state():
    # (pytest notes the current test in the environment, and one session inside another takes the note away.)
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    streams = sys.stdout, sys.stderr, sys.stdin
    settings = sys.dont_write_bytecode, sys.get_int_max_str_digits()
    return sys.path[:], sys.meta_path[:], streams, Path.cwd(), settings, environment


def test_nothing_is_written_beside_the_suite(tmp_path):
    evidence_of(tmp_path, ONE.format(condition="True"))

    assert ["test_add_lock.py"] == [path.name for path in (tmp_path / "tests" / "suites" / SLUG).rglob("*")]


def test_suites_of_one_name_do_not_meet(tmp_path):
    """Two courses in one process may both have `test_add_lock.py`, and a suite may be edited between two runs."""
    outcomes = []
    for folder, condition in (("one", "True"), ("two", "False"), ("one", "False")):
        found = checks_in(evidence_of(tmp_path / folder, ONE.format(condition=condition)))
        outcomes.append(found["test_it"]["outcome"])

    assert ["passed", "failed", "failed"] == outcomes


def test_a_loaded_module_of_the_same_name_is_neither_used_nor_lost(tmp_path):
    sys.modules["test_add_lock"] = namesake = type(sys)("test_add_lock")
    try:
        found = checks_in(evidence_of(tmp_path, ONE.format(condition="True")))

        assert ["test_it"] == list(found)
        assert namesake is sys.modules["test_add_lock"]
    finally:
        del sys.modules["test_add_lock"]


def test_a_folder_may_be_called_anything(tmp_path):
    course = tmp_path / "Kurs [WS 26] (ü) 100% a::b"

    assert ["test_it"] == list(checks_in(evidence_of(course, ONE.format(condition="True"))))


@pytest.mark.parametrize("options", ["-k nothing", "--cov=grader -n auto", "-x --deselect=test_add_lock.py"])
def test_the_users_options_change_nothing(tmp_path, monkeypatch, options):
    monkeypatch.setenv("PYTEST_ADDOPTS", options)

    assert ["test_it"] == list(checks_in(evidence_of(tmp_path, ONE.format(condition="True"))))


def test_nobody_asks_what_else_is_installed(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: asked.append("everything") or [])

    assert ["test_it"] == list(checks_in(evidence_of(tmp_path, ONE.format(condition="True"))))
    assert asked == []


def test_configuration_around_the_course_changes_nothing(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\npython_files = nothing.py\n")
    (tmp_path / "conftest.py").write_text("raise RuntimeError('not for suites')\n")

    assert ["test_it"] == list(checks_in(evidence_of(tmp_path, ONE.format(condition="True"))))


def test_plain_asserts_are_rewritten_every_time(tmp_path):
    details = [
        checks_in(evidence_of(tmp_path, ONE.format(condition="[1, 2] == [1, 3]")))["test_it"]["detail"]
        for _ in range(2)
    ]

    assert all("At index 1 diff: 2 != 3" in detail for detail in details)


BROKEN = {
    "syntax": ("def test_other(:\n", "SyntaxError"),
    "import": ("import no_such_module\n", "no_such_module"),
    "name": ("@points(1)\ndef test_other(submission):\n    pass\n", "name 'points' is not defined"),
    "exit": ("import sys\nsys.exit(2)\n", "SystemExit: 2"),
    "pytest exit": ("import pytest\npytest.exit('enough')\n", "enough"),
    "skips itself": ("import pytest\npytest.skip('not now', allow_module_level=True)\n", "Skipped: not now"),
    "unknown mark": (
        "import pytest\n@pytest.mark.pionts(1)\ndef test_other(): pass\n",
        "'pionts' not found in `markers`",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("file", ["test_other.py", "conftest.py"])
def test_a_suite_that_cannot_be_read_withholds_the_grade(tmp_path, name, file):
    source, said = BROKEN[name]
    evidence = evidence_of(tmp_path, {file: source, "test_add_lock.py": ONE.format(condition="True")})
    report = score.report(evidence)

    assert ("withheld", None) == (report.outcome, report.points)
    assert said in "".join(problem["detail"] for problem in evidence["grader"]["problems"])
    assert said in "".join(check.detail or "" for check in report.checks)
    assert ("course", True) == (report.fault, report.reason.startswith("The suite could not be run: "))


def test_a_file_that_skips_itself_says_where(tmp_path):
    (problem,) = evidence_of(tmp_path, {"test_other.py": BROKEN["skips itself"][0]})["grader"]["problems"]

    assert problem["detail"].endswith("test_other.py:2: Skipped: not now")


@pytest.mark.parametrize("name", ["syntax", "import", "name"])
@pytest.mark.parametrize("file", ["test_other.py", "conftest.py"])
def test_its_author_reads_the_suites_own_lines_alone(tmp_path, name, file):
    source, said = BROKEN[name]
    evidence = evidence_of(tmp_path, {file: source, "test_add_lock.py": ONE.format(condition="True")})
    (problem,) = evidence["grader"]["problems"]

    first, *_, last = problem["detail"].splitlines()
    assert first.strip().startswith(f'File "{file}", line 1')
    assert said in last
    assert "_pytest" not in problem["detail"]


def test_the_checks_beside_a_broken_file_are_judged(tmp_path):
    evidence = evidence_of(tmp_path, {"test_other.py": "1 / 0\n", "test_add_lock.py": ONE.format(condition="True")})

    assert "passed" == checks_in(evidence)["test_it"]["outcome"]
    assert ["test_other.py"] == [problem["where"] for problem in evidence["grader"]["problems"]]


ENDING = """
    import pytest
    from grader.suite import points

    @points(1)
    def test_before(submission):
        pass

    @points(1)
    def test_ends(submission):
        {statement}

    @points(1)
    def test_after(submission):
        pass
    """


def test_a_check_that_ends_the_session_breaks_itself_and_what_follows(tmp_path):
    evidence = evidence_of(tmp_path, ENDING.format(statement="pytest.exit('enough')"))
    outcomes = {name: check["outcome"] for name, check in checks_in(evidence).items()}

    assert {"test_before": "passed", "test_ends": "broken", "test_after": "broken"} == outcomes
    assert "withheld" == score.report(evidence).outcome


def test_ctrl_c_goes_through(tmp_path):
    sandbox = Sandboxes()
    with pytest.raises(KeyboardInterrupt):
        evidence_of(tmp_path, ENDING.format(statement="raise KeyboardInterrupt"), sandbox=sandbox)

    assert sandbox.closed == len(sandbox.opened) == 2


def test_a_suite_without_checks_is_withheld(tmp_path):
    assert "The suite has no checks." == score.report(evidence_of(tmp_path, "")).reason


def test_an_exercise_without_any_checks_is_withheld(tmp_path):
    course = a_course(tmp_path, None)
    evidence = judge.run(judge.Setting(course, course.exercise(SLUG)), judge.Job(a_submission(), Sandboxes(), seed=1))
    report = score.report(evidence)

    said = "This exercise has no examples that could be run here."
    assert ("withheld", "course", said) == (report.outcome, report.fault, report.reason)


def test_one_session_hears_many(tmp_path):
    suite = """
        from grader.suite import points

        times = []

        @points(1)
        def test_it(submission):
            times.append(1)
            print(len(times))
            assert submission.seed == 2
        """
    course = a_course(tmp_path, suite)
    setting = judge.Setting(course, course.exercise(SLUG))
    sandbox = Sandboxes(lambda **given: type("Remote", (), given)())
    jobs = (judge.Job(a_submission(), sandbox, seed) for seed in (1, 2, 3))
    heard = []
    judge.stream(setting, jobs, heard.append)

    assert [1, 2, 3] == [evidence["grader"]["seed"] for evidence in heard]
    assert ["failed", "passed", "failed"] == [checks_in(evidence)["test_it"]["outcome"] for evidence in heard]
    assert ["1\n", "2\n", "3\n"] == [evidence["tests"][0]["call"]["stdout"] for evidence in heard]
    assert 1 == len({evidence["tests"][0]["nodeid"] for evidence in heard})


def test_a_session_that_a_suite_ends_costs_one_submission_only(tmp_path):
    suite = """
        import pytest
        from grader.suite import points

        @points(1)
        def test_it(submission):
            if submission.seed == 2:
                pytest.exit("enough")
        """
    course = a_course(tmp_path, suite)
    setting = judge.Setting(course, course.exercise(SLUG))
    sandbox = Sandboxes(lambda **given: type("Remote", (), given)())
    heard = []
    judge.stream(setting, [judge.Job(a_submission(), sandbox, seed) for seed in (1, 2, 3)], heard.append)

    assert ["passed", "broken", "passed"] == [checks_in(evidence)["test_it"]["outcome"] for evidence in heard]
    assert [0, 1, 0] == [len(evidence["grader"]["problems"]) for evidence in heard]


def test_what_the_caller_raises_is_the_callers(tmp_path):
    course = a_course(tmp_path, ONE.format(condition="True"))
    setting = judge.Setting(course, course.exercise(SLUG))

    def full(evidence):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        judge.stream(setting, [judge.Job(a_submission(), Sandboxes(), 1)], full)


LEAVING = """
    import os
    from grader.suite import points

    @points(1)
    def test_it(submission):
        os._exit(0)
    """


def test_a_suite_cannot_end_the_judge(tmp_path):
    """It would look like full marks."""
    before = os._exit
    found = checks_in(evidence_of(tmp_path, LEAVING))

    assert "a suite must not end the judge: os._exit(0)" in str(found["test_it"])
    assert before is os._exit


CHILD_THAT_LEAVES = """
    import os
    from grader.suite import points

    @points(1)
    def test_it(submission):
        if not os.fork():
            os._exit(0)
        assert os.wait()[1] == 0
    """


@needs_fork
def test_a_child_of_a_suites_own_may_leave(tmp_path):
    assert "passed" == checks_in(evidence_of(tmp_path, CHILD_THAT_LEAVES))["test_it"]["outcome"]


FORGOTTEN = """
    import os
    from grader.suite import points

    @points(1)
    def test_it(submission):
        os.fork()
    """


@needs_fork
def test_a_child_that_a_suite_forgot_does_not_report(tmp_path):
    """Run from outside: a child that went on would print what follows a second time."""
    program = f"""
import os, pathlib, sys
sys.path[:0] = [{str(Path(__file__).parents[3])!r}]
from tests.support.courses import checks_in, evidence_of
found = checks_in(evidence_of(pathlib.Path({str(tmp_path)!r}), {FORGOTTEN!r}))
print(found["test_it"]["outcome"])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (0, "passed\n") == (done.returncode, done.stdout), done.stderr
