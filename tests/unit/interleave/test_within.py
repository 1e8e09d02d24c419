"""The program's code in the middle of a library's act: nobody sees the half of it, and what is not tried is said."""

import pytest

from tests.support.programs import explored, outputs, timed

HEAP = """
    import queue, threading, time
    lock, note = threading.Lock(), []
    class Job:
        def __init__(self, rank):
            self.rank = rank
        def __lt__(self, other):
            {aside}
            return self.rank < other.rank
    jobs = queue.PriorityQueue()
    jobs.put(Job(5))
    def add(rank):
        jobs.put(Job(rank))
    def hold():
        with lock:
            jobs.put(Job(9))
    threads = [threading.Thread(target=add, args=(rank,), daemon={daemon}) for rank in (3, 1)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print("ranks", [jobs.get().rank for _ in range(3)])
"""


def heap(aside, daemon=False):
    return HEAP.replace("{aside}", aside).replace("{daemon}", str(daemon))


@pytest.mark.parametrize(
    ("aside", "daemon", "controlled"),
    [
        ("time.sleep(1)", False, True),
        ("print('compares')", False, True),
        ("print('compares')", True, False),  # the end of main may cut it off between two lines
        ("time.sleep(1)", True, False),
        ("lock.acquire(); lock.release()", False, False),
    ],
)
def test_a_heap_is_never_seen_half_in_order(aside, daemon, controlled):
    found = explored(heap(aside, daemon))

    assert {"finished"} == {one.ending.kind for one in found.endings}
    assert all("ranks [1, 3, 5]\n" in text for text in outputs(found))
    assert (controlled, controlled) == (found.controlled, found.exhaustive)
    if not controlled:
        assert "code that the library calls in the middle of its own" in found.proved


def test_sleeping_there_takes_its_time():
    assert 2 <= timed(heap("time.sleep(1)")).virtual_duration


def test_a_wait_there_is_nothing_that_can_be_judged():
    """Who compares with the lock of somebody else's could wait for ever, with the queue's own lock held."""
    found = explored("""
        import queue, threading
        lock = threading.Lock()
        class Job:
            def __lt__(self, other):
                with lock:
                    return True
        jobs = queue.PriorityQueue()
        jobs.put(Job())
        lock.acquire()
        threading.Thread(target=jobs.put, args=(Job(),)).start()
        lock.release()
    """)

    assert "engine_fault" in {one.ending.kind for one in found.endings}
    assert any("a wait in code that the library calls" in one.ending.detail for one in found.endings)
    assert not found.controlled
