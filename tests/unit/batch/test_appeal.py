"""A grade that is made again for an appeal."""

import pytest
from msgspec import structs

from grader.batch import appeal
from grader.batch.order import Answer
from grader.errors import UsageError, WorkerError
from grader.gradebook import results
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, hand_in
from tests.support.reports import a_check, a_report


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(key="", kind="failed", reason="OSError: no room"), "OSError: no room"),
        (Answer(key="", kind="mistaken"), "the suite contradicts its own rules"),
    ],
)
def test_what_cannot_be_judged_again_is_no_grade(answer, why):
    with pytest.raises(WorkerError, match=f"it could not be judged again: {why}"):
        appeal._report(answer)


def test_another_grader_and_another_python_are_told(monkeypatch):
    then = a_report(a_check())
    now = structs.replace(then, environment=structs.replace(then.environment, python="3.14.1"))
    told = appeal.Case(entry=None, result=a_result(), brief=None, order=None, then=then)
    monkeypatch.setattr(appeal, "version", lambda _: "0.2.0")

    assert ["grader was 0.1.0 and is 0.2.0", f"Python was {then.environment.python} and is 3.14.1"] == appeal.ground(
        told, now
    )


LIMITS = {"time_s": 10.0, "memory_mb": 512, "actors": 64, "output_kb": 64, "cpus": 4}


def test_what_was_lost_then_is_what_right_answers_passed(book):
    """What was withheld then may be the suite's fault still."""
    suite, files = {"test_it.py": b"x = 1"}, {"add_lock.py": b"y = 2"}
    checks = [a_check(id=outcome, outcome=outcome) for outcome in ("passed", "failed", "broken", "skipped")]
    settings = {"course": COURSE, "exercise": "add-lock", "entry": "add_lock.py", "limits": LIMITS}
    with book.writing() as connection:
        results.keep_suite(connection, "5" * 64, suite, NOON)
        results.keep_settings(connection, "e" * 64, settings, NOON)
    hand_in(book, a_delivery(), a_result(), files=files, report=a_report(*checks, outcome="withheld"))
    (entry,) = book.entries(COURSE)

    told = appeal.case(book, entry)

    assert ("failed",) == told.order.sound
    assert (files, "add_lock.py", 0) == (told.order.files, told.order.entry, told.order.seed)
    assert (suite, LIMITS) == (told.brief.files, told.brief.limits)


def test_what_was_never_judged_is_not_judged_again(book):
    hand_in(book, a_delivery(strange="ada is empty"), reason="ada is empty")
    (entry,) = book.entries(COURSE)

    with pytest.raises(UsageError, match="ada has nothing in add-lock that was judged: ada is empty"):
        appeal.case(book, entry)


def test_what_came_out_otherwise_is_told_check_by_check():
    then = a_report(a_check(id="same"), a_check(id="lost"), a_check(id="gone"), a_check(id="said", rationale="1"))
    now = a_report(
        a_check(id="same", duration_s=9.0),
        a_check(id="lost", outcome="failed"),
        a_check(id="said", rationale="2"),
        a_check(id="new"),
    )

    found = [(one and one.id, other and other.id) for one, other in appeal.differences(then, now)]

    assert [("lost", "lost"), ("gone", None), ("said", "said"), (None, "new")] == found
