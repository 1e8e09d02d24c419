"""Which functions of the program each actor ran, however it came to run them."""

import pytest

from tests.support.programs import explored, timed

PROGRAM = """
from concurrent.futures import ThreadPoolExecutor
from functools import partial, wraps
from multiprocessing import Pool, Process
from threading import Lock, Thread

lock = Lock()

def locked(function):
    @wraps(function)
    def wrapper(*args):
        with lock:
            return function(*args)
    return wrapper

def count(n=0):
    "A docstring stays where it is."
    return n

@locked
def careful(n=0):
    return n

short = lambda n=0: n
half = partial(count, 1)

class Clerk(Thread):
    def run(self):
        count()

class Counter:
    def add(self):
        pass

add = Counter().add

def numbers():
    yield count()

if __name__ == "__main__":
    STARTED
"""


def called(text: str, kind: str) -> list[tuple[str, ...] | None]:
    """What the actors of this kind ran."""
    ending = timed(PROGRAM.replace("STARTED", text.replace("\n", "\n    ")))
    assert "finished" == ending.kind, ending.detail
    return [actor.called for actor in ending.actors if actor.kind == kind]


@pytest.mark.parametrize(
    ("thread", "name"),
    [
        ("Thread(target=count)", "count"),
        ("Thread(target=lambda: count())", "count"),
        ("Thread(target=partial(count, 2))", "count"),
        ("Thread(target=half)", "half"),
        ("Thread(target=careful)", "careful"),
        ("Thread(target=short)", "short"),
        ("Thread(target=add)", "add"),
        ("Thread(target=add)", "Counter.add"),
        ("Thread(target=list, args=(numbers(),))", "count"),
        ("Clerk()", "count"),
        ("Clerk()", "Clerk.run"),
    ],
)
def test_a_thread_ran_what_it_ran_however_it_was_given(thread, name):
    [names] = called(f"t = {thread}; t.start(); t.join()", "thread")

    assert name in names


@pytest.mark.parametrize("thread", ["Thread()", "Thread(target=print)", "Thread(target=Counter().add())"])
def test_a_thread_that_runs_nothing_of_the_program_ran_nothing(thread):
    assert [()] == called(f"t = {thread}; t.start(); t.join()", "thread")


def test_what_the_main_thread_calls_is_its_own():
    assert [("locked", "count", "half")] == called("count()", "main")


def test_workers_of_a_pool_ran_what_they_were_given():
    threads = called("with ThreadPoolExecutor(1) as pool: pool.submit(count).result()", "thread")
    processes = called("with Pool(1) as pool: pool.map(count, [1, 2])", "process")

    assert [("count", "half")] == threads
    assert "count" in processes[0]


def test_a_process_ran_its_target_and_what_its_import_runs():
    [names] = called("p = Process(target=count); p.start(); p.join()", "process")

    assert {"locked", "count"} <= set(names)


def test_explored_endings_tell_it_too():
    found = explored(PROGRAM.replace("STARTED", "t = Thread(target=count); t.start(); t.join()"))

    assert ["count" in actor.called for actor in found.endings[0].ending.actors] == [False, True]


def test_a_keyword_may_be_called_self():
    """What stands in the place of a function has no names that a program's own keywords could meet."""
    found = explored("""
import atexit, functools, threading
class Thing:
    size = 3
@functools.lru_cache
def cached(self, function=0): return self
def last(function): print("last", function)
atexit.register(last, function=1)
def work():
    thing = Thing()
    print("{self.size}".format(self=thing), functools.partial(dict, self=1)(), [*map(dict(self=2).get, ["self"])])
    print(cached(self=4), functools.partial(cached, self=5)(), sorted([1], **{"key": None}), dict(zip(*[["self"]], [6])))
thread = threading.Thread(target=work)
thread.start(); thread.join()
""")  # fmt: skip

    assert ["3 {'self': 1} [2]\n4 5 [1] {'self': 6}\nlast 1\n"] == [found.ending.stdout for found in found.endings]
