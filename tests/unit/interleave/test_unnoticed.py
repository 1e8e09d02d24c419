"""A task's error stays in its future: that nobody asked for it is told of an ending that looks well."""

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Script, Search

pytestmark = pytest.mark.slow  # the same on every interpreter

UNNOTICED = "A task failed with ZeroDivisionError: division by zero (line 4), and nobody asked for its result"
TASK = """
def work(n):
    print(n)
    return 1 / n
"""
FUTURES = """
from concurrent.futures import {kind}, wait
if __name__ == "__main__":
    with {kind}(2) as pool:
        {use}
"""
POOL = """
from multiprocessing.pool import ThreadPool as Threads
from multiprocessing import Pool
if __name__ == "__main__":
    pool = {kind}(2)
    {use}
    pool.close()
    pool.join()
"""
LOST_FUTURES = ["pool.submit(work, 0)", "pool.map(work, (1, 0))", "wait([pool.submit(work, 0)])"]
NOTICED_FUTURES = [
    "print(pool.submit(work, 0).exception())",
    "pool.submit(work, 0).add_done_callback(lambda done: done.exception())",
    "pool.submit(work, 1)",
]
LOST_RESULTS = ["pool.apply_async(work, (0,))", "pool.map_async(work, (1, 0))", "pool.imap(work, (1, 0))"]
NOTICED_RESULTS = [
    "pool.apply_async(work, (0,), error_callback=print)",
    "one = pool.apply_async(work, (0,)); one.wait(); print(one.successful())",
    "pool.apply_async(work, (1,))",
]


def details(text):
    found = explore(
        Program("/tmp", "p.py", {"p.py": TASK + text}),
        Script(),
        Search(budget=Budget(schedules=200)),
    )
    assert {"finished"} == {end.ending.kind for end in found.endings}
    return {end.ending.detail for end in found.endings}


@pytest.mark.parametrize("kind", ["ThreadPoolExecutor", "ProcessPoolExecutor"])
@pytest.mark.parametrize(
    ("use", "told"),
    [*((use, UNNOTICED) for use in LOST_FUTURES), *((use, "") for use in NOTICED_FUTURES)],
)
def test_what_a_future_keeps_to_itself_is_told(kind, use, told):
    assert {told} == details(FUTURES.format(kind=kind, use=use))


@pytest.mark.parametrize("kind", ["Threads", "Pool"])
@pytest.mark.parametrize(
    ("use", "told"),
    [*((use, UNNOTICED) for use in LOST_RESULTS), *((use, "") for use in NOTICED_RESULTS)],
)
def test_what_a_result_of_a_pool_keeps_to_itself_is_told(kind, use, told):
    assert {told} == details(POOL.format(kind=kind, use=use))


def test_an_error_that_comes_in_some_orders_only_is_an_ending_of_its_own():
    text = """
from concurrent.futures import ThreadPoolExecutor
n = 0
def fail():
    return 1 / n
def change():
    global n
    n = 1
with ThreadPoolExecutor(2) as pool:
    pool.submit(fail)
    pool.submit(change)
"""
    (lost,) = details(text) - {""}

    assert lost.startswith("A task failed with ZeroDivisionError")


def test_nobody_asks_an_error_of_the_programs_what_it_says():
    """In life nobody does: what its `__str__` does, or waits for, is not done."""
    told = details("""
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
lock = Lock()
class Mine(Exception):
    def __str__(self):
        with lock:
            print("asked")
        return "mine"
class Thing:
    __repr__ = Mine.__str__
def fail(error):
    with lock:
        raise error
with ThreadPoolExecutor(1) as pool:
    pool.submit(fail, Mine())
    pool.submit(fail, ValueError(Thing()))
""")

    assert {
        "A task failed with Mine (line 18), and nobody asked for its result\n"
        "A task failed with ValueError (line 18), and nobody asked for its result"
    } == told


def test_no_metaclass_is_asked_for_what_an_error_was_made_of():
    told = details("""
from concurrent.futures import ThreadPoolExecutor
class Meta(type):
    def __hash__(cls): raise KeyboardInterrupt
class Thing(metaclass=Meta):
    pass
def fail():
    raise ValueError(Thing())
with ThreadPoolExecutor(1) as pool:
    pool.submit(fail)
""")

    assert {"A task failed with ValueError (line 12), and nobody asked for its result"} == told
