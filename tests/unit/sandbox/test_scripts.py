"""How a script ends that ran for real since it is too long to be simulated."""

import pytest

from grader.sandbox.claims import Crashed, student_error
from grader.sandbox.scripts import _is_no_end


@pytest.mark.parametrize(
    ("trouble", "no_end"),
    [
        (Crashed("it used more than 512 MB of memory"), True),
        (student_error("MemoryError", ""), True),
        (student_error("ValueError", "x"), False),
    ],
)
def test_who_ends_for_want_of_memory_has_come_to_no_end(trouble, no_end):
    assert no_end == _is_no_end(trouble)
