"""A file is told under the name that it was handed in by."""

import pytest

from grader.batch.called import report_of, said_of
from tests.support.reports import a_check, a_lost_update, a_report, at


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("add_lock.py is larger than 1.0 MB", "ri ta.py is larger than 1.0 MB"),
        ("helper.py was left out: add_lock.py is graded", "helper.py was left out: ri ta.py is graded"),
        ("my_add_lock.py, x/add_lock.py, add_lock.pyc", "my_add_lock.py, x/add_lock.py, add_lock.pyc"),
    ],
)
def test_what_the_grader_says_of_it(said, told):
    assert told == said_of("ri ta.py", "add_lock.py", said)


def test_a_report_names_it_everywhere():
    found = report_of(
        r"a\1.py",
        a_report(
            a_lost_update(location=at(15)),
            a_check(outcome="failed", rationale="SyntaxError: Non-UTF-8 code in file add_lock.py on line 1, but …"),
            reason="add_lock.py is no text",
            outcome="withheld",
            notices=("add_lock.py is odd",),
        ),
    )

    lost, unread = found.checks
    assert r"a\1.py" == found.submission.entry == lost.location.file
    assert {r"a\1.py"} == {step.file for step in lost.witness.steps}
    assert (r"a\1.py is no text", (r"a\1.py is odd",)) == (found.reason, found.notices)
    assert r"SyntaxError: Non-UTF-8 code in file a\1.py on line 1, but …" == unread.rationale


def test_other_files_and_what_the_program_said_itself_stay():
    report = a_report(
        a_check(outcome="failed", rationale="It printed add_lock.py.", location=at(3, file="worker.py")), a_check()
    )
    (check, _) = report_of("rita.py", report).checks

    assert ("It printed add_lock.py.", "worker.py") == (check.rationale, check.location.file)
    assert report is report_of("", report) is report_of("add_lock.py", report)
