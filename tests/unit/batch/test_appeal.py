"""A grade that is made again for an appeal."""

import pytest

from grader.batch import appeal
from grader.batch.order import Answer
from grader.errors import WorkerError


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
