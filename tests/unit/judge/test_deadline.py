"""What a suite computes by itself has an end."""

import signal
from functools import partial

import pytest

from grader.judge.deadline import Endless, in_time
from tests.support.courses import checks_in, evidence_of

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="there is no such timer here")


def test_an_endless_loop_is_stopped_and_says_so():
    with pytest.raises(Endless, match="the suite did not end: it was still computing"), in_time(0.02):
        while True:
            pass


def test_a_suite_without_an_end_is_told_with_its_own_lines_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.judge.judging.in_time", partial(in_time, 0.05))
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            while True:
                pass
        """
    found = checks_in(evidence_of(tmp_path, suite))["test_it"]

    assert "broken" == found["outcome"]
    assert "in test_it" in found["detail"]
    assert "deadline.py" not in found["detail"]


def test_what_ends_is_left_alone_and_the_timer_is_put_back():
    before = signal.getsignal(signal.SIGVTALRM)

    with in_time(5):
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0

    assert (0.0, 0.0) == signal.getitimer(signal.ITIMER_VIRTUAL)
    assert before == signal.getsignal(signal.SIGVTALRM)
