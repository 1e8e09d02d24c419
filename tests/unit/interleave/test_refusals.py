"""What the library refuses, its models refuse: the same type of error, in the same words.

Each misuse is really made, in a process of its own, and explored; both must print the same.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from grader.interleave.program import Budget, Program, Search
from tests.support.reduction import proved_endings
from tests.support.systems import needs_fork

MISUSES = {
    # locks, conditions, semaphores, barriers
    "lock: a timeout without blocking": "threading.Lock().acquire(False, 1)",
    "lock: a negative timeout": "threading.Lock().acquire(True, -2)",
    "lock: a timeout beyond all time": "threading.Lock().acquire(timeout=float('inf'))",
    "lock: a timeout that is too long": "threading.Lock().acquire(timeout=threading.TIMEOUT_MAX * 2)",
    "lock: a timeout that is no number": "threading.Lock().acquire(timeout='1')",
    "lock: no timeout": "threading.Lock().acquire(timeout=None)",
    "lock: released by nobody": "threading.Lock().release()",
    "lock: a timeout in the place of blocking": "threading.Lock().acquire(0.5)",
    "rlock: a timeout without blocking": "threading.RLock().acquire(False, 1)",
    "rlock: released by nobody": "threading.RLock().release()",
    "condition: over what cannot be asked": "L = type('L', (), {'acquire': print, 'release': print}); threading.Condition(L())",
    "condition: waited for without its lock": "threading.Condition().wait()",
    "condition: told without its lock": "threading.Condition().notify()",
    "condition: told to all without its lock": "threading.Condition().notify_all()",
    "condition: a timeout that is no number": "c = threading.Condition(); c.acquire(); c.wait('3')",
    "condition: told to fewer than none": "c = threading.Condition(); c.acquire(); print(c.notify(-1))",
    "condition: a timeout that is not a number": "c = threading.Condition(); c.acquire(); print(c.wait(float('nan')))",
    "event: a timeout that is no number": "threading.Event().wait('3')",
    "event: a timeout beyond all time": "threading.Event().wait(float('inf'))",
    "event: a timeout beyond all time, and it happens again and again": "e = threading.Event(); e.clear(); e.wait(float('inf'))",
    "event: a timeout beyond all time, and it has happened": "e = threading.Event(); e.set(); print(e.wait(float('inf')))",
    "condition: a timeout beyond all time": "c = threading.Condition(); c.acquire(); c.wait(1e10)",
    "condition: a timeout beyond all time, given back": "c = threading.Condition()\nwith c:\n    c.wait(float('inf'))",
    "condition: waited for beyond all time": "c = threading.Condition(); c.acquire(); c.wait_for(lambda: False, float('inf'))",
    "semaphore: a timeout beyond all time": "threading.Semaphore(0).acquire(timeout=float('inf'))",
    "semaphore: a timeout beyond all time, and it is free": "print(threading.Semaphore().acquire(timeout=float('inf')))",
    "barrier: a timeout beyond all time": "threading.Barrier(2).wait(float('inf'))",
    "barrier: a timeout beyond all time, and it is whole": "b = threading.Barrier(2)\ntry: b.wait(float('inf'))\nfinally: print(b.broken, b.n_waiting)",
    "thread: joined beyond all time": "t = threading.Thread(target=threading.Event().wait, daemon=True); t.start(); t.join(float('inf'))",
    "timer: beyond all time": "t = threading.Timer(float('inf'), print); t.run()",
    "queue: a timeout beyond all time": "queue.Queue().get(timeout=float('inf'))",
    "queue: a timeout beyond all time, and there is one": "q = queue.Queue(); q.put(1); print(q.get(timeout=float('inf')))",
    "queue: full beyond all time": "q = queue.Queue(1); q.put(1); q.put(2, timeout=float('inf'))",
    "simple queue: a timeout beyond all time": "queue.SimpleQueue().get(timeout=float('inf'))",
    "future: a timeout beyond all time": "futures.Future().result(float('inf'))",
    "futures: a timeout beyond all time": "futures.wait([futures.Future()], float('inf'))",
    "futures: in turn beyond all time": "list(futures.as_completed([futures.Future()], float('inf')))",
    "lock: the longest timeout": "k = threading.Lock(); k.acquire(); threading.Timer(0.1, k.release).start(); print(k.acquire(timeout=threading.TIMEOUT_MAX))",
    "process lock: a timeout of centuries": "k = multiprocessing.Lock(); k.acquire(); threading.Timer(0.1, k.release).start(); print(k.acquire(timeout=1e10))",
    "semaphore: below nought": "threading.Semaphore(-1)",
    "semaphore: a timeout without blocking": "threading.Semaphore().acquire(False, 1)",
    "semaphore: nobody is let in": "threading.Semaphore().release(0)",
    "bounded semaphore: one too many": "threading.BoundedSemaphore(1).release()",
    "bounded semaphore: nobody is let in": "threading.BoundedSemaphore(1).release(0)",
    "barrier: for nobody": "threading.Barrier(0)",
    "barrier: aborted": "b = threading.Barrier(2); b.abort(); b.wait()",
    "barrier: one who comes too late": "threading.Barrier(2).wait(0.01)",
    # threads
    "thread: started twice": "t = threading.Thread(); t.start(); t.start()",
    "thread: joined before it is started": "threading.Thread().join()",
    "thread: one argument, and no tuple": "threading.Thread(target=time.sleep, args=(1)).run()",
    "thread: one argument to print, and no tuple": "threading.Thread(target=print, args=(1)).run()",
    "thread: joined by itself": "threading.current_thread().join()",
    "thread: a group": "threading.Thread(group=1)",
    "thread: made a daemon while it runs": "threading.current_thread().daemon = True",
    "thread: a name before __init__": "threading.Thread.__new__(threading.Thread).start()",
    "thread: hardly any stack": "threading.stack_size(100)",
    "thread: less than no stack": "threading.stack_size(-1)",
    "low thread: nothing to call": "_thread.start_new_thread(1, ())",
    "low thread: no tuple": "_thread.start_new_thread(print, [])",
    "low thread: no dictionary": "_thread.start_new_thread(print, (), 3)",
    "local: what another thread has": "threading.local().x",
    "local: arguments for nobody": "threading.local(1)",
    "local: another namespace": "threading.local().__dict__ = {}",
    "local: no namespace": "del threading.local().__dict__",
    "timer: no function": "threading.Timer()",
    # queues
    "queue: a negative timeout": "queue.Queue().get(timeout=-1)",
    "queue: a negative timeout to put": "q = queue.Queue(1); q.put(1); q.put(1, timeout=-1)",
    "queue: done too often": "queue.Queue().task_done()",
    "queue: empty": "queue.Queue().get_nowait()",
    "queue: full": "q = queue.Queue(1); q.put(1); q.put_nowait(2)",
    "simple queue: told what it does not count": "queue.SimpleQueue().task_done()",
    "simple queue: empty": "queue.SimpleQueue().get_nowait()",
    "simple queue: nothing comes": "queue.SimpleQueue().get(timeout=0.01)",
    "simple queue: a negative timeout": "queue.SimpleQueue().get(timeout=-1)",
    # what is of C
    "lock: one or none": "print(threading.Lock | None)",
    "lock: an instance of it": "print(isinstance(1, threading.Lock))",
    "lock: a class of it": "class Mine(threading.Lock): pass",
    "lock: a class of its type": "class Mine(_thread.LockType): pass",
    "lock: a name of the program's": "threading.Lock().name = 1",
    "lock: a method of the program's": "threading.Lock().acquire = 1",
    "lock: no such attribute": "threading.Lock().name",
    "lock: an attribute deleted": "del threading.Lock().name",
    "low lock: one or none": "print(_thread.allocate_lock | None)",
    "low lock: what it is": "print(threading._allocate_lock)",
    "low lock: an argument": "_thread.allocate_lock(1)",
    "low lock: a named argument": "_thread.allocate_lock(x=1)",
    "rlock: one or none": "print(threading.RLock | None)",
    "rlock: an instance of it": "print(isinstance(1, threading.RLock))",
    "rlock: a class of it": "class Mine(threading.RLock): pass",
    "rlock: a name of the program's": "threading.RLock().name = 1",
    "rlock: no such attribute": "threading.RLock().name",
    "rlock: of the program's own, a name": "x = type('Mine', (_thread.RLock,), {})(); x.name = 1; del x.name; x.name",
    "dummy lock: one or none": "print(multiprocessing.dummy.Lock | None)",
    "lock: made by a copy of its maker": "print(type(copy.deepcopy(threading.Lock)()))",
    # copies
    "lock: copied deeply": "copy.deepcopy(threading.Lock())",
    "lock: pickled": "pickle.dumps(threading.Lock())",
    "rlock: copied deeply": "copy.deepcopy(threading.RLock())",
    "rlock: pickled": "pickle.dumps(threading.RLock())",
    "condition: copied deeply": "copy.deepcopy(threading.Condition())",
    "condition: pickled": "pickle.dumps(threading.Condition())",
    "event: copied deeply": "copy.deepcopy(threading.Event())",
    "event: pickled": "pickle.dumps(threading.Event())",
    "semaphore: copied deeply": "copy.deepcopy(threading.Semaphore())",
    "semaphore: pickled": "pickle.dumps(threading.Semaphore())",
    "barrier: copied deeply": "copy.deepcopy(threading.Barrier(2))",
    "barrier: pickled": "pickle.dumps(threading.Barrier(2))",
    "thread: copied deeply": "copy.deepcopy(threading.Thread())",
    "thread: pickled": "pickle.dumps(threading.Thread())",
    "timer: copied deeply": "copy.deepcopy(threading.Timer(1, print))",
    "timer: pickled": "pickle.dumps(threading.Timer(1, print))",
    "local: copied deeply": "copy.deepcopy(threading.local())",
    "local: pickled": "pickle.dumps(threading.local())",
    "queue: copied deeply": "copy.deepcopy(queue.Queue())",
    "queue: pickled": "pickle.dumps(queue.Queue())",
    "priority queue: copied deeply": "copy.deepcopy(queue.PriorityQueue())",
    "simple queue: pickled": "pickle.dumps(queue.SimpleQueue())",
    "simple queue: copied": "copy.copy(queue.SimpleQueue())",
    "lock: copied": "copy.copy(threading.Lock())",
    "rlock: copied": "copy.copy(threading.RLock())",
    "local: copied": "copy.copy(threading.local())",
    "local of the program's own: copied": "copy.copy(type('Mine', (threading.local,), {})())",
    "event of the program's own: copied deeply": "copy.deepcopy(type('Mine', (threading.Event,), {})())",
    "condition with a lock: copied deeply": "copy.deepcopy(threading.Condition(threading.Lock()))",
    "dataclass with a lock: as a dictionary": "dataclasses.asdict(dataclasses.make_dataclass('D', ['lock'])(threading.Lock()))",
    # futures
    "pool: no workers": "futures.ThreadPoolExecutor(0)",
    "pool: an initializer that nobody can call": "futures.ThreadPoolExecutor(initializer=1)",
    "pool: handed to after its end": "p = futures.ThreadPoolExecutor(); p.shutdown(); p.submit(print)",
    "pool: an initializer that fails": "p = futures.ThreadPoolExecutor(1, initializer=lambda: 1 / 0); p.submit(print).result()",
    "pool: handed to after an initializer failed":
        "p = futures.ThreadPoolExecutor(1, initializer=lambda: 1 / 0); p.submit(print).exception(); p.submit(print)",
    "pool: a base class of pools": "futures.Executor().submit(print)",
    "pool: shut down by its only worker": "p = futures.ThreadPoolExecutor(1); p.submit(p.shutdown).result()",
    "future: a timeout that is no number": "futures.Future().result('3')",
    "future: an exception that nobody has raised": "f = futures.Future(); f.set_exception(KeyError('k')); f.result()",
    "future: an exception that is none": "f = futures.Future(); f.set_exception('x'); f.result()",
    "futures: waits for results": "futures.wait([None])",
    "futures: results as they are completed": "list(futures.as_completed([1]))",
    "pool: left": "p = futures.ThreadPoolExecutor(1); print(p.__exit__(None, None, None))",
    "futures: no such condition": "futures.wait([futures.Future()], return_when='FIRST')",
    "futures: no such condition, and nothing to wait for": "print(len(futures.wait([], return_when='FIRST').done))",
    "future: nothing comes": "futures.Future().result(timeout=0.01)",
    "future: an exception that never comes": "futures.Future().exception(timeout=0.01)",
    "future: cancelled": "f = futures.Future(); f.cancel(); f.result()",
    "future: cancelled, its exception": "f = futures.Future(); f.cancel(); f.exception()",
    "future: told twice": "f = type('F', (futures.Future,), {'__repr__': lambda f: 'f'})(); f.set_result(1); f.set_result(2)",
    "futures: not all came": "list(futures.as_completed([futures.Future()], timeout=0.01))",
    "future: begun twice": "f = futures.Future(); f.set_result(1); f.set_running_or_notify_cancel()",
    # time
    "sleep: not a number of seconds": "time.sleep('1')",
    "sleep: into the past": "time.sleep(-1)",
    "sleep: for ever": "time.sleep(float('inf'))",
    "sleep: for no number": "time.sleep(float('nan'))",
    "signal: a handler that nobody can call": "signal.signal(signal.SIGINT, 'ignore')",
    # printing
    "print: a separator that is no text": "print(1, sep=2)",
    "print: an end that is no text": "print(1, end=2)",
    "write: what is no text": "sys.stdout.write(1)",
    "exit: with words": "exit('words')",
    "quit: with a number": "quit(3)",
    # files
    "file: read from what is written": "open('a file', 'w').read()",
    "file: written to what is read": "open('a file', 'w').close(); open('a file').write('x')",
    "file: cut where it is read": "open('a file', 'w').close(); open('a file').truncate()",
    "file: not there": "open('no such file')",
    # processes
    "process: joined before it is started": "multiprocessing.Process().join()",
    "process: its exit code before it is started": "assert multiprocessing.Process().exitcode is None; multiprocessing.Process().terminate()",
    "value: of no kind": "multiprocessing.Value('int', 0)",
    "array: of no kind": "multiprocessing.Array('int', 3)",
    "array: of no kind, filled": "multiprocessing.Array('int', [3])",
    "value: no such attribute": "multiprocessing.Value('i').nothing",
    "raw value: no such attribute": "multiprocessing.RawValue('i').nothing",
    "value: a number that is none": "multiprocessing.Value('i').value = 'x'",
    "array: beyond its end": "multiprocessing.Array('i', 3)[3]",
    "process lock: released by nobody": "multiprocessing.Lock().release()",
    "process lock: a negative timeout": "print(multiprocessing.Lock().acquire(timeout=-2))",
    "process lock: a timeout without blocking": "print(multiprocessing.Lock().acquire(False, 3))",
    "synchronized: its value is not to be gone through": "list(multiprocessing.Value('i'))",
    "array: an attribute that is not there": "multiprocessing.Array('i', 3).append(1)",
    "process semaphore: one too many": "multiprocessing.BoundedSemaphore(1).release()",
    "process queue: empty": "multiprocessing.Queue().get_nowait()",
    "joinable queue: done too often": "multiprocessing.JoinableQueue().task_done()",
    "pool of processes: none": "multiprocessing.Pool(0)",
    "executor of processes: none": "futures.ProcessPoolExecutor(0)",
    "context: no such start method": "multiprocessing.get_context('thread')",
}  # fmt: skip

if sys.version_info >= (3, 13):
    MISUSES |= {
        "queue: shut": "q = queue.Queue(); q.shutdown(); q.get()",
        "queue: shut, and handed to": "q = queue.Queue(); q.shutdown(); q.put(1)",
    }

IMPORTS = """
import _thread, copy, dataclasses, multiprocessing.dummy, pickle, queue, signal, sys, threading, time
from concurrent import futures
"""
FRAME = f"""{IMPORTS}
if __name__ == "__main__":
    try:
        {{misuse}}
    except BaseException as error:
        print(type(error).__module__, type(error).__qualname__, *str(error).splitlines()[:1], sep=" | ")
    else:
        print("not refused")
"""
IN_LIFE = f"""{IMPORTS}
import os
for path in sys.argv[1:]:
    if os.fork() == 0:
        os.dup2(os.open(path + ".out", os.O_CREAT | os.O_WRONLY), 1)
        exec(compile(open(path).read(), path, "exec"), {{"__name__": "__main__"}})
        sys.stdout.flush()
        os._exit(0)
    os.wait()
"""
"""Runs each file in a process of its own, which need not import anything any more: that took longer than all the rest."""


def written(misuse: str) -> str:
    return FRAME.format(misuse=textwrap.indent("\n".join(misuse.split("; ")), " " * 8).strip())


@pytest.fixture(scope="module")
def in_life(tmp_path_factory):
    """What each misuse prints."""
    folder = tmp_path_factory.mktemp("misuses")
    files = {misuse: folder / f"{number}.py" for number, misuse in enumerate(MISUSES.values())}
    for misuse, file in files.items():
        file.write_text(written(misuse))
    subprocess.run(
        [sys.executable, "-I", "-W", "ignore", "-c", IN_LIFE, *map(str, files.values())],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {misuse: file.with_suffix(".py.out").read_text() for misuse, file in files.items()}


def explored(text: str) -> list[str]:
    program = Program(folder="/nowhere", entry="program.py", sources={"program.py": text})
    endings = proved_endings(program, Search(budget=Budget(schedules=20, seconds=30)))
    return [ending.stdout for ending in endings or ()]


@needs_fork
@pytest.mark.parametrize("misuse", MISUSES.values(), ids=MISUSES)
def test_a_misuse_is_refused_in_the_words_of_the_library(misuse, in_life):
    assert [in_life[misuse]] == explored(written(misuse))
