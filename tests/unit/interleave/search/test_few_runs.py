"""What is searched first where not every order can be tried."""

from __future__ import annotations

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored

pytestmark = pytest.mark.slow  # the same on every interpreter

PIPELINE = """
import queue, random, threading, time
from concurrent.futures import ThreadPoolExecutor
def produce(pipeline, stop):
    while not stop.is_set():
        message = random.randint(1, 101)
        print("made", message)
        pipeline.put(message)
def consume(pipeline, stop):
    while not stop.is_set() or not pipeline.empty():
        message = pipeline.get()
        print("stored", message, pipeline.qsize())
pipeline, stop = queue.Queue(maxsize=10), threading.Event()
with ThreadPoolExecutor(max_workers=2) as executor:
    executor.submit(produce, pipeline, stop)
    executor.submit(consume, pipeline, stop)
    time.sleep(0.1)
    stop.set()
"""


def test_who_waits_for_ever_is_found_though_some_orders_are_long():
    """On the clock it goes round for thousands of steps: the few runs there are must not all go into one long order."""
    found = explored(PIPELINE, search=Search(budget=Budget(schedules=60)))

    assert "deadlock" in {one.ending.kind for one in found.endings}


UNEVEN = """
import threading
count, lock = 0, threading.Lock()
def add(amount):
    global count
    for n in range(18):
        with lock:
            count = count + amount
pair = [threading.Thread(target=add, args=(n,)) for n in (1, 2)]
for t in pair: t.start()
for t in pair: t.join()
"""


def test_steps_that_are_all_too_few_are_left_for_what_can_be_claimed():
    """Runs are so long that steps come to an end before schedules do: reduction would have taken all of them."""
    found = explored(UNEVEN, search=Search(budget=Budget(schedules=800)))

    assert found.schedules < 800
    assert found.proved.startswith("There is no other ending among all orders with no forced switch")
