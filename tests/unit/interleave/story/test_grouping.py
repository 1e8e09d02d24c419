"""Which endings are told apart, where what is printed is the same."""

from tests.support.programs import explored

TAKES = """
    import threading
    a, b, c, d = (threading.Lock() for _ in range(4))
    def take(lock, more=0):
        if more:
            return take(lock, more - 1)
        lock.acquire()
    def one():
        take(a)
        {first}
        b.release()
        a.release()
        take(c)
        take(d)
        d.release()
        c.release()
    def two():
        take(b)
        take(a)
        a.release()
        b.release()
        take(d)
        take(c)
        c.release()
        d.release()
    ts = [threading.Thread(target=one), threading.Thread(target=two)]
    for t in ts: t.start()
    for t in ts: t.join()
"""


def deadlocks(text: str) -> list[str]:
    return sorted(found.ending.detail for found in explored(text).endings if found.ending.kind == "deadlock")


def test_two_deadlocks_that_meet_in_one_helper_are_two():
    first, second = deadlocks(TAKES.format(first="take(b)"))

    assert "Thread-1 (one) waits for b" in first
    assert "Thread-1 (one) waits for d" in second


def test_how_often_a_helper_has_called_itself_makes_no_other_deadlock():
    assert 2 == len(deadlocks(TAKES.format(first="take(b, threading.active_count())")))
