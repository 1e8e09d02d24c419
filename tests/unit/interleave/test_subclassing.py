"""Classes that programs make from those of the library: what they override and call their own."""

import sys

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, in_life, outputs, timed

FEW = Search(budget=Budget(schedules=20))
POOL = """
    from concurrent.futures import {pool}
    class Pool({pool}):
        closed = False
        def shutdown(self, wait=True, **more):
            print("shut down", wait, more)
            if self.closed:
                raise RuntimeError("already closed")
            self.closed = True
            super().shutdown(wait, **more)
    if __name__ == "__main__":
        {used}
        print("done")
"""


@pytest.mark.parametrize("pool", ["ThreadPoolExecutor", "ProcessPoolExecutor"])
@pytest.mark.parametrize(
    "used",
    [
        "pool = Pool(1); print(pool.submit(str, 1).result())",
        "with Pool(1) as pool: print(pool.submit(str, 1).result())",
    ],
)
def test_the_end_of_the_program_shuts_a_pool_down_by_no_method_of_the_program_s(pool, used):
    text = POOL.format(pool=pool, used=used)

    assert {in_life(text)} == outputs(explored(text))


APART = """
    import multiprocessing.pool, queue, threading
    from concurrent import futures
    if __name__ == "__main__":
        class Own({kind}):
            {text}
        print("well")
"""


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("threading.BoundedSemaphore", "def count(self): self._taken = 0", "_taken"),
        ("threading.Semaphore", "_give = None", "_give"),
        ("threading.Semaphore", "def count(self): self._cond = 0", "_cond"),
        ("threading.Event", "def count(self): self._waiters = 0", "_waiters"),
        ("threading.Condition", "def _release_save(self): pass", "_release_save"),
        ("threading.Barrier", "_enter = property(lambda self: None)", "_enter"),
        (
            "queue.Queue",
            "full_ = property(None, lambda self, value: setattr(self, 'a', 1)); _has_room = 1",
            "_has_room",
        ),
        ("queue.PriorityQueue", "@classmethod\n            def make(cls): one = cls(); one._size = 1", "_size"),
        ("futures.Future", "def settle(self):\n                for self._settled in (): pass", "_settled"),
        ("futures.ThreadPoolExecutor", "def wait(self): (lambda: self)()._idle = 1", "_idle"),
        ("futures.ProcessPoolExecutor", "def close(self): self._closed = True", "_closed"),
        ("multiprocessing.pool.Pool", "def count(self): self._taskqueue = 1", "_taskqueue"),
        ("multiprocessing.Process", "def _is_mine(self): return True", "_is_mine"),
    ],
)
def test_a_name_that_only_the_library_s_class_has_or_only_ours_is_beyond_control(kind, text, name):
    found = explored(APART.format(kind=kind, text=text), search=FEW)
    library = kind.rpartition(".")[2].replace("PriorityQueue", "Queue")

    assert [(5, f"{name}, which a {library} has for itself,")] == [(it.line, it.what) for it in found.escapes]
    assert ["engine_fault"] == [one.ending.kind for one in found.endings]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("threading.BoundedSemaphore", "def count(self): self._used = self._value"),
        ("threading.Event", "def seen(self): return self._flag"),
        ("queue.Queue", "def _put(self, item): self.queue.append(item)"),
        ("queue.Queue", "def count(self): self._seen = 1"),
        ("queue.Queue", "def __init__(self): super().__init__(3); self.maxsize = 4; self.limit = 5"),
        ("multiprocessing.Process", "def run(self): self._result = 1"),
        ("threading.Thread", "def __init__(self): super().__init__(); self._check = self._finished = self._size = 1"),
        ("object", "def _has_room(self): return 3"),
        ("futures.ThreadPoolExecutor", "def count(self): other = object(); print(other._idle)"),
    ],
)
def test_names_that_both_have_or_nobody_are_the_program_s(kind, text):
    found = explored(APART.format(kind=kind, text=text), search=FEW)

    assert ((), {"well\n"}) == (found.escapes, outputs(found))


BARE = """
    import queue, threading
    from concurrent.futures import ThreadPoolExecutor
    class Own({kind}):
        def __init__(self):
            pass
    try:
        {asked}
    except Exception as error:
        print(type(error).__name__, error)
"""


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("threading.Event", "Own().is_set()"), ("threading.Event", "Own().set()"), ("threading.Event", "Own().clear()"), ("threading.Event", "Own().wait()"),
        ("threading.Semaphore", "Own().acquire()"), ("threading.Semaphore", "Own().release()"), ("threading.BoundedSemaphore", "Own().release()"),
        ("threading.Condition", "Own().acquire()"), ("threading.Condition", "Own().notify()"), ("queue.Queue", "Own().put(1)"),
        ("queue.Queue", "Own().get()"), ("queue.Queue", "Own().join()"), ("queue.Queue", "Own().task_done()"), ("queue.Queue", "Own().qsize()"),
        ("queue.Queue", "Own().empty()"), ("queue.Queue", "Own().full()"), ("ThreadPoolExecutor", "Own().submit(print)"), ("ThreadPoolExecutor", "Own().shutdown()"),
        ("ThreadPoolExecutor", "ThreadPoolExecutor().submit(fn=print)"),
    ],
)  # fmt: skip
def test_who_forgets_the_library_s_init_is_told_what_is_missing_as_in_life(kind, asked):
    text = BARE.format(kind=kind, asked=asked)

    assert in_life(text) == timed(text).stdout


@pytest.mark.parametrize("asked", ["one.shutdown()", "one.put(1)", "hasattr(one, 'is_shutdown')", "one.get_nowait()"])
def test_a_queue_can_be_shut_where_this_python_s_can(asked):
    text = f"""
        import queue
        class Own(queue.Queue):
            def close(self): self.is_{"shutdown" if sys.version_info < (3, 13) else "closed"} = True
        one = Own()
        one.close()
        try:
            print({asked})
        except Exception as error:
            print(type(error).__name__, error)
    """

    assert in_life(text) == timed(text).stdout


def test_a_thread_local_shows_what_the_program_keeps_in_it():
    text = """
        import threading
        class Own(threading.local):
            def __init__(self, number):
                self.number = number
        own, bare = Own(3), threading.local()
        bare.a = 1
        def work():
            own.number += 1
            print(vars(own), vars(bare))
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        print(vars(own), bare.__dict__, hasattr(own, "_local__args"))
        for name in list(vars(bare)):
            delattr(bare, name)
        print(vars(bare))
    """

    assert {in_life(text)} == outputs(explored(text))


def test_a_thread_local_is_made_anew_in_the_threads_of_a_forked_child():
    text = """
        import multiprocessing, threading
        class Own(threading.local):
            def __init__(self, number):
                self.number = number
        own = Own(3)
        own.number = 5
        def work():
            print(own.number)
        def child():
            work()
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
        process = multiprocessing.get_context("fork").Process(target=child)
        process.start()
        process.join()
    """

    assert in_life(text) == timed(text).stdout == "5\n3\n"


def test_a_child_may_hold_functions_of_the_clock():
    text = """
        import multiprocessing
        from time import perf_counter, sleep
        def work():
            sleep(0.1)
            print("slept", perf_counter() > 0)
        if __name__ == "__main__":
            child = multiprocessing.get_context("fork").Process(target=work)
            child.start(); child.join()
    """

    assert {"slept True\n"} == outputs(explored(text))


def test_memoryview_is_a_class_with_methods():
    text = """
        import multiprocessing
        print([*map(memoryview.tobytes, [memoryview(b"ab")])], issubclass(memoryview, memoryview), issubclass(int, memoryview))
    """

    assert {"[b'ab'] True False\n"} == outputs(explored(text))
