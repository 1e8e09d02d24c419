"""Whether a suite can be run at all."""

from pathlib import Path

from grader.authoring.verify.suite import can_be_run
from grader.course import Course, Exercise
from grader.report import RowResult
from tests.support.proofs import a_proof_of, a_reference, withheld


def told_of(*rows):
    reference = a_reference(told=withheld("The grader could not run test_a.", "grader", rows=rows))
    return can_be_run(Course(Path(), "C", {}), Exercise("a", "A", Path(), "a.py", suite=Path("s")), [reference], [])


def test_interpreters_that_are_not_there_are_named():
    law = told_of(RowResult(python="3.99", absent="there is no Python 3.99"))

    assert None is law.holds
    (finding,) = law.findings
    assert "none of the interpreters that the exercise asks for: there is no Python 3.99" in finding.message
    assert "[matrix]" in finding.hint


def test_where_one_is_there_it_is_something_else():
    law = told_of(RowResult(python="3.99", absent="there is no Python 3.99"), RowResult())

    assert ["no answer was judged: The grader could not run test_a."] == [one.message for one in law.findings]


def test_of_a_suite_that_cannot_be_read_it_is_told_what_to_do():
    reason = "The suite could not be run: test_a.py.\nModuleNotFoundError: No module named 'shop'"
    exercise = Exercise("a", "A", Path(), "a.py", suite=Path("s"))
    law = can_be_run(Course(Path(), "C", {}), exercise, [a_reference(told=withheld(reason, "course"))], [])

    assert "as in: program = submission.load()" in law.findings[-1].hint


def test_checks_that_are_worth_nothing_prove_nothing():
    checks = [a_proof_of("test_a", points=0.0)]
    exercise = Exercise("a", "A", Path(), "a.py", suite=Path("s"))
    law = can_be_run(Course(Path(), "C", {}), exercise, [a_reference()], checks)

    assert (False, ["no check is worth any points"]) == (law.holds, [one.message for one in law.findings])
