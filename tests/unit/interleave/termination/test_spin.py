"""A loop goes round in vain only if it is the same loop that goes round: another call's turns are its own."""

from __future__ import annotations

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Script, Search
from tests.support.programs import explored, outputs, timed

AROUND = """
import threading

ready = False
lock = threading.Lock()


{helper}


def work():
    for _ in range(6):
        {call}
    print("through")


lock.acquire()
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""

HELPERS = {
    "one look": ("def once():\n    while not ready:\n        return False", "once()"),
    "a bounded number": (
        "def some():\n    n = 0\n    while not ready and n < 3:\n        n += 1",
        "some()",
    ),
    "a lock that is tried": (
        "def attempt():\n    while True:\n        if lock.acquire(blocking=False):\n            return True\n        return False",
        "attempt()",
    ),
    "equal numbers": ("def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a", "gcd(12, 4)"),
    "called by C": ("def once(x):\n    while not ready:\n        return 1", "sum(map(once, [7, 7, 7]))"),
    "in the same frame": ("", "while not ready: break"),
    "generators": (
        "def looks():\n    while not ready:\n        yield 1\n        return",
        "list(looks())",
    ),
}


@pytest.mark.parametrize(("helper", "call"), HELPERS.values(), ids=HELPERS)
def test_a_loop_that_is_come_to_again_is_another_loop(helper, call):
    text = AROUND.format(helper=helper, call=call)
    found = explore(Program("/tmp", "p.py", {"p.py": text}), Script(), Search(budget=Budget(schedules=60)))

    assert [("finished", "through\n")] == [(one.ending.kind, one.ending.stdout) for one in found.endings]
    assert found.exhaustive
    assert "through\n" == timed(text).stdout


POLLS = {
    "sleeps": "while time.monotonic() < end: time.sleep(0.1)",
    "sleeps hardly": "while time.monotonic() < end: time.sleep(0.001)",
    "waits": "while time.monotonic() < end: event.wait(0.1)",
    "joins": "while time.monotonic() < end and thread.is_alive(): thread.join(timeout=0.25)",
    "under a lock": "while time.monotonic() < end:\n    with lock: time.sleep(0.1)",
    "does nothing": "while time.monotonic() < end: pass",
}
UNTIL = """
import threading, time

event, lock = threading.Event(), threading.Lock()
thread = threading.Thread(target=event.wait)
thread.start()
start = time.monotonic()
end = start + 2
{loop}
print("on time" if 2 <= time.monotonic() - start < 2.26 else time.monotonic() - start)
event.set()
thread.join()
"""


@pytest.mark.parametrize("loop", POLLS.values(), ids=POLLS)
def test_who_polls_the_clock_waits_as_long_as_in_life(loop):
    """What a turn sleeps is the time it takes: nothing is added."""
    found = explored(UNTIL.format(loop=loop), search=Search(budget=Budget(schedules=20)))

    assert {"on time\n"} == outputs(found)
    assert "on time\n" == timed(UNTIL.format(loop=loop)).stdout


@pytest.mark.parametrize("rest", ["time.sleep(0.1)", "pass"])
def test_who_polls_the_clock_for_ages_is_told(rest):
    """Time runs ever faster for who waits for what never comes."""
    text = f"import threading, time\n\ndef work():\n    while not ready:\n        time.time()\n        {rest}\n\n"
    text += "ready = False\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\n"
    found = explored(text, search=Search(budget=Budget(schedules=5)))

    assert {"livelock"} == {one.ending.kind for one in found.endings}


HANDED_OVER = {
    "tokens as time goes by": """
import threading, time
tokens = threading.Semaphore(0)
def give():
    while True:
        tokens.release()
        time.sleep(1)
threading.Thread(target=give, daemon=True).start()
tokens.acquire(); tokens.acquire()
print("two")
""",
    "turn and turn about": """
import threading
ping, pong = threading.Semaphore(1), threading.Semaphore(0)
def hand_on():
    while True:
        ping.acquire()
        pong.release()
threading.Thread(target=hand_on, daemon=True).start()
for _ in range(3):
    pong.acquire()
    ping.release()
print("two")
""",
    "from process to process": """
import multiprocessing as mp
def hand_on(ping, pong):
    while True:
        ping.acquire()
        pong.release()
if __name__ == "__main__":
    ping, pong = mp.Semaphore(0), mp.Semaphore(0)
    mp.Process(target=hand_on, args=(ping, pong), daemon=True).start()
    for _ in range(3):
        ping.release()
        pong.acquire()
    print("two")
""",
    "a lock that is not always locked": """
import threading, time
door = threading.Lock()
def keep_open():
    while True:
        try:
            door.release()
        except RuntimeError:
            pass
        time.sleep(0.5)
threading.Thread(target=keep_open, daemon=True).start()
door.acquire(); door.acquire()
print("two")
""",
    "a bounded semaphore that may be full": """
import threading, time
tokens = threading.BoundedSemaphore(1)
def fill():
    while True:
        try:
            tokens.release()
        except ValueError:
            pass
        time.sleep(0.5)
threading.Thread(target=fill, daemon=True).start()
tokens.acquire(); tokens.acquire()
print("two")
""",
    "a lock of processes": """
import multiprocessing as mp, time
def keep_open(door):
    while True:
        try:
            door.release()
        except ValueError:
            pass
        time.sleep(0.5)
if __name__ == "__main__":
    door = mp.Lock()
    mp.Process(target=keep_open, args=(door,), daemon=True).start()
    door.acquire(); door.acquire()
    print("two")
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HANDED_OVER.values(), ids=HANDED_OVER)
def test_what_is_given_for_another_to_take_is_no_empty_turn(text):
    """To take a lock and give the same back leaves nothing behind; to give without having taken does."""
    found = explore(Program("/tmp", "p.py", {"p.py": text}), Script(), Search(budget=Budget(schedules=60)))

    assert [("finished", "two\n")] == [(one.ending.kind, one.ending.stdout) for one in found.endings]


GIVES_IN_VAIN = {
    "Lock": ("import threading\nother = threading.Lock()", "RuntimeError"),
    "BoundedSemaphore": ("import threading\nother = threading.BoundedSemaphore(1)", "ValueError"),
}


@pytest.mark.parametrize(("made", "error"), GIVES_IN_VAIN.values(), ids=GIVES_IN_VAIN)
def test_who_only_tries_to_give_back_what_nobody_has_gets_nowhere(made, error):
    """A release that fails is a look: it changes nothing."""
    text = f"""
{made}
def wait():
    while True:
        try:
            other.release()
        except {error}:
            pass
        else:
            break
thread = threading.Thread(target=wait)
thread.start()
thread.join()
"""
    found = explore(Program("/tmp", "p.py", {"p.py": text}), Script(), Search(budget=Budget(schedules=60)))

    assert [("livelock", True)] == [(one.ending.kind, found.exhaustive) for one in found.endings]


def test_a_condition_of_processes_that_times_out_gives_its_lock_and_has_it_again():
    """It gives its lock by an act of another name: the two are a pair all the same."""
    text = """
import multiprocessing as mp
def wait(condition):
    with condition:
        while True:
            condition.wait(1)
if __name__ == "__main__":
    condition = mp.Condition(mp.Lock())
    process = mp.Process(target=wait, args=(condition,))
    process.start()
    process.join()
"""
    found = explore(Program("/tmp", "p.py", {"p.py": text}), Script(), Search(budget=Budget(schedules=60)))

    assert ["livelock"] == [one.ending.kind for one in found.endings]


def test_who_polls_a_heap_under_a_lock_waits_for_what_is_put_in():
    found = explored("""
        import heapq, threading
        heap, lock = [], threading.Lock()
        def put(number):
            with lock:
                heapq.heappush(heap, number)
        def get():
            while True:
                with lock:
                    if heap:
                        print(heapq.heappop(heap))
                        return
        threads = [threading.Thread(target=put, args=(n,)) for n in (2, 1)] + [threading.Thread(target=get)]
        for t in threads: t.start()
        for t in threads: t.join()
    """)

    assert {"1\n", "2\n"} == outputs(found)
    assert found.exhaustive
