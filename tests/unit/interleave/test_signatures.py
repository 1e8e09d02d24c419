"""What `inspect.signature` says of the library: the same as in life, though it asks models."""

import inspect
import queue
import threading
from concurrent import futures

import pytest

from grader.interleave.models.signatures import signature
from grader.interleave.models.threading.threads import Thread
from tests.support.programs import timed

ASKED = {
    "threading.Thread": threading.Thread,
    "threading.Thread.join": threading.Thread.join,
    "threading.Timer": threading.Timer,
    "threading.Event().wait": threading.Event().wait,
    "threading.Condition.wait_for": threading.Condition.wait_for,
    "threading.Semaphore": threading.Semaphore,
    "threading.Barrier": threading.Barrier,
    "queue.Queue.put": queue.Queue.put,
    "queue.Queue": queue.Queue,
    "futures.ThreadPoolExecutor": futures.ThreadPoolExecutor,
    "futures.Future.result": futures.Future.result,
    "futures.Executor.submit": futures.Executor.submit,
    "Own": lambda n, *more, last=3, **rest: n,
}


@pytest.mark.parametrize("name", ASKED)
def test_they_are_those_of_life(name):
    text = f"""
        import inspect, threading, queue
        from concurrent import futures
        Own = lambda n, *more, last=3, **rest: n
        print(inspect.signature({name}))
    """

    # From 3.14 on the executor hands more on to other kinds of executor, and takes nothing more itself.
    assert f"{inspect.signature(ASKED[name])}\n".replace(", **ctxkwargs", "") == timed(text).stdout


def test_a_class_made_from_one_has_its_own():
    text = """
        import inspect, threading
        class Mine(threading.Thread):
            def __init__(self, a, *, b: int = 2):
                super().__init__()
        print(inspect.signature(Mine), inspect.signature(Mine.join))
    """

    assert "(a, *, b: int = 2) (self, timeout=None)\n" == timed(text).stdout


def test_nothing_of_ours_is_among_them():
    """No annotation says how a model is written."""
    told = signature(inspect.Signature, Thread.__init__)

    assert all(one.annotation is inspect.Parameter.empty for one in told.parameters.values())
    assert signature(inspect.Signature, lambda one: one) == inspect.signature(lambda one: one)
