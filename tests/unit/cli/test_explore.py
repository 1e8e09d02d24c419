"""What `grade explore` comes to."""

import pytest

from grader.cli.explore import exit_code
from tests.support.reports import an_ending, an_exploration

GOOD = an_ending("2\n")
OTHER = an_ending("1\n")
DEADLOCK = an_ending(kind="deadlock", exit_code=None)


@pytest.mark.parametrize(
    ("endings", "controlled", "faults", "code"),
    [
        ([GOOD], True, (), 0),
        ([GOOD, OTHER], True, (), 1),
        ([DEADLOCK], True, (), 1),
        ([an_ending(exit_code=1)], True, (), 1),
        ([GOOD], False, (), 3),
        ([GOOD, OTHER], False, (), 1),
        ([], True, (), 3),
        ([], True, ("it cannot be simulated",), 3),
        ([GOOD], True, ("it cannot be simulated",), 3),
        ([DEADLOCK], True, ("it cannot be simulated",), 1),
    ],
)
def test_exit_codes(endings, controlled, faults, code):
    assert code == exit_code(an_exploration(*endings, controlled=controlled, faults=faults))
