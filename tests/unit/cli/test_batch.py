"""How a batch is stopped from the keyboard."""

import io
import signal
from types import SimpleNamespace

import pytest

from grader.cli.batch import _stopping
from grader.cli.console import Console


@pytest.fixture(autouse=True)
def as_before():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def press():
    signal.raise_signal(signal.SIGINT)


def test_one_stops_it_and_leaves_the_keyboard_as_it_was():
    done, said, before = SimpleNamespace(stopped=False), io.StringIO(), signal.getsignal(signal.SIGINT)
    with _stopping(done, Console(io.StringIO(), said, {})):
        press()

    assert done.stopped
    assert "Ctrl-C again ends it at once." in said.getvalue()
    assert before == signal.getsignal(signal.SIGINT)


def test_a_second_one_ends_it_and_a_third_needs_nobody_who_listens():
    """While everything is let go another KeyboardInterrupt would be told with tracebacks of libraries."""
    done, said = SimpleNamespace(stopped=False), io.StringIO()
    with pytest.raises(KeyboardInterrupt), _stopping(done, Console(io.StringIO(), said, {})):
        press()
        press()

    assert "Give the same command again to go on" in said.getvalue()
    assert signal.SIG_DFL == signal.getsignal(signal.SIGINT)
