"""What a suite computes by itself has an end."""

import signal

import pytest

from grader.judge.deadline import Endless, in_time

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="there is no such timer here")


def test_an_endless_loop_is_stopped_and_says_so():
    with pytest.raises(Endless, match="the suite did not end: it was still computing"), in_time(0.02):
        while True:
            pass


def test_what_ends_is_left_alone_and_the_timer_is_put_back():
    before = signal.getsignal(signal.SIGVTALRM)

    with in_time(5):
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0

    assert (0.0, 0.0) == signal.getitimer(signal.ITIMER_VIRTUAL)
    assert before == signal.getsignal(signal.SIGVTALRM)
