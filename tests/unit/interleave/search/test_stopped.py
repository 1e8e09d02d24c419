"""Why not every order was tried is said."""

from itertools import count
from types import SimpleNamespace

import pytest

from grader.interleave.program import Budget, Search
from grader.interleave.search import explorer, speed
from grader.interleave.search.launch import run_once
from tests.support.programs import explored

pytestmark = pytest.mark.slow  # the same on every interpreter

MANY = """
import threading
n = 0
def work():
    global n
    for _ in range({rounds}):
        n += 1
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
BOUNDED = """
import queue, threading
done, jobs = threading.Event(), queue.Queue(2)
def produce():
    for number in (3, 4): jobs.put(number)
def consume():
    while True:
        try:
            jobs.get(timeout=0.1)
        except queue.Empty:
            if done.is_set():
                break
threads = [threading.Thread(target=work) for work in (produce, consume, consume)]
for thread in threads: thread.start()
threads[0].join()
done.set()
for thread in threads[1:]: thread.join()
"""
REASONS = {
    "as many as were asked for": (MANY.format(rounds=9), 40, "That is as many as were to be tried."),
    "as many steps": (MANY.format(rounds=400), 200, "steps, which is all that a search may take."),
    "timeouts": (BOUNDED, 400, "In the others a timeout fires although somebody could still go on."),
}


@pytest.mark.parametrize(("text", "schedules", "reason"), REASONS.values(), ids=REASONS)
def test_it_is_said_why_the_search_stopped(text, schedules, reason):
    found = explored(text, search=Search(budget=Budget(schedules=schedules)))

    assert found.proved.startswith("Nothing is proved: ")
    assert found.proved.endswith(reason)


def test_orders_that_were_given_up_are_said_to_be_so():
    """One calls what nobody can see into, and waits busily for the other."""
    text = """
import math, threading
ready = False
def wait():
    while not ready: math.sqrt(2)
def prepare():
    global ready
    ready = True
threads = [threading.Thread(target=work) for work in (wait, prepare)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
    found = explored(text, search=Search(budget=Budget(schedules=2_000, steps=5_000)))

    assert found.proved.endswith("while another could go on: these were given up.")


COMPUTING = """
import threading
n = 0
lock = threading.Lock()
def work():
    global n
    for _ in range(3):
        sum(range(3_000_000))
        with lock:
            n += 1
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_who_computes_long_in_each_order_is_told_so():
    found = explored(COMPUTING, search=Search(budget=Budget(seconds=1)))

    assert 0.05 < found.computing < 2
    assert "The time for the search ran out, since the program computes for " in found.proved
    assert " s in each order." in found.proved


def test_on_a_machine_that_is_slower_still_our_own_steps_are_not_the_programs(monkeypatch):
    """On which one order takes a quarter of a second, and a short loop a tenth."""
    runs, looks = [], count(0, 0.1)

    def slowly(*args):
        runs.append(args)
        return run_once(*args)

    monkeypatch.setattr(explorer, "run_once", slowly)
    monkeypatch.setattr(explorer, "time", SimpleNamespace(process_time=lambda: 1_000_000 + len(runs) / 4))
    monkeypatch.setattr(speed, "time", SimpleNamespace(process_time=lambda: next(looks)))

    found = explored(COMPUTING.replace("3_000_000", "3"), search=Search(budget=Budget(seconds=5)))

    assert 0 == found.computing
    assert " were tried. The time for the search ran out." in found.proved


ENDLESS = """
n = 10
while n != 0:
    n -= 3
"""


COUNTING = """
import threading
n = 0
def work():
    global n
    for _ in range(500_000):
        n += 1
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


def test_a_program_that_takes_all_the_time_in_its_first_order_is_told_where_it_stands():
    """Nothing was told of it, and the grader blamed: no order had been followed to its end."""
    found = explored(ENDLESS, search=Search(budget=Budget(seconds=0.3)))

    (only,) = found.endings
    assert (True, "timed_out") == (found.spent, only.ending.kind)
    assert only.ending.actors[0].line in (3, 4)


def test_a_program_that_would_end_is_not_told_to_have_taken_all_the_time():
    """Its steps take many times as long here as in life."""
    found = explored(COUNTING, search=Search(budget=Budget(seconds=0.1)))

    assert (False, "engine_fault") == (found.spent, found.endings[0].ending.kind)


def test_a_search_whose_time_goes_into_our_own_work_is_not_laid_at_the_programs_door():
    found = explored(MANY.format(rounds=9), search=Search(budget=Budget(seconds=0.02)))

    assert (0.0, True) == (found.computing, "The time for the search ran out." in found.proved)
