"""What an exploration begins with."""

import pytest

from grader.errors import UsageError
from grader.sandbox.trials import sent, started


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ({"total": object()}, r"start\['total'\] has to be a plain value, and <object object> is none"),
        ({"a b": 1}, r"start\['a b'\] names no variable"),
    ],
)
def test_no_program_pays_for_a_start_that_cannot_be_made(start, said):
    with pytest.raises(UsageError, match=said):
        sent(start)


def test_plain_values_arrive():
    assert {"total": [0, (1,)], "name": "x"} == started(sent({"total": [0, (1,)], "name": "x"}))
