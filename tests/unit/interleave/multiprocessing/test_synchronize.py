"""Locks, semaphores, conditions, events and barriers across processes."""

from __future__ import annotations

import pytest

HEAD = """
import multiprocessing as mp
import time
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])


def test_what_locks_say_of_themselves(output):
    """Owner, count, value."""
    assert [
        "<Lock(owner=None)> <RLock(None, 0)> <Semaphore(value=2)> <BoundedSemaphore(value=1, maxvalue=1)>",
        "<Lock(owner=MainProcess)> False False",
        "<RLock(MainProcess, 2)>",
        "<Lock(owner=SomeOtherProcess)> <RLock(SomeOtherProcess, nonzero)> 1",
        "<Condition(<RLock(None, 0)>, 0)> <Event at 0x7f0000000000 unset>",
    ] == output(HEAD + """
def look(lock, again, semaphore):
    print(lock, again, semaphore.get_value())

if __name__ == "__main__":
    lock, again, semaphore = mp.Lock(), mp.RLock(), mp.Semaphore(2)
    print(lock, again, semaphore, mp.BoundedSemaphore(1))
    lock.acquire(); again.acquire(); again.acquire(); semaphore.acquire()
    print(lock, lock.acquire(False), lock.acquire(timeout=0.5))
    print(again)
    p = mp.Process(target=look, args=(lock, again, semaphore)); p.start(); p.join()
    print(mp.Condition(), mp.Event())
""").splitlines()  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("mp.Lock().release()", "ValueError: semaphore or lock released too many times"),
        ("mp.RLock().release()", "AssertionError: attempt to release recursive lock not owned by thread"),
        ("mp.BoundedSemaphore(1).release()", "ValueError: semaphore or lock released too many times"),
        ("mp.Semaphore(-1)", "OSError: [Errno 22] Invalid argument"),
        ("mp.Condition().wait()", "AssertionError: must acquire() condition before using wait()"),
        ("mp.Condition().notify()", "AssertionError: lock is not owned"),
        ("mp.SimpleQueue().put(mp.Lock())", "RuntimeError: Lock objects should only be shared between processes"),
        ("mp.SimpleQueue().put(mp.Event())", "RuntimeError: Event objects should only be shared between processes"),
        ("b = mp.Barrier(1); b.abort(); b.wait()", "BrokenBarrierError"),
        ("mp.Barrier(2).wait(timeout=1)", "BrokenBarrierError"),
        ("mp.Barrier(1, action=lambda: 1 / 0).wait()", "ZeroDivisionError: division by zero"),
    ],
)
def test_misuse_is_answered_as_in_life(ending, statement, message):
    """The same exceptions with the same words."""
    assert message in ending(HEAD + f"""
if __name__ == "__main__":
    {statement}
""").stderr  # fmt: skip


@METHODS
def test_condition(output, method):
    """`notify` wakes one, `notify_all` all; a wait may time out."""
    assert ["False", "woken", "woken", "2"] == output(HEAD + """
def wait(condition, ready, count):
    with condition:
        ready.release()
        condition.wait_for(lambda: count.value > 0)
        print("woken")
        count.value += 1

if __name__ == "__main__":
    condition, ready, count = mp.Condition(), mp.Semaphore(0), mp.Value("i", 0)
    with condition:
        print(condition.wait(timeout=0.5))
    ps = [mp.Process(target=wait, args=(condition, ready, count)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: ready.acquire()
    with condition:
        count.value = 1
        condition.notify()
    with condition:
        condition.notify_all()
    for p in ps: p.join()
    print(count.value - 1)
""", method).splitlines()  # fmt: skip


def test_notify_waits_for_those_it_wakes(ending):
    """A sleeper that was killed never wakes, and then the notifier hangs, as in life."""
    end = ending(HEAD + """
def wait(condition):
    with condition:
        condition.wait()

if __name__ == "__main__":
    condition = mp.Condition()
    p = mp.Process(target=wait, args=(condition,))
    p.start()
    time.sleep(1)
    p.kill()
    with condition:
        condition.notify()
""")  # fmt: skip

    assert "deadlock" == end.kind
    assert "MainThread waits for the sleepers of condition" in end.detail


@METHODS
def test_event(output, method):
    """Set, clear, wait with and without success."""
    assert ["False", "waiter True", "True True", "False"] == output(HEAD + """
def wait(event):
    print("waiter", event.wait())

if __name__ == "__main__":
    event = mp.Event()
    print(event.wait(timeout=1))
    p = mp.Process(target=wait, args=(event,))
    p.start()
    event.set()
    p.join()
    print(event.is_set(), event.wait())
    event.clear()
    print(event.is_set())
""", method).splitlines()  # fmt: skip


def test_an_event_that_is_set_and_cleared_wakes_with_false(search):
    """A waiter may find it cleared again."""
    found = search(HEAD + """
def wait(event):
    print(event.wait())

if __name__ == "__main__":
    event = mp.Event()
    p = mp.Process(target=wait, args=(event,))
    p.start()
    event.set()
    event.clear()
    p.join()
""")  # fmt: skip

    assert {("finished", "True\n"), ("finished", "False\n"), ("deadlock", "")} == {
        (f.ending.kind, f.ending.stdout) for f in found.endings
    }


@METHODS
def test_barrier(output, method):
    """All come before any goes on; one does the action."""
    lines = output(HEAD + """
def meet(barrier, late):
    print("comes")
    time.sleep(late)
    index = barrier.wait()
    print("goes", 0 <= index < 3)

if __name__ == "__main__":
    barrier = mp.Barrier(3)
    ps = [mp.Process(target=meet, args=(barrier, late)) for late in (1, 2, 3)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(barrier.parties, barrier.n_waiting, barrier.broken)
    barrier.reset()
""", method).splitlines()  # fmt: skip

    assert ["comes"] * 3 + ["goes True"] * 3 + ["3 0 False"] == lines


def test_locks_in_opposite_order_are_found(search):
    """With who holds what and who waits for it."""
    found = search(HEAD + """
def work(first, second):
    with first:
        with second:
            pass

if __name__ == "__main__":
    a, b = mp.Lock(), mp.Lock()
    ps = [mp.Process(target=work, args=(a, b)), mp.Process(target=work, args=(b, a))]
    for p in ps: p.start()
    for p in ps: p.join()
""")  # fmt: skip

    stuck = next(f.ending for f in found.endings if f.ending.kind == "deadlock")
    assert "Process-1 waits for b, which Process-2 holds" in stuck.detail
    assert "Process-2 waits for a, which Process-1 holds" in stuck.detail
    assert found.exhaustive


def test_a_killed_holder_leaves_the_lock_taken(ending):
    """Nobody gives it back."""
    end = ending(HEAD + """
def hold(lock, has):
    lock.acquire()
    has.set()
    time.sleep(100)

if __name__ == "__main__":
    lock, has = mp.Lock(), mp.Event()
    p = mp.Process(target=hold, args=(lock, has))
    p.start()
    has.wait()
    p.terminate()
    p.join()
    lock.acquire()
""")  # fmt: skip

    assert "deadlock" == end.kind
    assert "MainThread waits for lock, which Process-1 holds, though it has ended" in end.detail


@pytest.mark.parametrize("daemon", [False, True])
@pytest.mark.parametrize(
    ("make", "wait", "wake"),
    [
        ("Event()", "e.wait()", "e.set()"),
        ("Event()", "e.wait(5)", "e.set()"),
        ("Barrier(2)", "e.wait()", "e.wait()"),
        ("Barrier(3)", "e.wait()", "e.abort()"),
        ("Barrier(3)", "e.wait()", "e.reset()"),
        ("Barrier(3)", "e.wait()", "e.wait(5)"),
    ],
)
def test_who_was_killed_asleep_never_wakes(ending, make, wait, wake, daemon):
    """And whoever wakes it waits for that, be it that it was terminated or that its parent has ended before it."""
    kill = "pass" if daemon else "p.terminate(); p.join()"
    end = ending(HEAD + f"""
def sleep(e):
    {wait}

def wake(e):
    time.sleep(2)
    {wake}
    print("woken")

if __name__ == "__main__":
    e = mp.{make}
    p = mp.Process(target=sleep, args=(e,), daemon={daemon})
    p.start()
    q = mp.Process(target=wake, args=(e,))
    q.start()
    time.sleep(1)
    {kill}
""")  # fmt: skip

    assert ("deadlock", "") == (end.kind, end.stdout)
    assert "Process-2 waits for the sleepers of e" in end.detail


@pytest.mark.parametrize(
    ("make", "wait", "look"),
    [
        ("Event()", "e.wait()", "e.is_set()"),
        ("Event()", "e.wait()", "e.clear()"),
        ("Event()", "e.wait()", "e.wait()"),
        ("Barrier(2)", "e.wait()", "e.wait()"),
        ("Barrier(2)", "e.wait()", "e.reset()"),
    ],
)
def test_who_waits_for_the_dead_has_the_lock(ending, make, wait, look):
    """So that others cannot even look."""
    wake = "wait" if "Barrier" in make else "set"
    end = ending(HEAD + f"""
def sleep(e):
    {wait}

if __name__ == "__main__":
    e = mp.{make}
    p = mp.Process(target=sleep, args=(e,))
    p.start()
    time.sleep(1)
    p.kill()
    q = mp.Process(target=e.{wake})
    q.start()
    time.sleep(1)
    {look}
    print("looked")
""", "fork")  # fmt: skip

    assert ("deadlock", "") == (end.kind, end.stdout)


def test_who_gives_up_waiting_needs_the_lock(ending):
    """Which whoever waits for the dead has."""
    end = ending(HEAD + """
def sleep(e, limit):
    e.wait(limit)
    print("slept")

if __name__ == "__main__":
    e = mp.Event()
    ps = [mp.Process(target=sleep, args=(e, limit)) for limit in (None, 5)]
    for p in ps: p.start()
    time.sleep(1)
    ps[0].terminate()
    e.set()
""")  # fmt: skip

    assert ("deadlock", "") == (end.kind, end.stdout)


def test_who_has_woken_may_be_killed(output):
    """Nobody waits for it."""
    assert "True\n" == output(HEAD + """
def sleep(e):
    e.wait()
    time.sleep(100)

if __name__ == "__main__":
    e = mp.Event()
    p = mp.Process(target=sleep, args=(e,))
    p.start()
    time.sleep(1)
    e.set()
    time.sleep(1)
    p.terminate()
    e.set()
    print(e.wait())
""")  # fmt: skip
