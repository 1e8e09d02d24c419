"""Checks of one judgement that ask the same: how many workers that takes."""

import contextlib

import pytest

from grader.course.model import Limits
from grader.sandbox import remote
from grader.sandbox.answers import Answers
from grader.sandbox.claims import TimedOut
from tests.sandbox.conftest import submission_of

PROGRAM = """
import threading
value = 0
def increase():
    global value
    value += 1
threads = [threading.Thread(target=increase) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(value)
"""


@pytest.fixture
def check(workers, monkeypatch):
    """`check(what)`: another check of the same judgement does `what` with the submission; `check.workers`: so far."""
    submission, answers, launcher = submission_of(PROGRAM), Answers(), workers._launcher

    def counted(begin):
        def begun(*asked):
            line = begin(*asked)
            check.workers += line is not None
            return line

        return begun

    def check(what):
        with workers.sandbox(submission, Limits(), answers=answers) as sandbox:
            return what(sandbox)

    check.workers = 0
    for begin in ("launch", "again"):
        monkeypatch.setattr(launcher, begin, counted(getattr(launcher, begin)))
    return check


def test_checks_that_ask_the_same_share_a_worker(check):
    first, second = check(lambda it: it.run()), check(lambda it: it.run())

    assert first == second
    assert "2\n" == first.stdout
    assert 1 == check.workers


def test_an_answer_without_an_end_is_the_trouble_of_each_check_that_asks(workers, monkeypatch):
    """What a suite swallows is no pass, whoever asked first."""
    monkeypatch.setattr(remote, "SPARE_S", 0)
    submission, answers, troubles = submission_of("sum(range(10**18))\n"), Answers(), []
    for _ in range(2):
        with workers.sandbox(submission, Limits(time_s=1), answers=answers) as sandbox:
            with contextlib.suppress(TimedOut):
                sandbox.explore(script=True)
            troubles.append(type(sandbox.trouble))

    assert [TimedOut, TimedOut] == troubles


def test_a_run_without_an_end_tells_that_itself_so_that_no_suite_can_have_swallowed_it(workers):
    submission, answers = submission_of("sum(range(10**18))\n"), Answers()
    for _ in range(2):
        with workers.sandbox(submission, Limits(time_s=1), answers=answers) as sandbox:
            assert sandbox.run().timed_out
            assert sandbox.trouble is None


def test_what_one_check_asks_twice_is_run_twice(check):
    check(lambda it: [it.run(), it.run()])
    check(lambda it: [it.run(), it.run()])

    assert 2 == check.workers


def test_another_question_has_another_worker(check):
    check(lambda it: it.run())
    check(lambda it: it.run(args=["1"]))
    check(lambda it: it.run(clock="scaled"))
    check(lambda it: it.load().value)
    check(lambda it: it.load().value)

    assert 5 == check.workers


def test_a_broken_promise_is_as_broken_in_the_next_check(check):
    def ends_as_2(sandbox):
        with pytest.raises(AssertionError) as broken:
            sandbox.explore(script=True, observe=["value"]).always(lambda end: end.values["value"] == 2)
        return str(broken.value), sandbox.explored

    assert check(ends_as_2) == check(ends_as_2)
    assert 3 == check.workers  # the search, its lots, and the one that confirmed what it found
