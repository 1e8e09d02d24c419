"""The order that is told of an ending leads there; one that does not is told as that, and nothing is proved by it."""

from __future__ import annotations

import decimal
from dataclasses import replace

import pytest

from grader.interleave import ending
from grader.interleave.explore import replay
from grader.interleave.program import Budget, Script, Search
from grader.interleave.search import telling
from tests.support.programs import explored, program

pytestmark = pytest.mark.slow  # the same on every interpreter

UNSTEADY = """
import decimal, threading
decimal.DefaultContext.prec += 1
def work():
    pass
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("run", decimal.DefaultContext.prec > {most})
"""
DOES_LESS = """
import decimal, threading
decimal.DefaultContext.prec += 1
n = 0
def work():
    global n
    for _ in range(3): n += 1
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads if decimal.DefaultContext.prec != {once} else (): thread.start()
for thread in threads if decimal.DefaultContext.prec != {once} else (): thread.join()
"""
GOES_ROUND = """import random, threading, time
ev, lock, first, done = threading.Event(), threading.Lock(), threading.Lock(), False
for i in range(4000):
    first.acquire(); first.release()
def worker():
    global done
    time.sleep(1)
    ev.set()
    done = True
thread = threading.Thread(target=worker)
thread.start()
got = ev.wait(0.5)
print(got == done)
thread.join()
while True:
    if lock.acquire(blocking=False):
        lock.release()
        time.sleep(random.random())
    if time is None:
        break
"""
AGAIN = "the same order did not end in the same way when it was repeated: "


@pytest.fixture
def before(monkeypatch):
    """How exactly numbers are worked out: the one thing here that a program finds as the run before has left it."""
    monkeypatch.setattr(decimal.DefaultContext, "prec", decimal.DefaultContext.prec)
    return decimal.DefaultContext.prec


def test_nothing_is_proved_where_an_order_does_not_repeat_itself(before):
    found = explored(UNSTEADY.format(most=before + 2))

    assert [("engine_fault", AGAIN), ("finished", "")] == [
        (one.ending.kind, one.ending.detail) for one in found.endings
    ]
    assert not found.exhaustive
    assert found.proved.startswith("Nothing is proved")


@pytest.mark.parametrize("run", [5, 8, 14])
def test_who_does_less_in_one_of_many_runs_is_different_every_time(before, run):
    found = explored(DOES_LESS.format(once=before + run), search=Search(budget=Budget(schedules=60)))

    assert ending.UNSTEADY in found.escapes
    assert not found.exhaustive


def test_a_repetition_that_had_to_be_given_up_is_told_as_one(monkeypatch):
    def given_up(*args, **options):
        story = tell(*args, **options)
        return replace(story, finished=replace(story.finished, key=None, told=None))

    tell = telling.tell
    monkeypatch.setattr(telling, "tell", given_up)
    found = explored("print(1)")

    assert [("engine_fault", AGAIN)] == [(one.ending.kind, one.ending.detail) for one in found.endings]


def test_an_order_without_an_end_that_was_met_on_the_clock_and_off_it_leads_where_it_is_said_to():
    found = explored(GOES_ROUND)

    assert {("livelock", "True\n"), ("livelock", "False\n")} == {
        (o.ending.kind, o.ending.stdout) for o in found.endings
    }
    for one in found.endings:
        again = replay(program(GOES_ROUND), Script(), one.witness.token, telling="none")
        assert one.ending.stdout == again.ending.stdout
