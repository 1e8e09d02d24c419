"""What Python 3.14 has brought: it is there where it is there in life, and does the same."""

import sys
import textwrap

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, in_life, outputs

FEW = Search(budget=Budget(schedules=200))
FRAME = """
import contextvars, multiprocessing as mp, threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
number = contextvars.ContextVar("number", default=0)
def double(n): return 2 * n
if __name__ == "__main__":
    try:
{what}
    except (AttributeError, TypeError, ValueError) as error:
        print(type(error).__name__, str(error).rpartition(".")[2])
"""
TAKEN = "{lock}; print(lock.locked()); lock.acquire(); print(lock.locked()); lock.release(); print(lock.locked())"
NEW = {
    "rlock": TAKEN.format(lock="lock = threading.RLock()"),
    "condition": TAKEN.format(lock="lock = threading.Condition()"),
    "condition over a lock": TAKEN.format(lock="lock = threading.Condition(threading.Lock())"),
    "lock of processes": TAKEN.format(lock="lock = mp.Lock()"),
    "rlock of processes": TAKEN.format(lock="lock = mp.RLock()"),
    "semaphore of processes": TAKEN.format(lock="lock = mp.Semaphore(1)"),
    "context of a thread": """
        context = contextvars.copy_context(); context.run(number.set, 5)
        for more in ({}, {"context": None}, {"context": context}):
            thread = threading.Thread(target=lambda: print(number.get()), **more); thread.start(); thread.join()
    """,
    "a context keeps what a thread puts there": """
        context = contextvars.Context()
        thread = threading.Thread(target=number.set, args=(3,), context=context); thread.start(); thread.join()
        print(context[number], number.get())
    """,
    "a few results ahead": """
        taken = []
        def numbers():
            for n in range(4): taken.append(n); yield n
        with ThreadPoolExecutor(1) as pool:
            results = pool.map(double, numbers(), buffersize=2)
            print(taken, next(results), taken, list(results), taken)
    """,
    "a few results of processes ahead": """
        with ProcessPoolExecutor(1, mp.get_context("fork")) as pool:
            print(list(pool.map(double, range(5), chunksize=2, buffersize=1)))
    """,
    "none ahead": "ThreadPoolExecutor(1).map(double, [], buffersize=0)",
    "ahead by no number": "ThreadPoolExecutor(1).map(double, [], buffersize='1')",
}  # fmt: skip


@pytest.mark.parametrize("what", NEW.values(), ids=NEW)
def test_it_is_there_where_it_is_in_life(what):
    text = FRAME.format(what=textwrap.indent(textwrap.dedent(what).strip(), " " * 8))

    assert {in_life(text)} == outputs(explored(text, search=FEW))


@pytest.mark.parametrize("what", ["mp.Process().interrupt()", "ProcessPoolExecutor(1).kill_workers()"])
def test_what_no_model_knows_is_not_under_control_where_it_is_there(what):
    text = FRAME.format(what=f"        {what}")
    found = explored(text, search=FEW)

    assert found.controlled == (sys.version_info < (3, 14))
