"""Queues: copies, a feeder that lags behind, a pipe that can be full."""

from __future__ import annotations

import itertools

import pytest

from grader.interleave.models.multiprocessing.changeable import is_doubtful
from grader.interleave.program import Budget, Search
from tests.support.programs import program, story
from tests.support.reduction import proved_endings

HEAD = """
import multiprocessing as mp
import queue, time
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])


@METHODS
def test_items_travel_as_copies(output, method):
    """Identity is lost, both ways."""
    assert ["[1, {'a': [2]}]", "[1, {'a': [2, 3]}] False", "[1, {'a': [2]}]"] == output(HEAD + """
def work(there, back):
    item = there.get()
    print(item)
    item[1]["a"].append(3)
    back.put(item)

if __name__ == "__main__":
    there, back = mp.Queue(), mp.SimpleQueue()
    p = mp.Process(target=work, args=(there, back))
    p.start()
    mine = [1, {"a": [2]}]
    there.put(mine)
    theirs = back.get()
    print(theirs, theirs is mine)
    print(mine)
    p.join()
""", method).splitlines()  # fmt: skip


def test_the_feeder_lags_behind(output):
    """Right after a put the queue may still be empty; what is changed meanwhile is sent changed."""
    assert ["True 1 False", "Empty", "False", "[1, 2]", "True 0"] == output(HEAD + """
if __name__ == "__main__":
    q = mp.Queue()
    item = [1]
    q.put(item)
    item.append(2)
    print(q.empty(), q.qsize(), q.full())
    try:
        q.get_nowait()
    except queue.Empty:
        print("Empty")
    time.sleep(0.1)
    print(q.empty())
    print(q.get())
    print(q.empty(), q.qsize())
""").splitlines()  # fmt: skip


def test_the_lag_is_a_race(search):
    """A search sees it both ways, and what the feeder reads late, too."""
    found = search(HEAD + """
if __name__ == "__main__":
    q = mp.Queue()
    item = [1]
    q.put(item)
    item.append(2)
    print(q.get())
""")  # fmt: skip

    assert {"[1]\n", "[1, 2]\n"} == {f.ending.stdout for f in found.endings}
    assert found.exhaustive


def test_a_bounded_queue(output):
    """Full, Empty, timeouts; a get makes room."""
    assert ["Full", "Full", "True 1", "1", "Empty", "True", "2"] == output(HEAD + """
def later(q):
    time.sleep(2)
    q.get()

if __name__ == "__main__":
    q = mp.Queue(1)
    q.put(1)
    for attempt in (lambda: q.put(2, timeout=0.5), lambda: q.put_nowait(2)):
        try:
            attempt()
        except queue.Full:
            print("Full")
    print(q.full(), q.qsize())
    print(q.get())
    try:
        q.get(timeout=0.5)
    except queue.Empty:
        print("Empty")
    q.put(1)
    p = mp.Process(target=later, args=(q,))
    p.start()
    start = time.monotonic()
    q.put(2)
    print(time.monotonic() - start > 0.9)
    print(q.get())
    p.join()
""").splitlines()  # fmt: skip


def test_what_cannot_be_pickled_is_lost(ending):
    """The feeder says so on stderr; the program goes on."""
    end = ending(HEAD + """
if __name__ == "__main__":
    q = mp.Queue()
    q.put(mp.Lock())
    q.put("next")
    print(q.get(), q.qsize())
""")  # fmt: skip

    assert ("finished", "next 0\n") == (end.kind, end.stdout)
    assert "RuntimeError: Lock objects should only be shared between processes through inheritance\n" in end.stderr


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("q = mp.Queue(); q.close(); q.put(1)", "ValueError: Queue <multiprocessing.queues.Queue object at"),
        ("q = mp.Queue(); q.close(); q.get()", "ValueError: Queue <multiprocessing.queues.Queue object at"),
        ("mp.Queue().join_thread()", "not closed"),
        ("mp.JoinableQueue().task_done()", "ValueError: task_done() called too many times"),
        ("q = mp.SimpleQueue(); q.close(); q.get()", "OSError: handle is closed"),
        ("q = mp.SimpleQueue(); q.close(); q.put(1)", "OSError: handle is closed"),
        ("mp.SimpleQueue().put(mp.Queue())", "RuntimeError: Queue objects should only be shared between processes"),
        ("mp.SimpleQueue().put(mp.SimpleQueue())", "RuntimeError: SimpleQueue objects should only be shared"),
    ],
)
def test_misuse_is_answered_as_in_life(ending, statement, message):
    """The same exceptions with the same words."""
    assert message in ending(HEAD + f"""
if __name__ == "__main__":
    {statement}
""").stderr  # fmt: skip


@METHODS
def test_joining_before_draining_is_a_deadlock(ending, method):
    """A process does not end before the pipe, which holds 64 KiB, has taken everything."""
    source = HEAD + """
def work(q):
    for _ in range(COUNT):
        q.put("x" * 10_000)

if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=work, args=(q,))
    p.start()
    p.join()
    print(sum(len(q.get()) for _ in range(COUNT)))
"""  # fmt: skip

    few = ending(source.replace("COUNT", "6"), method)
    assert ("finished", "60000\n") == (few.kind, few.stdout)
    stuck = ending(source.replace("COUNT", "20"), method)
    assert "deadlock" == stuck.kind
    assert "Process-1 waits until everything is read from q" in stuck.detail


def test_one_long_item_goes_through_while_it_is_read(output):
    """Longer than the pipe: it needs a reader, and then it fits."""
    assert "200000\n" == output(HEAD + """
def work(q):
    q.put("x" * 200_000)

if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=work, args=(q,))
    p.start()
    print(len(q.get()))
    p.join()
""")  # fmt: skip


def test_cancel_join_thread(output):
    """The process ends, what was not yet sent is lost."""
    assert "True\n" == output(HEAD + """
def work(q):
    q.cancel_join_thread()
    q.put("x" * 100_000)
    q.put("y")

if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=work, args=(q,))
    p.start()
    p.join()
    print(p.exitcode == 0)
""")  # fmt: skip


@METHODS
def test_joinable_queue(output, method):
    """`join` waits until every item was dealt with."""
    assert ["job 0", "job 1", "job 2", "all done"] == output(HEAD + """
def work(q):
    while True:
        print("job", q.get())
        time.sleep(1)
        q.task_done()

if __name__ == "__main__":
    q = mp.JoinableQueue()
    mp.Process(target=work, args=(q,), daemon=True).start()
    for n in range(3):
        q.put(n)
    q.join()
    print("all done")
    q.join()
""", method).splitlines()  # fmt: skip


@METHODS
def test_a_producer_and_a_consumer_are_proved(search, method):
    """In a handful of schedules, though they could interleave in many ways."""
    found = search(HEAD + """
def produce(q):
    for n in range(5):
        q.put(n)
    q.put(None)

def consume(q):
    total = 0
    while (n := q.get()) is not None:
        total += n
    print(total)

if __name__ == "__main__":
    q = mp.Queue()
    ps = [mp.Process(target=produce, args=(q,)), mp.Process(target=consume, args=(q,))]
    for p in ps: p.start()
    for p in ps: p.join()
""", method)  # fmt: skip

    assert ["10\n"] == [f.ending.stdout for f in found.endings]
    assert found.exhaustive and found.controlled
    assert found.schedules <= 60


def test_items_of_two_processes_come_in_either_order(search):
    """Even if the one put before the other."""
    found = search(HEAD + """
def put(q, event, wait):
    if wait:
        event.wait()
    q.put(wait)
    event.set()

if __name__ == "__main__":
    q, event = mp.Queue(), mp.Event()
    ps = [mp.Process(target=put, args=(q, event, wait)) for wait in (False, True)]
    for p in ps: p.start()
    print(q.get(), q.get())
    for p in ps: p.join()
""")  # fmt: skip

    assert {"False True\n", "True False\n"} == {f.ending.stdout for f in found.endings}


@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("kind", ["Queue", "JoinableQueue"])
def test_items_of_threads_of_one_process_come_in_any_order_and_none_is_lost(search, used, kind):
    """They share one buffer and one feeder, also when nobody has put anything before and two are about to."""
    found = search(HEAD + f"""
import threading

if __name__ == "__main__":
    q = mp.{kind}()
    if {used}: q.put(9), q.get()
    for number in range(3): threading.Thread(target=q.put, args=(number,)).start()
    print(*(q.get() for _ in range(3)))
""")  # fmt: skip

    orders = {f"{' '.join(numbers)}\n" for numbers in itertools.permutations("012")}
    assert found.exhaustive
    assert orders == {f.ending.stdout for f in found.endings}


def test_one_end_marker_for_two_consumers_is_a_deadlock(search):
    """The one that gets it ends, the other waits for ever."""
    found = search(HEAD + """
def consume(q):
    while q.get() is not None:
        pass

if __name__ == "__main__":
    q = mp.Queue()
    ps = [mp.Process(target=consume, args=(q,)) for _ in range(2)]
    for p in ps: p.start()
    q.put(None)
    for p in ps: p.join()
""")  # fmt: skip

    assert {"deadlock"} == {f.ending.kind for f in found.endings}
    assert "waits for an item from q" in found.endings[0].ending.detail


LOST = """
class Odd:
    def __reduce__(self): raise ValueError("odd")

def put(q):
    q.put(Odd())
    q.put(1)
    {end}

if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=put, args=(q,))
    p.start()
    print(q.get())
    p.join()
"""


def test_an_error_while_the_process_ends_takes_along_all_that_was_put(search):
    """In life the feeder looks at whether the process is about to end, and gives up if so."""
    found = search(HEAD + LOST.format(end="pass"))

    assert {("finished", "1\n", True), ("deadlock", "", False)} == {
        (f.ending.kind, f.ending.stdout, "odd" in f.ending.stderr) for f in found.endings
    }


def test_an_error_before_that_loses_one_item(search):
    found = search(HEAD + LOST.format(end="q.close(); q.join_thread()"))

    assert {("finished", "1\n")} == {(f.ending.kind, f.ending.stdout) for f in found.endings}


@pytest.mark.parametrize(("item", "doubtful"), [(1, False), ([(1, {"a"})], False), ([print], True), ([0] * 99, True)])
def test_only_what_may_be_impossible_to_pickle_is_doubtful(item, doubtful):
    assert doubtful == is_doubtful(item)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("lambda: 1", "what cannot be pickled"),
        ("local", "what cannot be pickled"),
        ("(x for x in 'ab')", "what cannot be pickled"),
        ("open('x.txt', 'w')", "what cannot be pickled"),
        ("threading.Lock()", "what cannot be pickled"),
        ("put", None),
        ("7", "7"),
    ],
)
def test_a_story_says_what_can_never_be_handed_over(item, told):
    steps = story(program(HEAD + f"""
import threading

def put(q):
    def local(): pass
    q.put({item})

if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=put, args=(q,))
    p.start()
    p.join()
    print(q.get())
"""))  # fmt: skip

    assert {told} == {step.value for step in steps if step.action == "puts"}


@METHODS
@pytest.mark.parametrize("kind", ["Queue", "SimpleQueue"])
def test_who_is_killed_takes_the_lock_for_reading_along(search, kind, method):
    """If it came so far; the others wait for ever then."""
    found = search(HEAD + f"""
def serve(q):
    q.get()

if __name__ == "__main__":
    q = mp.{kind}()
    p = mp.Process(target=serve, args=(q,))
    p.start()
    p.terminate()
    p.join()
    q.put(1)
    print(q.get())
""", method)  # fmt: skip

    assert {("finished", "1\n"), ("deadlock", "")} == {(f.ending.kind, f.ending.stdout) for f in found.endings}
    assert found.exhaustive
    stuck = next(f.ending for f in found.endings if f.ending.kind == "deadlock")
    assert "waits for q's lock for reading, which Process-1 holds, though it has ended" in stuck.detail


def test_nobody_reads_what_the_dead_has_locked(output):
    """Who does not wait, or not for ever, finds nothing, and the queue is not empty."""
    assert "Empty Empty False\n" == output(HEAD + """
def serve(q):
    q.get()

def said(*how):
    try:
        return q.get(*how)
    except queue.Empty:
        return "Empty"

if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=serve, args=(q,), daemon=True)
    p.start()
    time.sleep(1)
    p.kill()
    q.put(1)
    time.sleep(1)
    print(said(False), said(True, 5), q.empty())
""")  # fmt: skip


def test_a_reader_gives_its_lock_back(output):
    """Also one whose wait was over before anything came; a wait for the lock is part of the wait."""
    assert ["Empty 2.0", "1", "2", "Empty 3.0"] == output(HEAD + """
def said(limit):
    began = time.monotonic()
    try:
        return q.get(True, limit)
    except queue.Empty:
        return f"Empty {time.monotonic() - began:.1f}"

def late(q):
    time.sleep(3)
    q.put(1)
    q.put(2)

def patient(q):
    q.get(timeout=1000)

if __name__ == "__main__":
    q = mp.Queue()
    print(said(2))
    p = mp.Process(target=late, args=(q,), daemon=True)
    p.start()
    print(said(20))
    print(said(20))
    mp.Process(target=patient, args=(q,), daemon=True).start()
    time.sleep(1)
    print(said(3))
""").splitlines()  # fmt: skip


@pytest.mark.parametrize(("before", "told"), [("", "True"), ("queue.put(1)", "OSError('handle is closed')")])
def test_a_queue_that_was_joined_after_a_put_cannot_be_looked_into(output, before, told):
    """Its feeder closed the pipe; without a put there was none."""
    printed = output(f"""
import multiprocessing as mp
if __name__ == "__main__":
    queue = mp.Queue()
    {before}
    queue.close()
    queue.join_thread()
    try:
        print(queue.empty())
    except OSError as error:
        print(repr(error))
""")

    assert f"{told}\n" == printed


def test_a_put_after_the_last_flush_of_a_process_is_among_all_orders():
    text = """
        import multiprocessing, threading
        def child(q):
            threading.Thread(target=q.put, args=("late",)).start()
            q.put("early")
        if __name__ == "__main__":
            q = multiprocessing.Queue()
            p = multiprocessing.Process(target=child, args=(q,))
            p.start()
            print(sorted([q.get(), q.get()]))
            p.join()
    """
    endings = proved_endings(program(text), Search(budget=Budget(schedules=500, seconds=30)))

    assert {"finished", "deadlock"} == {ending.kind for ending in endings}


CLOSED_MEANWHILE = """
import multiprocessing as mp
from threading import Thread

def said(act, *args):
    try:
        return act(*args)
    except (OSError, ValueError, AssertionError) as error:
        return type(error).__name__

if __name__ == "__main__":
    {setup}
    t = Thread(target=lambda: print(said({act})))
    t.start()
    thing.close()
    t.join()
    {then}
"""


@pytest.mark.parametrize(
    ("setup", "act", "then", "printed"),
    [
        ("thing = mp.Queue()", "thing.put, 2", "print(thing.qsize())", {"None 1", "ValueError 0"}),
        ("thing = mp.Queue(); thing.put(1)", "thing.get", "", {"1", "ValueError"}),
        ("thing = mp.SimpleQueue()", "thing.put, 2", "", {"None", "OSError"}),
        ("thing, other = mp.Pipe()", "thing.send, 2", "", {"None", "OSError"}),
        (
            "thing = mp.Process(target=int); thing.start(); thing.join()",
            "thing.join",
            "",
            {"None", "ValueError", "AssertionError"},
        ),
    ],
)
def test_another_thread_may_close_what_one_uses(setup, act, then, printed):
    """Before it is looked whether that is open, or after."""
    text = CLOSED_MEANWHILE.format(setup=setup, act=act, then=then)
    endings = proved_endings(program(text), Search(budget=Budget(schedules=500, seconds=30)))

    assert printed == {" ".join(ending.stdout.split()) for ending in endings}


def test_what_a_thread_puts_where_another_has_closed_is_lost():
    """Whoever carries items into the pipe was told that there will be no more; who came before that is heard."""
    text = """
        import multiprocessing, threading
        def put(q):
            try:
                q.put("late")
            except ValueError:
                print("closed", flush=True)
        def read(q):
            print(q.get(), q.get(timeout=1))
        if __name__ == "__main__":
            q = multiprocessing.Queue()
            q.put("early")
            t = threading.Thread(target=put, args=(q,))
            t.start()
            q.close()
            t.join()
            p = multiprocessing.Process(target=read, args=(q,))
            p.start()
            p.join()
    """
    endings = proved_endings(program(text), Search(budget=Budget(schedules=500, seconds=30)))

    assert {("early late", ""), ("", "Empty"), ("closed", "Empty")} == {
        (" ".join(ending.stdout.split()), next((a.trouble.type for a in ending.actors if a.trouble), ""))
        for ending in endings
    }
