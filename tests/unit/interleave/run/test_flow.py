"""What clocks say where many orders are compared: who sees what another did is no earlier than that, and nothing else moves them."""

import pytest

from grader.interleave.program import Search
from tests.support.programs import explored, outputs, timed

pytestmark = pytest.mark.slow  # the same on every interpreter

WATCHED = """
import threading, time, queue
from concurrent.futures import ThreadPoolExecutor
event, channel, lock, flag, found = threading.Event(), queue.Queue(), threading.Lock(), False, {{}}
lock.acquire()
def work():
    global flag
    time.sleep(4)
    {signal}
start = time.time()
thread = threading.Thread(target=work)
thread.start()
{watch}
print(time.time() - start >= 4)
thread.join()
"""
SEEN = {
    "an event": ("event.set()", "while not event.is_set(): pass"),
    "an end": ("pass", "while thread.is_alive(): pass"),
    "an end, by short sleeps": ("pass", "while thread.is_alive(): time.sleep(0.75)"),
    "an end, by short waits": ("pass", "while thread.is_alive(): thread.join(1)"),
    "how many there are": ("pass", "while threading.active_count() > 1: time.sleep(0.75)"),
    "an item in a queue": ("channel.put(1)", "while channel.empty(): pass"),
    "a flag": ("flag = True", "while not flag: time.sleep(0.1)"),
    "a flag without a sleep": ("flag = True", "while not flag: pass"),
    "an item": ("found['done'] = 1", "while 'done' not in found: pass"),
    "all items": ("found['done'] = 1", "while not found: pass"),
    "a lock": ("lock.release()", "while lock.locked(): pass"),
}


@pytest.mark.parametrize("atomicity", ["language", "cpython"])
@pytest.mark.parametrize(("signal", "watch"), SEEN.values(), ids=SEEN)
def test_who_sees_what_was_done_after_four_seconds_is_four_seconds_older(signal, watch, atomicity):
    found = explored(WATCHED.format(signal=signal, watch=watch), search=Search(atomicity=atomicity))

    assert {"True\n"} == outputs(found)
    assert found.exhaustive


def test_a_future_that_is_done_took_as_long_as_its_task():
    found = explored("""
        import time
        from concurrent.futures import ThreadPoolExecutor
        pool = ThreadPoolExecutor()
        start = time.monotonic()
        future = pool.submit(time.sleep, 4)
        while not future.done():
            time.sleep(0.75)
        print(time.monotonic() - start >= 4)
        pool.shutdown()
    """)

    assert {"True\n"} == outputs(found)


def test_who_begins_to_measure_first_thing_loses_nothing():
    """The first look of a run is at its beginning, so that what was begun just before is not done too early."""
    found = explored("""
        import time
        from concurrent.futures import ThreadPoolExecutor
        pool = ThreadPoolExecutor()
        future = pool.submit(time.sleep, 4)
        start = time.time()
        while not future.done():
            time.sleep(1)
        print(time.time() - start >= 4)
        pool.shutdown()
    """)

    assert {"True\n"} == outputs(found)


def test_who_has_not_seen_it_is_no_older():
    found = explored("""
        import threading, time
        flag, start = [], time.monotonic()
        def work():
            time.sleep(4)
            flag.append(1)
        thread = threading.Thread(target=work)
        thread.start()
        seen = len(flag)
        print(seen, round(time.monotonic() - start))
        thread.join()
    """)

    assert {"0 0\n", "1 4\n"} == outputs(found)


def test_who_only_looks_or_gives_back_what_many_may_leaves_nothing_behind():
    """Two looks, and two releases, change places without another ending: so no time passes from one to the other."""
    found = explored("""
        import threading, time
        event, room, start = threading.Event(), threading.Semaphore(0), time.monotonic()
        def look(seconds):
            time.sleep(seconds)
            event.is_set()
            room.release()
            return round(time.monotonic() - start)
        def work(seconds):
            took[seconds] = look(seconds)
        took = {1: 0, 5: 0}
        threads = [threading.Thread(target=work, args=(n,)) for n in took]
        for t in threads: t.start()
        for t in threads: t.join()
        print(took)
    """)

    assert {"{1: 1, 5: 5}\n"} == outputs(found)


ELAPSED = {
    "a print": ("print", "('hi',)", ""),
    "a sleep": ("time.sleep", "(0.1,)", ""),
    "many steps": ("work", "()", "for _ in range(400): counter.append(1)"),
    "looks of their own": ("work", "()", "time.time(), time.time()"),
    "looks under a lock": ("work", "()", "lock.acquire(); time.time(); lock.release()"),
    "a limited wait": ("work", "()", "threading.Event().wait(0.3)"),
    "a lock that is never given back": ("work", "()", "print(lock.acquire(timeout=0.7) and 'mine')"),
}


@pytest.mark.parametrize(
    ("clock", "target", "args", "act"),
    [
        ("time", *ELAPSED["a sleep"]),
        *(("monotonic", *way) for way in ELAPSED.values()),
        ("perf_counter", *ELAPSED["a print"]),
    ],
)
def test_time_that_nobody_slept_makes_no_other_ending(clock, target, args, act):
    found = explored(f"""
import threading, time
lock, counter = threading.Lock(), []
def work():
    {act or "pass"}
start = time.{clock}()
threads = [threading.Thread(target={target}, args={args}) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print("took", time.{clock}() - start)
""")

    assert 1 == len({line for out in outputs(found) for line in out.splitlines() if "took" in line})


def test_each_who_waits_for_a_lock_and_tells_how_long_says_the_same_in_every_order():
    found = explored("""
        import threading, time
        lock, n = threading.Lock(), 0
        def add():
            global n
            start = time.time()
            with lock:
                n += 1
            print(threading.current_thread().name, time.time() - start)
        threads = [threading.Thread(target=add) for _ in range(3)]
        for t in threads: t.start()
        for t in threads: t.join()
    """)

    assert (1, True) == (len(found.endings), found.exhaustive)


def test_computing_is_told_by_ones_own_looks():
    found = explored("""
        import threading, time
        n, lock = 0, threading.Lock()
        def add():
            global n
            with lock:
                n += 1
        start = time.process_time()
        threads = [threading.Thread(target=add) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        print(n, 0 < time.process_time() - start, time.process_time() - start)
    """)

    assert 1 == len(found.endings)
    assert next(iter(outputs(found))).startswith("2 True ")


def test_a_clock_that_is_looked_at_again_has_moved():
    found = explored("""
        import threading, time
        def look(since):
            print(all(one < other for one, other in zip(seen, seen[1:])), since < time.time())
        seen = [time.time() for _ in range(50)]
        t = threading.Thread(target=look, args=(seen[-1],))
        t.start()
        t.join()
    """)

    assert {"True True\n"} == outputs(found)


def test_long_work_of_several_takes_no_ages():
    """Where nobody waits for a time, and nobody has set a limit, clocks do not run ahead."""
    ending = timed("""
        import threading, time
        start = time.time()
        def count():
            n = [0]
            for _ in range(60_000):
                n[0] += 1
        threads = [threading.Thread(target=count) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        print(time.time() - start < 1)
    """)

    assert "True\n" == ending.stdout


def test_a_sleep_in_the_middle_of_the_librarys_act_takes_its_time_in_every_run():
    found = explored("""
        import queue, threading, time
        class Slow(int):
            def __lt__(self, other):
                time.sleep(2)
                return int.__lt__(self, other)
        heap, start = queue.PriorityQueue(), time.monotonic()
        heap.put(Slow(2))
        heap.put(Slow(1))
        t = threading.Thread(target=print, args=("x",))
        t.start()
        t.join()
        print(round(time.monotonic() - start))
    """)

    assert {"x\n2\n"} == outputs(found)
