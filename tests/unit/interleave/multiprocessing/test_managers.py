"""Managers: objects in a server process, and what their proxies do."""

from __future__ import annotations

import pytest

from grader.interleave.search import explorer
from grader.interleave.search.launch import run_once
from tests.support.programs import program, story

HEAD = """
import multiprocessing as mp
from multiprocessing.managers import BaseManager
import time
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])


@METHODS
def test_everything_that_a_manager_makes(output, method):
    """Shared by children, copied on the way in and out."""
    assert [
        "[<ChildProcess name='SyncManager-1' pid=1001 parent=1000 started>]",
        "{'x': 2} [1, 'Process-2', 'Process-3'] Namespace(n=2) Value('i', 2) array('i', [3, 2])",
        "DictProxy ListProxy NamespaceProxy ValueProxy ArrayProxy AcquirerProxy AutoProxy[Queue] EventProxy",
        "{'a': 1}",
        "[1, 5] ListProxy 2",
        "[('x', 2)] ['x'] 2 None 3 True False",
        "[1, 9, 'Process-2', 'Process-3'] Process-3 3",
        "7 True 0",
        "True True",
    ] == output(HEAD + """
def work(d, l, ns, v, lock, a):
    with lock:
        d["x"] += 1
        l.append(mp.current_process().name)
        ns.n += 1
        v.value += 1
        a[0] += 1

if __name__ == "__main__":
    with mp.Manager() as m:
        print(str(mp.active_children()).replace("Fork", "Child").replace("Spawn", "Child"))
        d, l, ns, v, a = m.dict(x=0), m.list([1]), m.Namespace(n=0), m.Value("i", 0), m.Array("i", [1, 2])
        lock, q, event = m.Lock(), m.Queue(), m.Event()
        for _ in range(2):
            p = mp.Process(target=work, args=(d, l, ns, v, lock, a))
            p.start(); p.join()
        print(d, l, ns, v, a)
        print(*(type(proxy).__name__ for proxy in (d, l, ns, v, a, lock, q, event)))
        e = m.dict()
        e["n"] = {"a": 1}
        e["n"]["a"] = 2
        print(e["n"])
        nested = m.list([m.list([1]), 2])
        nested[0].append(5)
        print(nested[0], type(nested[0]).__name__, len(nested))
        print(d.items(), list(d), d.pop("x"), d.get("x"), d.setdefault("y", 3), "y" in d, "z" in d)
        l += [9]; l.sort(key=str); l.reverse(); l.reverse()
        print(l, l[3], len(l[1:]))
        q.put(7); print(q.get(), q.empty(), q.qsize())
        event.set(); print(event.is_set(), event.wait())
""", method).splitlines()  # fmt: skip


def test_what_comes_back_is_a_copy_wherever_that_can_be_told(output):
    """`None`, truth values and small numbers are one and the same in every process; whoever asks `is` of another is told no."""
    assert "True True True True False False False False ['kept']\n" == output(HEAD + """
if __name__ == "__main__":
    with mp.Manager() as m:
        d, l = m.dict(), m.list()
        for thing in (None, True, -5, 256, 2000, -6, "text", (1,)):
            d["it"] = thing
            print(d["it"] is thing, end=" ")
        l.append(what := ["kept"])
        what.append("not sent")
        print(l[0])
""")  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("d['no']", "KeyError: 'no'"),
        ("l[10]", "IndexError: list index out of range"),
        ("l.remove(5)", "ValueError: list.remove(x): x not in list"),
        ("m.Namespace().zz", "AttributeError: 'Namespace' object has no attribute 'zz'"),
        ("d.foo", "AttributeError: 'DictProxy' object has no attribute 'foo'"),
        ("m.Queue().get_nowait()", "Empty"),
        ("m.Lock().release()", "RuntimeError: release unlocked lock"),
        ("l.append(lambda: 1)", "Can't pickle"),
        ("m.Nonsense()", "AttributeError: 'SyncManager' object has no attribute 'Nonsense'"),
        ("m.start()", "AssertionError: Already started server"),
        ("m.shutdown(); m.list()", "AssertionError: server not yet started"),
        ("m.shutdown(); d['x']", "FileNotFoundError: [Errno 2] No such file or directory"),
        ("d['x'] = 1; m.shutdown(); d['x']", "BrokenPipeError: [Errno 32] Broken pipe"),
        ("BaseManager().start(initializer=3)", "TypeError: initializer must be a callable"),
    ],
)
def test_misuse_is_answered_as_in_life(ending, expression, message):
    """The same exceptions with the same words, and never taken for a fault of ours."""
    end = ending(HEAD + f"""
if __name__ == "__main__":
    m = mp.Manager()
    d, l = m.dict(), m.list()
    {expression}
""")  # fmt: skip

    assert "exception" == end.kind
    assert message in end.stderr


@METHODS
def test_classes_of_ones_own(output, method):
    """`register`: public methods only; an exception comes back as it is."""
    assert ["AutoProxy[Counter] 4 5", "'AutoProxy[Counter]' object has no attribute 'n'", "no"] == output(HEAD + """
class Counter:
    def __init__(self, n): self.n = n
    def add(self, by=1):
        self.n += by
        return self.n
    def fail(self): raise ValueError("no")
    def _hidden(self): pass

class Mine(BaseManager): pass
Mine.register("Counter", Counter)

def work(counter): counter.add()

if __name__ == "__main__":
    with Mine() as m:
        counter = m.Counter(3)
        print(type(counter).__name__, counter.add(), end=" ")
        p = mp.Process(target=work, args=(counter,)); p.start(); p.join()
        print(counter.add(0))
        for attempt in (lambda: counter.n, lambda: counter.fail()):
            try:
                attempt()
            except Exception as error:
                print(error)
""", method).splitlines()  # fmt: skip


def test_a_manager_without_guard(ending):
    """Its server cannot begin, and the parent finds the end of the file."""
    end = ending(HEAD + """
m = mp.Manager()
print("never")
""")  # fmt: skip

    assert (1, "") == (end.exit_code, end.stdout)
    assert "RuntimeError: \n" in end.stderr
    assert end.stderr.endswith("EOFError\n")


def test_a_proxys_item_is_read_and_written(search):
    """`d["x"] += 1` is two calls, and an update can be lost."""
    found = search(HEAD + """
def work(d):
    d["x"] += 1

if __name__ == "__main__":
    with mp.Manager() as m:
        d = m.dict(x=0)
        ps = [mp.Process(target=work, args=(d,)) for _ in range(2)]
        for p in ps: p.start()
        for p in ps: p.join()
        print(d["x"])
""")  # fmt: skip

    assert {"1\n", "2\n"} == {f.ending.stdout for f in found.endings}
    assert found.exhaustive
    lost = next(f.witness for f in found.endings if f.ending.stdout == "1\n")
    assert ["d['x']"] == [step.target for step in lost.steps if step.decisive]


def test_what_is_read_through_a_proxy_is_told_with_its_value():
    steps = story(program(HEAD + """
def work(ns, items):
    ns.votes += items[0]
    items[0] = ns.votes

if __name__ == "__main__":
    with mp.Manager() as m:
        ns, items = m.Namespace(votes=3), m.list([4])
        ps = [mp.Process(target=work, args=(ns, items)) for _ in range(2)]
        for p in ps: p.start()
        for p in ps: p.join()
"""))  # fmt: skip

    assert {("reads", "ns.votes", "3"), ("reads", "items[0]", "4")} <= {(s.action, s.target, s.value) for s in steps}
    assert {"Process-2", "Process-3"} <= {s.target for s in steps if s.action == "starts"}


def test_calls_of_ones_own_methods_race_in_the_server(search):
    """A server has a thread for each client."""
    found = search(HEAD + """
class Counter:
    def __init__(self): self.n = 0
    def add(self): self.n += 1
    def get(self): return self.n

class Mine(BaseManager): pass
Mine.register("Counter", Counter)

def work(counter): counter.add()

if __name__ == "__main__":
    with Mine() as m:
        counter = m.Counter()
        ps = [mp.Process(target=work, args=(counter,)) for _ in range(2)]
        for p in ps: p.start()
        for p in ps: p.join()
        print(counter.get())
""")  # fmt: skip

    assert {"1\n", "2\n"} == {f.ending.stdout for f in found.endings}


def test_no_order_is_tried_in_vain_because_a_server_ends_at_last(search, monkeypatch):
    """A call and the server's hearing of its end change places freely: only the order of calls and of the stop counts."""
    runs = []
    monkeypatch.setattr(explorer, "run_once", lambda *args: runs.append(run_once(*args)) or runs[-1])
    found = search(HEAD + """
def work(numbers, lock):
    with lock:
        numbers[0] += 1

if __name__ == "__main__":
    with mp.Manager() as m:
        numbers, lock = m.list([0]), m.Lock()
        ps = [mp.Process(target=work, args=(numbers, lock)) for _ in range(2)]
        for p in ps: p.start()
        for p in ps: p.join()
        print(numbers[0])
""")  # fmt: skip

    assert (["2\n"], True) == ([each.ending.stdout for each in found.endings], found.exhaustive)
    assert found.schedules == len(runs)


def test_other_synchronisation_in_a_manager(output):
    """Conditions, barriers, semaphores."""
    assert "ready\n2 0 False\n3\n" == output(HEAD + """
def work(condition, data, barrier, semaphore):
    with semaphore, condition:
        data.append(1)
        condition.notify_all()
    barrier.wait()

if __name__ == "__main__":
    with mp.Manager() as m:
        condition, data, barrier, semaphore = m.Condition(), m.list(), m.Barrier(2), m.BoundedSemaphore(1)
        p = mp.Process(target=work, args=(condition, data, barrier, semaphore))
        p.start()
        with condition:
            condition.wait_for(lambda: len(data) > 0)
            print("ready")
        barrier.wait()
        print(barrier.parties, barrier.n_waiting, barrier.broken)
        p.join()
        again = m.RLock()
        with again:
            with again:
                print(3)
""")  # fmt: skip


@METHODS
def test_a_pool_of_a_manager(search, method):
    """It works as a pool of the program's own, which is said."""
    found = search(HEAD + """
def work(n, shared): shared[n] = n * n

if __name__ == "__main__":
    with mp.Manager() as m:
        shared = m.dict()
        with m.Pool(2) as pool: pool.starmap(work, [(1, shared), (2, shared)])
        print(sorted(shared.items()))
""", method)  # fmt: skip

    assert {"[(1, 1), (2, 4)]\n"} == {f.ending.stdout for f in found.endings}
    assert "a manager's pool works as one of the program's own does" in found.proved


@pytest.mark.parametrize("more", ["method_to_typeid={'open': 'Item'}", "create_method=False", "proxytype=Shown"])
def test_a_method_that_gives_a_proxy_is_said_not_to_be_followed(ending, more):
    """What it gives would be a copy here."""
    end = ending(f"""
from multiprocessing.managers import BaseManager, BaseProxy

class Shown(BaseProxy):
    _exposed_ = ("open",)
    _method_to_typeid_ = {{"open": "Item"}}

BaseManager.register("Box", dict, {more})
""")  # fmt: skip

    assert ["a manager's method that gives a proxy"] == [escape.what for escape in end.escapes]


@METHODS
def test_memory_goes_with_the_manager_that_made_it(output, method):
    """Also what a program lets nobody find any more by itself."""
    assert "2 b'ab' 7\nFileNotFoundError\naddress type of None unrecognized\n" == output(
        """
from multiprocessing import Process
from multiprocessing.managers import SharedMemoryManager
from multiprocessing.shared_memory import SharedMemory

def work(counts, block):
    counts[1] = 7
    block.buf[:2] = b"ab"

if __name__ == "__main__":
    with SharedMemoryManager() as memory:
        counts, block, other = memory.ShareableList([1, 2]), memory.SharedMemory(4), memory.SharedMemory(size=4)
        p = Process(target=work, args=(counts, block))
        p.start()
        p.join()
        print(len(counts), bytes(block.buf[:2]), counts[1])
        other.unlink()
    try:
        SharedMemory(block.name)
    except FileNotFoundError as error:
        print(type(error).__name__)
    try:
        SharedMemoryManager().SharedMemory(4)
    except ValueError as error:
        print(error)
""",
        method,
    )
