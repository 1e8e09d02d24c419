"""Whoever goes round alone is looked at only now and then: what it does there must be seen, whatever it is."""

import pytest

from tests.support.programs import timed

pytestmark = pytest.mark.slow  # the same on every interpreter

GETS_SOMEWHERE = {
    "appends": ("done = []", "len(done) < 5_100", "done.append(1)"),
    "takes out": ("left = set(range(5_100))", "left", "left.pop()"),
    "stores": ("items = [0]", "items[0] < 5_100", "items[0] += 1"),
    "goes on with an iterator": ("it, last = iter(range(5_100)), [0]", "last[0] < 5_099", "last[0] = next(it)"),
    "counts in an object": ("one = Thing()", "one.n < 5_100", "one.n += 1"),
    "calls a method that does": ("one = Thing()", "one.n < 5_100", "one.up()"),
    "counts in a class": ("", "Thing.k < 5_100", "Thing.k += 1"),
    "counts in a global": ("", "read() < 5_100", "up()"),
    "counts in a closure": ("n, up = closed()", "n() < 5_100", "up()"),
    "puts into a queue": ("jobs = queue.Queue()", "jobs.qsize() < 5_100", "jobs.put(1)"),
    "takes a semaphore": ("room = threading.Semaphore(5_100)", "room.acquire(blocking=False)", "pass"),
    "takes many locks": (
        "locks = [threading.Lock() for _ in range(5_100)]; free = iter(locks)",
        "any(not lock.locked() for lock in locks[-1:])",
        "next(free).acquire(blocking=False)",
    ),
    "fills an array": ("numbers = array.array('i')", "len(numbers) < 5_100", "numbers.append(1)"),
}
TEXT = """
import array, queue, threading, time

class Thing:
    k = 0
    def __init__(self):
        self.n = 0
    def up(self):
        self.n += 1

number = 0
def read():
    return number
def up():
    global number
    number += 1
def closed():
    n = 0
    def get():
        return n
    def up():
        nonlocal n
        n += 1
    return get, up

def main():
    {first}
    while {test}:
        {body}
        time.sleep(0.1)
    print("through")

{begins}
main()
"""
ALONE = {
    "from the first": "",
    "in the end": "thread = threading.Thread(target=print)\nthread.start()\nthread.join()",
}


@pytest.mark.parametrize(
    ("case", "begins"),
    [*((case, ALONE["from the first"]) for case in GETS_SOMEWHERE), ("counts in a global", ALONE["in the end"])],
)
def test_who_gets_somewhere_is_not_said_to_get_nowhere(case, begins):
    first, test, body = GETS_SOMEWHERE[case]

    ended = timed(TEXT.format(first=first, test=test, body=body, begins=begins))

    assert (ended.kind, ended.stdout.strip()) == ("finished", "through")
