"""From a file to its report, through real workers: on good programs, wrong ones and hard ones."""

from functools import partial

import msgspec
import pytest

from grader import judge, sandbox, score
from tests.support.courses import SLUG, a_course, a_submission

SUITE = '''
    """add-lock: hidden suite."""
    from grader.suite import hint, needs, points

    @points(2)
    def test_one_call_adds_one(submission):
        """One call of increase() adds exactly one."""
        program = submission.load()
        program.increase()
        assert program.database_value == 1

    @points(5, visibility="after_due_date")
    @needs("test_one_call_adds_one")
    @hint("Two calls, one after the other.")
    def test_two_calls_add_two(submission):
        """Two calls add two."""
        program = submission.load()
        program.increase()
        program.increase()
        assert program.database_value == 2

    @points(3)
    def test_program_prints_the_final_value(submission):
        """Run as a script, the program ends with the value 2."""
        run = submission.run(timeout=5)
        assert run.exit_code == 0, run.explain()
        assert run.numbers[-1:] == [2], "the last number printed should be 2"
    '''

RIGHT = """
    from threading import Lock, Thread

    database_value = 0
    lock = Lock()

    def increase():
        global database_value
        with lock:
            database_value += 1

    if __name__ == "__main__":
        threads = [Thread(target=increase), Thread(target=increase)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print("end value", database_value)
    """


@pytest.fixture(scope="module")
def grade(tmp_path_factory):
    """Grade a text; its report."""
    course = a_course(tmp_path_factory.mktemp("course"), SUITE, limits="[limits]\ntime_s = 1\n")
    exercise = course.exercise(SLUG)
    with sandbox.open_workers() as workers:
        setting = judge.Setting(course, exercise, isolation=lambda: workers.isolation)

        def graded(source):
            submission = a_submission(source)
            sandboxes = partial(workers.sandbox, submission, exercise.limits)
            return score.report(judge.run(setting, judge.Job(submission, sandboxes, seed=5)))

        yield graded


def outcomes(report):
    return [check.outcome.value for check in report.checks]


def test_a_right_program_earns_everything(grade):
    report = grade(RIGHT)

    assert ("judged", 10.0, 10.0) == (report.outcome, report.points, report.max_points)
    assert ["passed"] * 3 == outcomes(report)


def test_a_wrong_value_is_told_without_the_suites_code(grade):
    report = grade(RIGHT.replace("+= 1", "+= 3"))
    first, second, third = report.checks

    assert 0.0 == report.points
    assert ["failed", "skipped", "failed"] == outcomes(report)
    assert "Expected 1, but got 3." == first.rationale
    assert "Skipped until this is right: “One call of increase() adds exactly one.”" == second.rationale
    assert "the last number printed should be 2" == third.rationale
    assert "database_value" not in first.rationale


def test_an_exception_of_the_students_comes_with_its_line(grade):
    report = grade(RIGHT.replace("database_value += 1", "databse_value += 1"))

    assert "failed" == report.checks[0].outcome
    assert report.checks[0].rationale.startswith("NameError") or "UnboundLocalError" in report.checks[0].rationale
    assert 10 == report.checks[0].location.line


def test_an_exception_in_a_thread_is_told_though_the_program_exits_with_0(grade):
    report = grade(RIGHT.replace("database_value += 1", "database_value += 1 if __name__ != '__main__' else missing"))
    script = report.checks[2]

    assert ["passed", "passed", "failed"] == outcomes(report)
    assert "NameError: name 'missing' is not defined." in script.rationale.splitlines()[0]
    assert "the last number printed should be 2." == script.rationale.splitlines()[1]
    assert 10 == script.location.line


def test_a_syntax_error_fails_checks_with_its_line(grade):
    report = grade("def increase(:\n    pass\n")

    assert ("judged", 0.0) == (report.outcome, report.points)
    assert {"failed", "skipped"} == set(outcomes(report))
    assert 1 == report.checks[0].location.line


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [("while True: pass", "timed_out"), ("import os; os._exit(3)", "failed"), ("import sys; sys.exit(3)", "failed")],
)
def test_a_hard_ending_costs_its_own_check(grade, statement, outcome):
    report = grade(
        RIGHT.replace(
            "        with lock:", f"        if __name__ != '__main__':\n            {statement}\n        with lock:"
        )
    )

    assert [outcome, "skipped", "passed"] == outcomes(report)
    assert 3.0 == report.points


def test_instructors_see_where_the_suite_asked_and_nothing_of_the_machine(grade):
    detail = grade("def increase():\n    1 / 0\n").checks[0].detail

    assert detail.startswith("test_add_lock.py:9: in test_one_call_adds_one\n    program.increase()\n")
    assert "ZeroDivisionError: division by zero" in detail
    assert "conversation" not in detail
    assert (
        grade("def f(:\n").checks[2].detail.startswith("test_add_lock.py:25: in test_program_prints_the_final_value\n")
    )


def test_the_same_submission_gets_the_same_report(grade):
    first, second = grade(RIGHT.replace("+= 1", "+= 3")), grade(RIGHT.replace("+= 1", "+= 3"))

    assert _timeless(first) == _timeless(second)


def _timeless(report):
    checks = tuple(msgspec.structs.replace(check, duration_s=0.0) for check in report.checks)
    return msgspec.structs.replace(report, duration_s=0.0, checks=checks)
