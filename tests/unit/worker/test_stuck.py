"""How processes end."""

import signal

import pytest

from grader.worker.stuck import as_signal


@pytest.mark.parametrize(
    ("said", "told"), [(0, 0), (3, 3), (-9, -9), (0xC0000005, -signal.SIGSEGV), (0xC00000FD, -signal.SIGSEGV)]
)
def test_a_crash_is_no_exit_code(said, told):
    """On Windows it has one."""
    assert told == as_signal(said)
