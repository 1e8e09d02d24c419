"""Exit codes of Windows, as other systems have them."""

import signal

import pytest

from grader.worker.codes import of_a_crash


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (0, 0),
        (3, 3),
        (-9, -9),
        (0xC0000005, -signal.SIGSEGV),
        (0xC00000FD, -signal.SIGSEGV),
        (0xC0000409, -signal.SIGABRT),
        (0xFFFFFFFF, 255),
        (300, 44),
    ],
)
def test_a_crash_is_no_exit_code(said, told):
    """On Windows it has one; and `sys.exit(-1)` has 32 bits there."""
    assert told == of_a_crash(said)
