"""What CPython's objects have inside and models have not: to look for it is no mistake of the program's."""

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, in_life, outputs, timed

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
    for thing in ({things}):
        print(*[name for name in dir(thing) if not name.startswith("__")])
"""


def test_every_name_that_is_there_in_life_is_there():
    text = NAMES.format(things=", ".join(THINGS))
    lived, told = in_life(text).splitlines(), timed(text).stdout.splitlines()
    missing = [set(there.split()) - set(here.split()) for there, here in zip(lived, told, strict=True)]

    assert {} == {thing: names for thing, names in zip(THINGS, missing, strict=True) if names}


@pytest.mark.parametrize(
    ("put", "what"),
    [
        ("threading.Semaphore()._cond = None", "another Semaphore._cond than the library's"),
        ("del threading.Event()._cond", "the end of Event._cond"),
        ("threading.Barrier(2)._count = 1", "another Barrier._count than the library's"),
        ("futures.Future()._condition = None", "another Future._condition than the library's"),
    ],
)
def test_who_puts_something_else_there_is_not_under_control(put, what):
    found = explored(f"import threading\nfrom concurrent import futures\n{put}", search=FEW)

    assert not found.controlled
    assert [(3, what)] == [(escape.line, escape.what) for escape in found.escapes]


@pytest.mark.parametrize(
    ("look", "what"),
    [
        ("threading.Thread()._started.is_set()", "Thread._started"),
        ("threading.Timer(1, print)._stderr", "Thread._stderr"),
        ("threading.Event()._cond", "Event._cond"),
        ("hasattr(threading.Barrier(2), '_state')", "Barrier._state"),
        ("futures.Future()._condition", "Future._condition"),
        ("getattr(futures.ThreadPoolExecutor(1), '_idle_semaphore')", "ThreadPoolExecutor._idle_semaphore"),
        ("mp.Lock()._semlock._is_zero()", "Lock._semlock"),
        ("mp.Queue()._notempty", "Queue._notempty"),
        ("mp.Pool(1)._cache", "Pool._cache"),
        ("mp.JoinableQueue()._reader.poll()", "JoinableQueue._reader"),
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
