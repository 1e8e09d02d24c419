"""A program holds models of locks and pipes; nothing of the engine hangs on them by name."""

import builtins

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Script, Search
from grader.interleave.session import Session
from tests.support.reach import reachable

EVERYTHING = """
import atexit, concurrent.futures, contextlib, datetime, io, os, queue, random, sys, threading, time, multiprocessing
import multiprocessing.managers, multiprocessing.pool, multiprocessing.shared_memory, signal, subprocess

value = 0

def hold():
    with contextlib.ExitStack() as stack:
        held = [threading.Lock(), threading.RLock(), threading.Condition(), threading.Semaphore()]
        for lock in held:
            stack.enter_context(lock)
        held += [threading.Event(), threading.Barrier(1), threading.local(), threading.Timer(1, abs)]
        held += [threading.current_thread(), threading.main_thread(), queue.Queue(), queue.PriorityQueue()]
        pool = concurrent.futures.ThreadPoolExecutor(1)
        held += [pool, pool.submit(abs, -1)]
        held[-1].result()
        return held

def hold_between_processes():
    held = [multiprocessing.Lock(), multiprocessing.RLock(), multiprocessing.Queue(), multiprocessing.SimpleQueue()]
    held += [multiprocessing.Value("i"), multiprocessing.Array("i", 3), *multiprocessing.Pipe(), multiprocessing.Event()]
    held += [multiprocessing.Condition(), multiprocessing.Semaphore(), multiprocessing.JoinableQueue()]
    held += [multiprocessing.current_process(), multiprocessing.get_context("spawn")]
    for lock in held[:2]:
        lock.acquire()
    held[2].put([1])
    process = multiprocessing.Process(target=abs, args=(1,))
    process.start()
    process.join()
    with multiprocessing.Pool(1) as pool, multiprocessing.Manager() as manager:
        result = pool.apply_async(abs, (-1,))
        result.get()
        executor = concurrent.futures.ProcessPoolExecutor(1)
        future = executor.submit(abs, -1)
        future.result()
        found = look_around([held, process, pool, manager, manager.dict(), result, executor, future], globals())
    for lock in held[:2]:
        lock.release()
    return found

def by_threads():
    look_around(hold(), globals())

if __name__ == "__main__":
    thread = threading.Thread(target=by_threads)
    thread.start()
    thread.join()
    hold_between_processes()
"""


def is_engine(kind):
    """Whether a class is the engine's own, and not one that stands for a class of the library."""
    home = kind.__module__ if isinstance(kind.__module__, str) else ""
    harmless = {"ProgramStream", "ProgramBytes", "ProgramInput", "Finder", "_Loader"}
    return home.startswith("grader.interleave.") and ".models." not in home and kind.__name__ not in harmless


@pytest.fixture
def found(monkeypatch):
    """What was reached of the engine, and from where; `looked`: how often."""
    reached = {}

    def look_around(held, space):
        import sys

        reached.setdefault("looked", []).append(1)
        if len(reached["looked"]) > 2:  # once for each kind of holding: every schedule holds the same
            return
        names = {line.split(".")[0].strip(" ,") for line in EVERYTHING.splitlines()[1].split(" ", 1)[1].split(",")}
        near = {name: module for name, module in sys.modules.items() if name.split(".")[0] in names | {"_thread"}}
        roots = {"held": held, "globals": space, "modules": near}
        reached.update(reachable(roots, is_engine))

    monkeypatch.setattr(builtins, "look_around", look_around, raising=False)
    return reached


@pytest.mark.parametrize("method", ["spawn", pytest.param("fork", marks=pytest.mark.long)])
def test_nothing_of_the_engine_can_be_reached_by_name(found, method):
    program = Program(folder="/nowhere", entry="a.py", sources={"a.py": EVERYTHING}, start_method=method)

    explored = explore(program, Script(()), Search(budget=Budget(schedules=1)))

    assert [("finished", "")] == [(one.ending.kind, one.ending.detail) for one in explored.endings[:1]]
    assert found.pop("looked")
    assert {} == found


def test_nor_in_a_loaded_program(found):
    with Session(Program(folder="/nowhere", entry="a.py", sources={"a.py": EVERYTHING})) as session:
        module = session.module()
        session.call(module.by_threads)
        session.call(module.hold_between_processes)

    assert 2 == len(found.pop("looked"))
    assert {} == found


def test_what_is_hidden_is_found_where_it_is_not():
    """The search itself finds what hangs on a name."""

    class Lock:
        def __init__(self):
            self._owner = [Held()]

    assert {"Held": "lock._owner[0]"} == {
        name.rpartition(".")[2]: path for name, path in reachable({"lock": Lock()}, lambda kind: kind is Held).items()
    }


class Held:
    """Something that is looked for."""
