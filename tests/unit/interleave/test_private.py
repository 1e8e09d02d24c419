"""What CPython's objects have inside and models have not: to look for it is no mistake of the program's."""

import subprocess
import sys
import textwrap

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, outputs, timed

FEW = Search(budget=Budget(schedules=20))
THINGS = [
    "threading.Thread()", "threading.Timer(1, print)", "threading.Event()", "threading.Condition()", "threading.Semaphore()",
    "threading.BoundedSemaphore()", "threading.Barrier(2)", "queue.Queue()", "queue.PriorityQueue()", "queue.LifoQueue()",
    "queue.SimpleQueue()", "futures.Future()", "futures.ThreadPoolExecutor(1)", "futures.ProcessPoolExecutor(1)", "mp.Queue()",
    "mp.JoinableQueue()", "mp.SimpleQueue()", "mp.Event()", "mp.Condition()", "mp.Lock()", "mp.RLock()", "mp.Semaphore()", "mp.Barrier(2)",
]  # fmt: skip
NAMES = """
import threading, queue, multiprocessing as mp
from concurrent import futures
if __name__ == "__main__":
    print(*[name for name in dir({thing}) if not name.startswith("__")])
"""


def in_life(text: str) -> str:
    """What the program prints, or the last line of its error."""
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(text)], capture_output=True, text=True, timeout=60)
    return done.stdout or done.stderr.splitlines()[-1]


@pytest.mark.parametrize("thing", THINGS)
def test_every_name_that_is_there_in_life_is_there(thing):
    text = NAMES.format(thing=thing)
    missing = set(in_life(text).split()) - set(timed(text).stdout.split())

    assert set() == missing


@pytest.mark.parametrize(
    ("look", "what"),
    [
        ("threading.Thread()._started.is_set()", "Thread._started"),
        ("threading.Timer(1, print)._tstate_lock", "Thread._tstate_lock"),
        ("threading.Event()._cond", "Event._cond"),
        ("hasattr(threading.Barrier(2), '_state')", "Barrier._state"),
        ("futures.Future()._condition", "Future._condition"),
        ("getattr(futures.ThreadPoolExecutor(1), '_idle_semaphore')", "ThreadPoolExecutor._idle_semaphore"),
        ("mp.Lock()._semlock._is_zero()", "SemLock._semlock"),
        ("mp.JoinableQueue()._reader.poll()", "Queue._reader"),
        ("memoryview(mp.Array('i', 3).get_obj())", "a view of shared memory"),
        ("memoryview(mp.RawArray('i', 3))", "a view of shared memory"),
        ("bytes(mp.RawArray('i', 3))", "a view of shared memory"),
    ],
)
def test_who_looks_is_not_under_control_and_not_wrong(look, what):
    text = f"""
        import threading, multiprocessing as mp
        from concurrent import futures
        if __name__ == "__main__":
            print({look})
    """
    found = explored(text, search=FEW)

    assert ["engine_fault"] == [end.ending.kind for end in found.endings]
    assert [(5, what)] == [(escape.line, escape.what) for escape in found.escapes]
    assert [what] == [escape.what for escape in timed(text).escapes]


@pytest.mark.parametrize(
    "look", ["print(len(threading._active))", "print(threading._main_thread is threading.main_thread())"]
)
def test_the_roll_of_the_real_module_is_not_ours(look):
    found = explored(f"import threading\n{look}\n", search=FEW)

    assert not found.controlled


def test_views_of_everything_else_are_what_they_were():
    text = """
        import multiprocessing as mp
        if __name__ == "__main__":
            view = memoryview(b"abc")
            print(view[1], isinstance(view, memoryview), isinstance(b"abc", memoryview), memoryview.__name__)
    """

    assert "98 True False memoryview\n" == timed(text).stdout == in_life(text)


def test_how_much_is_left_for_a_pool_can_be_seen():
    text = """
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(1) as pool:
            job = pool.submit(pow, 2, 3)
            seen = pool._work_queue.qsize()
            print(job.result(), seen in (0, 1), pool._shutdown, pool._max_workers)
    """
    found = explored(text)

    assert {"8 True False 1\n"} == outputs(found)
    assert found.exhaustive


OWN = """
    import threading
    class Worker(threading.Thread):
        def __init__(self):
            super().__init__()
            {made}
        {method}
        def run(self):
            pass
    worker = Worker()
    worker.start()
    try:
        {asked}
    except TypeError as error:
        print(error)
    else:
        print("well")
"""
STOPS = [
    ("self._stop = threading.Event()", "pass", "worker.join()"),
    ("self._stop = False", "pass", "worker.join(5)"),
    ("self._stop = False", "pass", "while worker.is_alive(): pass"),
    ("pass", "def _stop(self): print('stopped')", "worker.join()"),
    ("pass", "_stop = None", "worker.join()"),
    ("self._stopped = False", "def stop(self): print('stopped')", "worker.join()"),
    ("self._finished = True", "def _check(self): return 1", "print(worker._finished, worker._check()); worker.join()"),
]


@pytest.mark.parametrize(("made", "method", "asked"), STOPS)
def test_a_thread_s_own_stop_is_called_where_this_version_calls_it(made, method, asked):
    text = OWN.format(made=made, method=method, asked=asked)

    assert {in_life(text)} == outputs(explored(text))


def test_a_look_at_a_thread_that_is_over_calls_it_too():
    text = OWN.format(made="self._stop = False", method="pass", asked="import time; time.sleep(1); worker.join(0)")

    assert in_life(text) == timed(text).stdout


@pytest.mark.parametrize("name", ["_started", "_stderr"])
def test_what_else_the_library_keeps_is_beyond_control(name):
    found = explored(OWN.format(made=f"self.{name} = False", method="pass", asked="worker.join()"), search=FEW)

    assert [f"another {name} of a thread than the library's"] == [escape.what for escape in found.escapes]


def test_what_the_library_replaces_itself_is_no_matter():
    assert explored(OWN.format(made="self._ident = 3", method="pass", asked="worker.join()")).exhaustive
