"""A grade that is made again for an appeal."""

import pytest
from msgspec import structs

from grader.batch import appeal
from grader.batch.order import Answer
from grader.errors import WorkerError
from tests.support.gradebooks import a_result
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
