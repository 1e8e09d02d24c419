"""What the library says of a lock, a condition, a barrier or a queue that is used in an odd way."""

import textwrap

import pytest

from tests.support.programs import explored, in_life, outputs

TRIED = """
    import queue, threading, time
    def tell(act):
        try: print(act())
        except Exception as error: print(type(error).__name__, error)
"""
ALONE = {
    "a lock that nobody has": "tell(threading.Lock().release)",
    "a lock of many turns that nobody has": "tell(threading.RLock().release)",
    "one that another has": """
        lock = threading.RLock()
        lock.acquire()
        t = threading.Thread(target=tell, args=(lock.release,)); t.start(); t.join()
        tell(lock.release)
        tell(lock.release)""",
    "a condition that waits with its lock taken twice": """
        c = threading.Condition()
        c.acquire(); c.acquire()
        tell(lambda: c.wait(0.01))
        tell(c.release)
        tell(c.release)
        tell(c.release)""",
    "a barrier that one gives up waiting at": """
        b = threading.Barrier(2)
        tell(lambda: b.wait(0.01))
        tell(lambda: b.broken)
        tell(b.wait)
        b.reset()
        tell(lambda: b.broken)""",
    "a queue without an end": """
        q = queue.Queue()
        tell(q.full)
        q.put(1)
        tell(q.full)
        tell(q.get_nowait)
        tell(q.get_nowait)
        tell(q.task_done)
        tell(q.task_done)""",
    "a queue that is full": """
        q = queue.Queue(1)
        tell(lambda: q.put_nowait(1))
        tell(q.full)
        tell(lambda: q.put_nowait(2))
        tell(lambda: q.put(3, timeout=0.01))
        tell(q.qsize)""",
}
WAITS = """
    c, here, woke = threading.Condition(), threading.Event(), []
    with c: c.wait(0.01)
    def waits():
        with c:
            here.set()
            woke.append(c.wait(5))
    t = threading.Thread(target=waits); t.start()
    here.wait()
    with c: c.notify({number})
    t.join()
    print(woke)
"""
RESET = """
    b = threading.Barrier(2)
    t = threading.Thread(target=tell, args=(b.wait,)); t.start()
    while not b.n_waiting: time.sleep(0.01)
    b.reset()
    t.join()
    u = threading.Thread(target=b.wait); u.start()
    b.wait()
    u.join()
    print(b.broken, b.n_waiting)
"""


@pytest.mark.parametrize("use", ALONE)
def test_it_is_told_as_in_life(use):
    text = textwrap.dedent(TRIED) + textwrap.dedent(ALONE[use])

    assert {in_life(text)} == outputs(explored(text))


@pytest.mark.parametrize(("number", "woke"), [(1, True), (0, False)])
def test_a_notification_wakes_who_still_waits_and_no_more_than_it_says(number, woke):
    """Whose wait is over already has none spent on it."""
    assert {f"[{woke}]\n"} == outputs(explored(TRIED + WAITS.format(number=number)))


def test_a_barrier_that_was_reset_lets_the_next_through():
    assert {"BrokenBarrierError \nFalse 0\n"} == outputs(explored(TRIED + RESET))
