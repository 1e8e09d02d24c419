"""What was carried over is judged before its exercise is written."""

import pytest

from grader.authoring.carry.settle import _report
from grader.authoring.judging.order import Heard
from grader.errors import GraderError


@pytest.mark.parametrize(
    ("heard", "why"),
    [
        (Heard(failure="the judge was lost"), "the judge was lost"),
        (Heard(mistakes=("a.py: no", "b.py: no")), "a.py: no; b.py: no"),
    ],
)
def test_what_nobody_could_judge_is_said_with_the_reason(heard, why):
    with pytest.raises(GraderError, match=f"what was carried over could not be judged: {why}"):
        _report(heard)
