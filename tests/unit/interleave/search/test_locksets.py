"""What may be said of a run that is one of very many: whether locks keep its actors apart."""

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored

pytestmark = pytest.mark.slow  # the same on every interpreter

SAID = "nothing that two could change at once was touched without a lock that both took"
FEW = Search(budget=Budget(schedules=9))
PAIR = """
import threading
{}
first, second = threading.Thread(target=one), threading.Thread(target=two)
{}
print("ended")
"""
BOTH = "first.start(); second.start(); first.join(); second.join()"


def said_of(text: str, runs: str = BOTH) -> bool:
    exploration = explored(PAIR.format(text, runs), search=FEW)

    assert 1 == len(exploration.endings), "what nobody prints makes no other ending"
    assert "of very many orders were tried." in exploration.proved
    return SAID in exploration.proved


LOCKED = """
n, lock = 0, threading.{}()
def one():
    global n
    for _ in range(150):
        with lock: n += 1
two = one
"""


@pytest.mark.parametrize("kind", ["Lock", "RLock"])
def test_what_is_changed_under_one_lock_is_kept_apart(kind):
    assert said_of(LOCKED.format(kind))


@pytest.mark.parametrize("held", ["with lock:", "if True:"])
def test_it_is_said_of_thousands_of_rounds_too(held):
    text = LOCKED.replace("with lock:", held).replace("150", "2_000").format("Lock")
    exploration = explored(PAIR.format(text, f"{BOTH}; print(n)"))

    assert exploration.schedules < 50
    assert (held == "with lock:") == (SAID in exploration.proved) == (1 == len(exploration.endings))


def test_what_others_do_before_and_after_needs_no_lock():
    assert said_of(LOCKED.format("Lock"), f"n = 5; {BOTH}; n += 1")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        (LOCKED.replace("with lock:", "if True:").format("Lock"), BOTH),
        (LOCKED.replace("threading.{}()", "threading.Semaphore(2)"), BOTH),
        (LOCKED.format("Lock") + "def two():\n    for _ in range(150):\n        with threading.Lock(): one.last = n\n", BOTH),
        (LOCKED.format("Lock"), BOTH.replace("second.start()", "n += 1; second.start()")),
        (LOCKED.replace("with lock: n += 1", "lock.acquire(timeout=1) and lock.release(); n += 1").format("Lock"), BOTH),
        (LOCKED.replace("with lock: n += 1", "\n        with lock: m = n\n        with lock: n = m + 1").format("Lock"), BOTH),
    ],
    ids=["no lock", "a semaphore for two", "a lock for one only", "main, after a start", "given back", "torn apart"],
)  # fmt: skip
def test_nothing_is_said_of_what_can_meet(text, runs):
    assert not said_of(text, runs)


def test_nothing_is_said_where_something_else_was_found():
    last = LOCKED.replace("n += 1", "n = threading.current_thread().name").format("Lock")
    found = explored(PAIR.format(last, BOTH + "; print(n)"), search=FEW)

    assert 1 < len(found.endings)
    assert SAID not in found.proved


def test_processes_are_kept_apart_by_the_lock_of_their_value():
    found = explored(
        """
from multiprocessing import Process, Value
def add(number):
    for _ in range(150):
        with number.get_lock(): number.value += 1
if __name__ == "__main__":
    number = Value("i", 0)
    ps = [Process(target=add, args=(number,)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(number.value)
""",
        search=FEW,
    )

    assert SAID in found.proved
