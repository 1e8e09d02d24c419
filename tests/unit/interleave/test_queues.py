"""`task_done` and `join`: who says that an item of its own is dealt with is in nobody's way."""

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, outputs

HEAD = """
import queue, threading
jobs, done = queue.Queue(), []
def starts(*targets):
    threads = [threading.Thread(target=target, daemon=True) for target in targets]
    for thread in threads:
        thread.start()
    return threads
def works():
    while True:
        done.append(jobs.get())
        jobs.task_done()
"""
PROGRAMS = {
    "join waits for all": """
starts(works, works)
for n in range(2):
    jobs.put(n)
jobs.join()
print(sorted(done))
""",
    "join comes before the second is put": """
def puts():
    jobs.put(1)
    jobs.put(2)
starts(works, puts)
jobs.join()
print(list(done))
""",
    "another says once too often that one is done": """
def hasty():
    try:
        jobs.task_done()
    except ValueError:
        print("too many")
starts(works, hasty)
jobs.put(1)
jobs.put(2)
jobs.join()
print(len(done))
""",
    "one takes what another says is done": """
given = queue.Queue()
def takes():
    given.put(jobs.get())
def says():
    done.append(given.get())
    jobs.task_done()
starts(takes, says)
jobs.put(1)
jobs.join()
print(done)
""",
    "who is refused a place may be let in once one is free": """
jobs = queue.Queue(1)
jobs.put("first")
def offers():
    try:
        jobs.put_nowait("second")
        done.append("let in")
    except queue.Full:
        done.append("refused")
def takes():
    jobs.get()
    done.append("taken")
for thread in starts(offers, takes):
    thread.join()
print(done)
""",
    "who finds nothing may find what is put later": """
jobs = queue.Queue(1)
def looks():
    try:
        done.append(jobs.get_nowait())
    except queue.Empty:
        done.append("nothing")
def puts():
    jobs.put(1)
    looks()
for thread in starts(looks, puts):
    thread.join()
print(done)
""",
    "one is said to be done before it is": """
def early():
    item = jobs.get()
    jobs.task_done()
    done.append(item)
starts(early, works)
jobs.put(1)
jobs.put(2)
jobs.join()
print(sorted(done))
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_every_ending_is_found_as_where_a_queue_is_one_thing(text):
    """A program that may look behind a queue has each act on the whole of it."""
    search = Search(budget=Budget(schedules=20_000))
    few, all_of_them = explored(HEAD + text, search=search), explored(f"{HEAD}jobs.queue\n{text}", search=search)

    assert few.exhaustive and all_of_them.exhaustive
    assert {(one.ending.kind, one.ending.stdout) for one in few.endings} == {
        (one.ending.kind, one.ending.stdout) for one in all_of_them.endings
    }
    assert few.schedules <= all_of_them.schedules


def test_workers_that_say_what_is_done_cost_few_orders():
    found = explored(f"""{HEAD}
starts(works, works)
for n in range(4):
    jobs.put(n)
jobs.join()
print(sorted(done))
""")

    assert (found.exhaustive, {"[0, 1, 2, 3]\n"}) == (True, outputs(found))
    assert found.schedules <= 80


def test_what_is_taken_from_the_module_of_c_is_what_queue_has():
    """Editors write such an import by themselves."""
    found = explored("""
        import threading
        from _queue import Empty, SimpleQueue
        queue = SimpleQueue()
        threading.Thread(target=queue.put, args=(1,)).start()
        print(queue.get())
        try: queue.get_nowait()
        except Empty: print("empty")
    """)

    assert (found.exhaustive, {"1\nempty\n"}) == (True, outputs(found))
