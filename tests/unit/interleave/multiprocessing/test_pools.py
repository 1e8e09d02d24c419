"""Pool, ThreadPool and ProcessPoolExecutor."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.interleave.program import Budget, Script, Search
from tests.support.brute_force import random_schedules
from tests.support.programs import explored, outputs, program, story
from tests.support.reduction import proved_endings
from tests.support.systems import pools_for_real

HEAD = """
import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor, as_completed, wait
from multiprocessing.pool import ThreadPool
import os, sys, time
def square(x): return x * x
def add(a, b): return a + b
def picky(x):
    if x == 2: raise ValueError("two")
    return x
def nap(x):
    time.sleep(x)
    return x
def odd(x): return lambda: x
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])


@METHODS
def test_what_a_pool_does(output, method):
    """Maps in order, calls, iterators, callbacks, exceptions with the worker's traceback."""
    lines = output(HEAD + """
got = []
if __name__ == "__main__":
    with mp.Pool(3) as pool:
        print(pool.map(square, range(10)), pool.map(square, []), pool.map(square, range(20), chunksize=7)[-1])
        print(pool.apply(add, (1, 2)), pool.starmap(add, [(1, 2), (3, 4)]), pool.apply_async(add, (1,), {"b": 5}).get())
        print(list(pool.imap(square, range(4))), list(pool.imap(square, range(5), chunksize=2)))
        print(sorted(pool.imap_unordered(square, range(5))), pool.starmap_async(add, [(1, 1)]).get())
        result = pool.map_async(square, [1, 2], callback=got.append)
        print(result.get(), got, result.ready(), result.successful())
        result = pool.apply_async(picky, (2,), error_callback=lambda error: got.append(repr(error)))
        try:
            result.get()
        except ValueError as error:
            print("caught", error, type(error.__cause__).__name__, 'line 9, in picky' in str(error.__cause__))
        print(got, result.successful())
        items = pool.imap(picky, [1, 2, 3])
        print(next(items))
        try:
            next(items)
        except ValueError as error:
            print("imap", error)
        print(next(items), list(items))
        for function in (lambda x: x, odd):
            try:
                pool.map(function, [1])
            except Exception as error:
                print(type(error).__name__)
        try:
            pool.apply_async(nap, (5,)).get(timeout=0.1)
        except mp.TimeoutError as error:
            print("timeout")
""", method).splitlines()  # fmt: skip

    assert [
        "[0, 1, 4, 9, 16, 25, 36, 49, 64, 81] [] 361",
        "3 [3, 7] 6",
        "[0, 1, 4, 9] [0, 1, 4, 9, 16]",
        "[0, 1, 4, 9, 16] [2]",
        "[1, 4] [[1, 4]] True True",
        "caught two RemoteTraceback True",
        "[[1, 4], \"ValueError('two')\"] False",
        "1",
        "imap two",
        "3 []",
        "PicklingError",
        "MaybeEncodingError",
        "timeout",
    ] == lines


@METHODS
def test_workers(output, method):
    """Named, daemonic, prepared by the initializer, as many at a time as there are."""
    lines = output(HEAD + """
def prepare(value):
    global base
    base = value
def use(x): return base + x
def who(_):
    time.sleep(1)
    return mp.current_process().name.replace("Fork", "").replace("Spawn", ""), mp.current_process().daemon

if __name__ == "__main__":
    pool = mp.Pool(2, prepare, (10,))
    print(pool.map(use, [1, 2, 3]))
    start = time.monotonic()
    pool.map(nap, [1, 1, 1, 1], chunksize=1)
    print(round(time.monotonic() - start))
    print(set(pool.map(who, range(2), chunksize=1)) == {("PoolWorker-1", True), ("PoolWorker-2", True)})
    pool.close()
    pool.join()
    print(pool, mp.active_children())
""", method).splitlines()  # fmt: skip

    assert ["[11, 12, 13]", "2", "True", "<multiprocessing.pool.Pool state=CLOSE pool_size=2> []"] == lines


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("mp.Pool(0)", "ValueError: Number of processes must be at least 1"),
        ("mp.Pool(1, initializer=3)", "TypeError: initializer must be a callable"),
        ("mp.Pool(1, maxtasksperchild=0)", "ValueError: maxtasksperchild must be a positive int or None"),
        ("mp.Pool(1).imap(square, [1], 0)", "ValueError: Chunksize must be 1+, not 0"),
        ("mp.Pool(1).join()", "ValueError: Pool is still running"),
        ("p = mp.Pool(1); p.close(); p.map(square, [1])", "ValueError: Pool not running"),
        ("with mp.Pool(1) as p: pass\n    p.apply(square, (1,))", "ValueError: Pool not running"),
        ("mp.Pool(1).apply_async(nap, (1,)).successful()", "not ready"),
        ("p = mp.Pool(1); p.apply(square, (p,))", "pool objects cannot be passed between processes or pickled"),
        ("next(mp.Pool(1).imap(nap, [5])).real; p = mp.Pool(1).imap(nap, [5]); p.next(timeout=1)", "TimeoutError"),
        ("ProcessPoolExecutor(0)", "ValueError: max_workers must be greater than 0"),
        ("ProcessPoolExecutor(1, initializer=3)", "TypeError: initializer must be a callable"),
        ("ProcessPoolExecutor(1, max_tasks_per_child=1.5)", "TypeError: max_tasks_per_child must be an integer"),
        ("ProcessPoolExecutor(1, max_tasks_per_child=0)", "ValueError: max_tasks_per_child must be >= 1"),
        ("ProcessPoolExecutor(1, mp.get_context('fork'), max_tasks_per_child=1)", "incompatible with the 'fork'"),
        ("ProcessPoolExecutor(1).map(square, [1], chunksize=0)", "ValueError: chunksize must be >= 1."),
        ("e = ProcessPoolExecutor(1); e.shutdown(); e.submit(square, 1)", "cannot schedule new futures after shutdown"),
    ],
)
def test_misuse_is_answered_as_in_life(ending, statement, message):
    """The same exceptions with the same words."""
    assert message in ending(HEAD + f"""
if __name__ == "__main__":
    {statement}
""").stderr  # fmt: skip


def test_an_unguarded_pool_starts_workers_for_ever(ending):
    """Each fails before it can work; the run ends and says so."""
    end = ending(HEAD + """
pool = mp.Pool(2)
print(pool.map(square, [1]))
""")  # fmt: skip

    assert ("livelock", "") == (end.kind, end.stdout)
    assert end.detail.startswith("every worker of the pool fails before it can work")
    assert 4 == end.stderr.count("An attempt has been made to start a new process")


def test_an_unguarded_executor_breaks(ending):
    """As in life."""
    end = ending(HEAD + """
with ProcessPoolExecutor(2) as executor:
    print(list(executor.map(square, [1])))
""")  # fmt: skip

    assert ("exception", 1) == (end.kind, end.exit_code)
    assert end.stderr.endswith(
        "concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly while the "
        "future was running or pending.\n"
    )


def test_a_worker_that_dies_is_replaced_but_its_task_is_lost(ending):
    """So whoever waits for that task waits for ever."""
    end = ending(HEAD + """
if __name__ == "__main__":
    with mp.Pool(2) as pool:
        lost = pool.apply_async(sys.exit, (3,))
        print(pool.map(square, [1, 2, 3, 4], chunksize=1))
        lost.get()
""")  # fmt: skip

    assert ("deadlock", "[1, 4, 9, 16]\n") == (end.kind, end.stdout)
    assert "MainThread waits for the results of pool" in end.detail


def test_maxtasksperchild(output):
    """Workers are replaced when they have done enough."""
    assert "[0, 1, 4, 9, 16] 3\n" == output(HEAD + """
def tell(x): return x * x, os.getpid()
if __name__ == "__main__":
    with mp.Pool(1, maxtasksperchild=2) as pool:
        answers = pool.map(tell, range(5), chunksize=1)
    print([answer for answer, _ in answers], len({pid for _, pid in answers}))
""")  # fmt: skip


def test_results_are_lost_when_the_pool_is_ended_first(output):
    """`with` ends the workers where they stand."""
    assert "[]\n" == output(HEAD + """
got = []
if __name__ == "__main__":
    with mp.Pool(2) as pool:
        pool.apply_async(nap, (1,), callback=got.append)
    print(got)
""")  # fmt: skip


def test_a_callback_that_fails_silences_the_pool(ending):
    """Its thread dies of it, and nobody takes in answers any more."""
    end = ending(HEAD + """
if __name__ == "__main__":
    with mp.Pool(1) as pool:
        pool.apply_async(square, (2,), callback=lambda x: x.nothing).get()
""")  # fmt: skip

    assert "deadlock" == end.kind
    assert "Exception in thread Thread-3 (_handle_results):\nTraceback (most recent call last):\n" in end.stderr


def test_of_a_callback_that_fails_it_is_told_why_nobody_goes_on():
    (found,) = explored(HEAD + """
if __name__ == "__main__":
    with mp.Pool(1) as pool:
        pool.apply_async(square, (2,), callback=lambda x: 1 / 0).get()
""").endings  # fmt: skip

    assert "Thread-3 (_handle_results) ended with ZeroDivisionError: division by zero (line 18)" in found.ending.detail


UNMADE = """
class Bad(Exception):
    def __init__(self, x, y): super().__init__(f"{x} {y}")
def fails(x): raise Bad(x, 1)
if __name__ == "__main__":
    pool = mp.Pool(2)
    results = [pool.apply_async(square, (3,)), pool.apply_async({fails})]
    for result in results:
        try:
            print(result.get(timeout=1))
        except mp.TimeoutError:
            print("nothing")
"""


@pytest.mark.parametrize("fails", ["fails, (2,)", "square, (2,), callback=lambda x: 1 / 0"])
def test_what_comes_after_the_thread_that_takes_in_answers_has_died_is_lost(fails):
    """It dies of a callback that fails, and of an error that cannot be made again."""
    found = explored(HEAD + UNMADE.replace("{fails}", fails))

    assert {"9\nnothing\n", "nothing\nnothing\n"} == outputs(found)


@pytest.mark.parametrize("asked", ["apply(refused, (1,))", "map(refused, [1])", "imap(refused, [1]).next()"])
def test_an_answer_that_turns_out_not_to_be_made_again_is_no_proof(asked):
    """In life nobody takes in answers any more; what `__init__` does with what it is given is known too late."""
    found = explored(HEAD + f"""
class Refused(Exception):
    def __init__(self, code):
        super().__init__(f"code {{int(code)}}")

def refused(x):
    raise Refused(x)

if __name__ == "__main__":
    with mp.Pool(1) as pool:
        try:
            pool.{asked}
        except ValueError as error:
            print("told")
""")  # fmt: skip

    assert not found.controlled
    assert {"an answer that cannot be put together again"} == {escape.what for escape in found.escapes}


def test_a_pool_whose_workers_are_used_up_is_joined_when_all_has_come_in():
    """Not before the worker is there that comes in the place of one that has been joined."""
    found = explored(HEAD + """
if __name__ == "__main__":
    pool = mp.Pool(1, maxtasksperchild=1)
    results = [pool.apply_async(square, (x,), callback=str) for x in range(2)]
    pool.close()
    pool.join()
    print([result.successful() for result in results])
""")  # fmt: skip

    assert {"[True, True]\n"} == outputs(found)


@METHODS
def test_what_an_executor_does(output, method):
    """Futures, maps, callbacks, exceptions, exits told as exceptions."""
    lines = output(HEAD + """
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        print(list(executor.map(square, range(4))), list(executor.map(pow, [1, 2], [3, 4], chunksize=2)))
        future = executor.submit(picky, 2)
        try:
            future.result()
        except ValueError as error:
            print(error, type(error.__cause__).__name__, future.done())
        print([f.result() for f in as_completed([executor.submit(nap, t) for t in (0.5, 0.2)])])
        future = executor.submit(square, 5)
        future.add_done_callback(lambda f: print("called back", f.result()))
        print(len(wait([future]).done))
        for attempt in (lambda: executor.submit(lambda: 1).result(), lambda: executor.submit(sys.exit, 4).result()):
            try:
                attempt()
            except BaseException as error:
                print(type(error).__name__)
    unfinished = ProcessPoolExecutor(1)
    late = unfinished.submit(nap, 1)
    unfinished.shutdown(wait=False, cancel_futures=True)
    print(late.cancelled() or late.result())
""", method).splitlines()  # fmt: skip

    assert "[0, 1, 4, 9] [1, 16]" == lines[0]
    assert "two _RemoteTraceback True" == lines[1]
    assert "[0.2, 0.5]" == lines[2]
    assert {"called back 25", "1"} == set(lines[3:5])
    assert "SystemExit" == lines[6]
    assert lines[5] in ("AttributeError", "PicklingError")
    assert lines[7] in ("1", "True")


@METHODS
def test_a_broken_executor(ending, method):
    """A worker that is gone takes all futures with it."""
    end = ending(HEAD + """
def gone(): os._exit(3)
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        for task in ((gone,), (square, 1)):
            try:
                print(executor.submit(*task).result())
            except Exception as error:
                print(type(error).__name__, error)
""", method)  # fmt: skip

    assert [
        "BrokenProcessPool A process in the process pool was terminated abruptly while the future was running or pending.",
        "BrokenProcessPool A child process terminated abruptly, the process pool is not usable anymore",
    ] == end.stdout.splitlines()


def test_workers_race_like_any_processes(search):
    """A shared value that is not locked."""
    found = search(HEAD + """
def prepare(value):
    global count
    count = value
def work(_): count.value += 1
if __name__ == "__main__":
    value = mp.Value("i", 0)
    with mp.Pool(2, prepare, (value,)) as pool:
        pool.map(work, range(2), chunksize=1)
    print(value.value)
""")  # fmt: skip

    assert {"1\n", "2\n"} == {f.ending.stdout for f in found.endings}


def test_a_pure_map_is_proved(search):
    """Whatever the order of the workers."""
    found = search(HEAD + """
if __name__ == "__main__":
    with mp.Pool(2) as pool:
        print(pool.map(square, range(4)))
""")  # fmt: skip

    assert ["[0, 1, 4, 9]\n"] == [f.ending.stdout for f in found.endings]
    assert found.exhaustive


def test_a_pool_of_threads(output):
    """The same face; nothing is copied, globals are shared."""
    assert ["[2, 3] 16 [0, 1, 4]", "True", "caught two", "ended", "2"] == output(HEAD + """
box = []
if __name__ == "__main__":
    with ThreadPool(2) as pool:
        print(pool.map(lambda x: x + 1, [1, 2]), pool.apply(square, (4,)), list(pool.imap(square, range(3))))
        print(pool.apply(lambda: box) is box)
        try:
            pool.apply(picky, (2,))
        except ValueError as error:
            print("caught", error)
    pool = ThreadPool(2)
    pool.map_async(box.append, [1, 2])
    pool.close()
    pool.join()
    print("ended")
    print(len(box))
""").splitlines()  # fmt: skip


def test_the_dummy_face_of_threads(output):
    """multiprocessing.dummy."""
    assert ["[1, 4]", "hi", "0 []", "{'a': 1} True", "[1, 2]", "Parent is not current_process()"] == output(HEAD + """
import multiprocessing.dummy as dummy
if __name__ == "__main__":
    with dummy.Pool(2) as pool:
        print(pool.map(square, [1, 2]))
    p = dummy.Process(target=print, args=("hi",))
    p.start(); p.join()
    print(p.exitcode, dummy.active_children())
    here, there = dummy.Pipe()
    here.send({"a": 1})
    print(there.recv(), there.poll(0.1) is False)
    print(dummy.Array("i", [1, 2]).tolist())
    q = dummy.Process(target=print)
    def begin():
        try:
            q.start()
        except RuntimeError as error:
            print(error)
    t = dummy.Process(target=begin); t.start(); t.join()
""").splitlines()  # fmt: skip


@METHODS
def test_a_mistake_in_another_process_is_the_programs_and_not_ours(ending, method):
    """It comes home with the lines of the program in which it was raised."""
    end = ending(HEAD + """
def broken(x): return nix
if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        executor.submit(broken, 1).result()
""", method)  # fmt: skip

    assert ("exception", "NameError: name 'nix' is not defined in MainThread (line 16)") == (end.kind, end.detail)


def test_how_many_processes_an_executor_needed_is_no_ending_of_its_own():
    """Whether one was idle when the second task came follows from the order; nothing that anybody sees does."""
    found = explored(
        """
        from concurrent.futures import ProcessPoolExecutor
        def square(number):
            print("squaring", number)
            return number * number
        if __name__ == "__main__":
            with ProcessPoolExecutor(2) as pool:
                futures = [pool.submit(square, number) for number in (1, 2)]
                print([future.result() for future in futures])
        """
    )

    assert found.exhaustive
    assert 1 == len(found.endings)


def test_a_pool_s_process_that_fails_is_told():
    found = explored(
        """
        import os
        from concurrent.futures import ProcessPoolExecutor
        if __name__ == "__main__":
            with ProcessPoolExecutor(1) as pool:
                try:
                    pool.submit(os._exit, 3).result()
                except Exception as error:
                    print(type(error).__name__)
        """
    )

    assert {"BrokenProcessPool\n"} == outputs(found)
    assert {3} == {actor.exit_code for end in found.endings for actor in end.ending.actors if actor.kind == "process"}


STUCK = """
from multiprocessing import Manager, Pool
def task(number, ready):
    if number == 0:
        ready.wait()
    elif number == {later}:
        ready.set()
    return number
if __name__ == "__main__":
    with Manager() as manager:
        ready = manager.Event()
        with Pool({workers}) as pool:
            print(pool.starmap(task, [(number, ready) for number in range({later} + 1)], chunksize=1))
"""


@pytest.mark.parametrize("later", [2, 4])
def test_a_task_does_not_wait_for_a_worker_that_is_stuck(later):
    found = explored(STUCK.format(workers=2, later=later))
    assert {"finished"} == {one.ending.kind for one in found.endings}
    assert {f"{list(range(later + 1))}\n"} == outputs(found)


def test_where_every_worker_is_stuck_there_is_nobody_to_deal_to():
    found = explored(STUCK.format(workers=1, later=2))
    assert ["deadlock"] == [one.ending.kind for one in found.endings]


@pytest.mark.parametrize("pool", ["ThreadPoolExecutor(2)", "ThreadPool(2)"])
def test_the_order_of_lines_within_a_job_counts(pool):
    found = explored(f"""
        from concurrent.futures import ThreadPoolExecutor
        from multiprocessing.pool import ThreadPool
        flag = []
        def work(number):
            if number:
                for word in ("x", "y") if flag else ("y", "x"):
                    print(word)
            else:
                flag.append(1)
        with {pool} as pool:
            list(pool.map(work, [0, 1]))
    """)
    assert {"x\ny\n", "y\nx\n"} == outputs(found)


def test_whose_job_printed_first_does_not_count():
    found = explored("""
        from concurrent.futures import ThreadPoolExecutor
        def work(number):
            print("begins", number)
            print("ends", number)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, range(3)))
    """)
    assert 1 == len(found.endings)


FAILING = """
def prepare(): raise ValueError("no")

if __name__ == "__main__":
    with mp.Pool({size}, prepare) as pool:
        result = pool.apply_async(square, (1,))
        {then}
"""


@pytest.mark.parametrize(
    ("size", "then", "printed"),
    [(1, "print(len(repr(result.wait(timeout=1))))", "4\n"), (2, "time.sleep(1); print(result.ready())", "False\n")],
)
def test_whoever_waits_until_a_certain_time_does_not_wait_for_workers_that_always_fail(search, size, then, printed):
    found = search(HEAD + FAILING.format(size=size, then=then))

    assert {printed} == {f.ending.stdout for f in found.endings}
    assert "livelock" not in {f.ending.kind for f in found.endings}


def test_whoever_waits_for_ever_for_workers_that_always_fail_is_told_why(search):
    found = search(HEAD + FAILING.format(size=1, then="result.wait(timeout=1); result.get()"))

    assert {"livelock"} == {f.ending.kind for f in found.endings}


def test_a_pool_is_ended_while_a_map_is_under_way():
    found = explored("""
        from multiprocessing import Pool
        done = []
        def square(n): return n * n
        if __name__ == "__main__":
            pool = Pool(1)
            pool.map_async(square, [2], callback=done.extend)
            pool.terminate()
            pool.join()
            print(done)
    """)

    assert {("finished", "[]\n"), ("finished", "[4]\n")} == {(f.ending.kind, f.ending.stdout) for f in found.endings}


CALLED_BACK = """
    import threading
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import Pool
    total = 0
    def square(n): return n * n
    def told(result):
        global total
        total += getattr(result, "result", lambda: result)()
        print(threading.current_thread().name, threading.current_thread() is threading.main_thread())
    if __name__ == "__main__":
        {pool}
        print(threading.Thread(target=square).name, threading.current_thread().name)
"""


@pytest.mark.parametrize(
    ("pool", "said"),
    [
        (
            "with Pool(1) as pool: pool.apply_async(square, (2,), callback=told).get()",
            "Thread-3 (_handle_results) False\nThread-4 (square) MainThread\n",
        ),
        (
            "with ProcessPoolExecutor(1) as pool: pool.submit(square, 2).add_done_callback(told)",
            "Thread-1 False\nThread-2 (square) MainThread\n",
        ),
    ],
    ids=["pool", "executor"],
)
def test_the_thread_that_calls_back_is_the_one_that_does_in_life(pool, said):
    found = explored(CALLED_BACK.format(pool=pool))
    said_by = {
        (step.actor, step.value) for one in found.endings for step in one.witness.steps if step.action == "prints"
    }

    assert said in outputs(found)
    assert [] == [what for who, what in said_by if who not in (what.rpartition(" ")[0], what.rpartition(" ")[2])]


def test_what_a_callback_writes_is_told_with_the_value_in_its_process():
    steps = story(
        program("""
        from multiprocessing import Pool
        total = 0
        def square(n): return n * n
        def told(result):
            global total
            total += result
        if __name__ == "__main__":
            with Pool(1) as pool:
                results = [pool.apply_async(square, (n,), callback=told) for n in (1, 2)]
                for result in results: result.get()
                print(total)
    """)
    )

    assert ["1", "5"] == [step.value for step in steps if step.action == "writes" and step.target == "total"]


@METHODS
@pytest.mark.parametrize("kind", ["mp.Pool", "ThreadPool"])
def test_what_are_no_arguments(output, kind, method):
    """The worker finds that, and who does not ask for the result never hears of it."""
    home = "__mp_main__" if (kind, method) == ("mp.Pool", "spawn") else "__main__"
    what = f"{home}.square() argument" if sys.version_info < (3, 15) else "Value"
    assert [
        f"TypeError {what} after * must be an iterable, not int",
        f"TypeError {what} after ** must be a mapping, not int",
        f"TypeError {what} after ** must be a mapping, not NoneType",
        "TypeError 'int' object is not iterable",
        "81",
    ] == output(HEAD + f"""
def said(result):
    try:
        return result.get()
    except Exception as error:
        return f"{{type(error).__name__}} {{error}}"

if __name__ == "__main__":
    with {kind}(1) as pool:
        pool.apply_async(square, (5))
        print(said(pool.apply_async(square, (5))))
        print(said(pool.apply_async(square, 5, 6)))
        print(said(pool.apply_async(square, (5,), None)))
        print(said(pool.starmap_async(add, [1, 2])))
        print(said(pool.apply_async(square, iter([9]) if pool.__class__ is ThreadPool else [9])))
""", method).splitlines()  # fmt: skip


def test_a_pool_that_is_closed_replaces_workers_until_all_is_done(search):
    """Those that may do only so many tasks, and those that died in the middle of one."""
    found = search(HEAD + """
if __name__ == "__main__":
    pool = mp.Pool(1, maxtasksperchild=1)
    result = pool.map_async(square, range(3), 1)
    pool.close()
    pool.join()
    print(result.get())
""")  # fmt: skip

    assert [("finished", "[0, 1, 4]\n")] == [(f.ending.kind, f.ending.stdout) for f in found.endings]
    assert found.exhaustive


def test_a_pool_that_is_ended_starts_nobody_more(search):
    """Also where a worker has just ended after so many tasks."""
    found = search(HEAD + """
if __name__ == "__main__":
    with mp.Pool(1, maxtasksperchild=2) as pool:
        print(pool.map(square, range(4), 1))
""")  # fmt: skip

    assert [("finished", "[0, 1, 4, 9]\n")] == [(f.ending.kind, f.ending.stdout) for f in found.endings]


@pytest.mark.parametrize("leave", ["os._exit(1)", "sys.exit()"])
def test_who_joins_a_pool_waits_for_a_task_that_was_lost(search, leave):
    """For ever, whether anybody asks for its result or not; the other tasks are done."""
    found = search(HEAD + f"""
def leaves(x):
    if x == 1: {leave}
    print(x)

if __name__ == "__main__":
    pool = mp.Pool(1)
    for x in range(3):
        pool.apply_async(leaves, (x,))
    pool.close()
    pool.join()
    print("end")
""", "fork")  # fmt: skip

    assert {("deadlock", "0\n2\n")} == {(f.ending.kind, f.ending.stdout) for f in found.endings}
    assert "MainThread waits for the tasks of pool" in found.endings[0].ending.detail


def test_threads_of_a_pool_that_leave(ending):
    """Nobody comes in the place of a thread, and whoever joins the pool waits for the task."""
    end = ending(HEAD + """
if __name__ == "__main__":
    pool = ThreadPool(2)
    pool.apply_async(sys.exit)
    pool.apply_async(print, ("other",))
    pool.close()
    pool.join()
""")  # fmt: skip

    assert ("deadlock", "other\n") == (end.kind, end.stdout)


@METHODS
@pytest.mark.parametrize(
    "call",
    [
        "mp.Pool(2).map(outer, [1, 2])",
        "ProcessPoolExecutor(2).submit(outer, 2).result()",
        "ThreadPool(2).apply(outer, (2,))",
    ],
)
def test_an_error_of_a_worker_is_told_with_its_lines(ending, call, method):
    """Where it was asked for first, then where it was raised: as if both were one stack, which with threads they are."""
    end = ending(HEAD + f"""
def outer(x):
    return picky(x)

if __name__ == "__main__":
    {call}
""", method)  # fmt: skip

    frames = next(actor.trouble.frames for actor in end.actors if actor.kind == "main")
    assert [("<module>", 20), ("outer", 17), ("picky", 9)] == [(name, line) for _, line, name in frames]
    assert end.detail.endswith("ValueError: two in MainThread (line 9)")


def test_who_asks_for_a_result_fails_in_its_own_line(search):
    """And not in that of the worker, be that a thread."""
    found = search(HEAD + """
if __name__ == "__main__":
    with ThreadPool(1) as pool:
        pool.map(picky, [2])
""")  # fmt: skip

    steps = found.endings[0].witness.steps
    assert {17, 18} >= {step.line for step in steps if step.actor == "MainThread" and step.line}


def test_no_first_task_of_an_executor_is_forgotten(search):
    """Be its workers dead before it is handed over: nobody looks before."""
    found = search(HEAD + """
def fail(): raise ValueError("bad")

if __name__ == "__main__":
    with ProcessPoolExecutor(1, initializer=fail) as executor:
        print(type(executor.submit(square, 1).exception()).__name__)
""", "fork")  # fmt: skip

    assert {("finished", "BrokenProcessPool\n")} == {(f.ending.kind, f.ending.stdout) for f in found.endings}


BREAKS = (
    HEAD
    + """
if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        executor.submit(os._exit, 1)
        try:
            print(type(executor.submit(square, 1).exception()).__name__)
        except Exception as error:
            print("refused")
"""
)


@METHODS
def test_whether_a_task_comes_before_an_executor_breaks_is_an_order_of_its_own(method):
    """Reduction alone finds it: that a worker has died is noticed in a step that changes something."""
    endings = proved_endings(program(BREAKS, start_method=method), Search(budget=Budget(schedules=300, seconds=30)))

    assert endings is not None
    assert {"refused\n", "BrokenProcessPool\n"} == {ending.stdout for ending in endings} - {""}


@pytest.mark.slow  # of orders, the same on every interpreter
def test_a_task_that_is_done_while_an_executor_breaks_ends_no_worker():
    """One thread takes in answers and breaks it in life: one of the two comes first."""
    text = (
        HEAD
        + """
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        executor.submit(square, 1)
        executor.submit(os._exit, 1)
"""
    )
    endings = proved_endings(program(text, start_method="spawn"), Search(budget=Budget(schedules=300, seconds=30)))
    random = random_schedules(program(text, start_method="spawn"), Script(), count=200).found.values()

    assert endings is not None
    assert not [a for e in (*endings, *random) for a in e.actors if a.kind == "process" and a.trouble]


def test_a_task_that_comes_while_an_executor_breaks(search):
    """It is refused, or fails with the others. Before 3.12 it could be forgotten."""
    found = search(BREAKS, "fork")

    assert {"refused\n", "BrokenProcessPool\n"} == outputs(found) - {""}
    assert (sys.version_info < (3, 12)) == any(f.ending.kind == "deadlock" for f in found.endings)


USED_UP = """
from concurrent.futures import ProcessPoolExecutor
def square(x): return x * x
if __name__ == "__main__":
    with ProcessPoolExecutor({workers}, max_tasks_per_child={most}) as executor:
        print([f.result() for f in [executor.submit(square, i) for i in range({tasks})]], flush=True)
"""


@pools_for_real
@pytest.mark.parametrize(
    ("workers", "most", "tasks"), [(1, 1, 2), (1, 2, 2), pytest.param(2, 2, 3, marks=pytest.mark.slow)]
)
def test_workers_that_are_used_up_are_replaced_as_in_life(search, output, tmp_path, workers, most, tasks):
    """None of these hangs, whoever does what."""
    source = USED_UP.format(workers=workers, most=most, tasks=tasks)
    (tmp_path / "job.py").write_text(source)
    command = [sys.executable, str(tmp_path / "job.py")]
    really = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert really == output(source)
    assert {("finished", really)} == {
        (f.ending.kind, f.ending.stdout) for f in search(source, most=Budget(schedules=200)).endings
    }


@pytest.mark.slow  # of orders, the same on every interpreter
def test_a_used_up_worker_is_not_replaced_where_one_was_idle(search):
    """It was the same, and took up what lay there already: nobody counts that back, and life hangs, too."""
    found = search(USED_UP.format(workers=1, most=2, tasks=3))

    assert {"deadlock", "finished"} == {f.ending.kind for f in found.endings}


def test_a_used_up_worker_of_a_forsaken_executor_is_beyond_us(search):
    """In life the thread behind it fails then."""
    found = search("""
from concurrent.futures import ProcessPoolExecutor
def square(x): return x * x
if __name__ == "__main__":
    executor = ProcessPoolExecutor(1, max_tasks_per_child=1)
    executor.submit(square, 1)
    executor.shutdown(wait=False)
""")  # fmt: skip

    assert any(
        "a worker that is used up after shutdown(wait=False)" in str(e) for f in found.endings for e in f.ending.escapes
    )


@METHODS
@pytest.mark.parametrize(
    ("setting", "start"),
    [
        ("", "Exception in initializer:\n"),
        ("import logging; logging.basicConfig()", "CRITICAL:concurrent.futures:Exception in initializer:\n"),
    ],
    ids=["plain", "logging"],
)
@pytest.mark.parametrize(
    ("failure", "last"), [('raise ValueError("100%s")', "ValueError: 100%s\n"), ("raise SystemExit(3)", "SystemExit: 3\n")]
)  # fmt: skip
def test_an_initializer_that_fails_is_logged_as_in_life(ending, tmp_path, method, setting, start, failure, last):
    """And the executor breaks, although its worker ends well."""
    source = f"""
{setting}
import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor
def fail(): {failure}
def square(x): return x * x
if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp.get_context("{method}"), initializer=fail) as executor:
        print(repr(executor.submit(square, 1).exception()))
"""
    (tmp_path / "job.py").write_text(source)
    command = [sys.executable, str(tmp_path / "job.py")]
    really = subprocess.run(command, capture_output=True, text=True, check=True)

    end = ending(source, method)

    assert really.stdout == end.stdout
    assert ("finished", 0) == (end.kind, end.exit_code)
    for text in (really.stderr, end.stderr):
        assert text.startswith(start)
        assert text.endswith(last)


@pytest.mark.parametrize(
    ("end", "printed"),
    [
        ("pool.terminate()", {"0", "1"}),
        ("pool.terminate(); pool.join()", {"0", "1"}),
        ("pool.close(); pool.join()", {"1"}),
    ],
)
def test_what_a_pool_of_threads_had_begun_when_it_was_ended(end, printed):
    """What nobody has taken by then, nobody will."""
    text = f"""
        from multiprocessing.pool import ThreadPool
        done = 0
        def add(n):
            global done
            done += n
        pool = ThreadPool(1)
        pool.apply_async(add, (1,))
        {end}
        print(done)
    """
    endings = proved_endings(program(text), Search(budget=Budget(schedules=500, seconds=30)))

    assert printed == {" ".join(ending.stdout.split()) for ending in endings}


SHARED_BY_THREADS = """
    import concurrent.futures, threading
    from multiprocessing.pool import ThreadPool
    def begin():
        print("begun", flush=True)
    def ask():
        try:
            print({ask}, flush=True)
        except (RuntimeError, ValueError):
            print("refused", flush=True)
    if __name__ == "__main__":
        pool = {pool}
        t = threading.Thread(target=ask)
        t.start()
        {act}
        t.join()
        {then}
"""
EXECUTOR = "concurrent.futures.ProcessPoolExecutor(1, initializer=begin)"


@METHODS
@pytest.mark.parametrize(
    ("act", "then", "printed"),
    [
        ("pool.shutdown()", "", {"begun 4", "refused"}),
        ("ask()", "pool.shutdown()", {"begun 4 4"}),
    ],
)
def test_threads_give_an_executor_work_and_shut_it_down_one_at_a_time(act, then, printed, method):
    text = SHARED_BY_THREADS.format(pool=EXECUTOR, ask="pool.submit(abs, -4).result()", act=act, then=then)
    endings = proved_endings(program(text, start_method=method), Search(budget=Budget(schedules=500, seconds=30)))

    assert printed == {" ".join(ending.stdout.split()) for ending in endings}


@pytest.mark.slow  # of orders, the same on every interpreter
def test_who_is_called_back_while_an_executor_is_shut_down_may_ask_it():
    """Nobody holds its lock then: it says that it takes nothing more."""
    found = explored("""
        from concurrent.futures import ProcessPoolExecutor
        refused = 0
        def again(future):
            global refused
            if future.cancelled():
                try:
                    pool.submit(abs, -9)
                except RuntimeError:
                    refused = 1
        if __name__ == "__main__":
            pool = ProcessPoolExecutor(1)
            for number in range(4):
                pool.submit(abs, number).add_done_callback(again)
            pool.shutdown(cancel_futures=True)
            print(refused)
    """)

    assert {"finished"} == {end.ending.kind for end in found.endings}
    assert {"0\n", "1\n"} == outputs(found)


@pytest.mark.parametrize("end", ["close", "terminate"])
@pytest.mark.parametrize("pool", ["ThreadPool(1)", "multiprocessing.Pool(1)"])
def test_whether_a_pool_that_another_thread_ends_still_does_a_task_is_not_proved(pool, end):
    """But whether it refuses one is seen."""
    text = SHARED_BY_THREADS.format(pool=pool, ask="pool.apply_async(abs, (-4,)) and 1", act=f"pool.{end}()", then="")
    found = explored(text.replace("import", "import multiprocessing,", 1))

    assert {"1", "refused"} == {" ".join(out.split()) for out in outputs(found)}
    assert not found.exhaustive
    assert ["a task for a pool that another thread closes"] == [escape.what for escape in found.escapes]


@METHODS
def test_what_an_executor_cannot_send_home_is_told_as_the_error_that_it_is(output, method):
    assert "ValueError('odd') _RemoteTraceback\n" == output("""
from concurrent.futures import ProcessPoolExecutor
class Odd:
    def __reduce__(self): raise ValueError("odd")

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        error = pool.submit(Odd).exception()
        print(repr(error), type(error.__cause__).__name__)
""", method)  # fmt: skip
