"""One line where something takes long, and nobody sees progress."""

import io

from grader.cli.console import Console
from grader.cli.patience import AFTER_S, patience


class Clock:
    """Time that passes when it is told to."""

    def __init__(self):
        self.calls, self.waits = None, False

    def __call__(self, after_s, call):
        self.after_s, self.calls = after_s, call
        return self

    def start(self):
        self.waits = True

    def cancel(self):
        self.waits = False


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_what_takes_long_is_said_once_in_a_plain_line():
    err, clock = io.StringIO(), Clock()
    with patience(Console(io.StringIO(), err, {}), "judging add-lock", clock):
        assert (AFTER_S, True) == (clock.after_s, clock.waits)
        clock.calls()
        assert "Still judging add-lock ...\n" == err.getvalue()

    assert not clock.waits


def test_what_is_done_soon_says_nothing():
    err = io.StringIO()
    with patience(Console(io.StringIO(), err, {}), "judging add-lock"):
        pass

    assert "" == err.getvalue()


def test_a_terminal_shows_it_from_the_beginning():
    err, clock = Terminal(), Clock()
    with patience(Console(io.StringIO(), err, {}), "judging add-lock", clock):
        assert clock.calls is None
        assert "judging add-lock ..." in err.getvalue()
