"""The workers of a `ThreadPoolExecutor`: which of those that have had nothing to do begins, is of account to nobody."""

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, outputs

pytestmark = pytest.mark.slow  # the same on every interpreter

LATE = """
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(1)
def works():
    try: pool.submit(int)
    except RuntimeError as refused: print(refused)
pool.submit(works)
"""


def test_who_hands_in_work_once_the_program_is_at_its_end_is_told_so():
    assert {"", "cannot schedule new futures after interpreter shutdown\n"} == outputs(explored(LATE))


HEAD = """
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait
"""
PROGRAMS = {
    "an update is lost between any two of three tasks": """
total = 0
def add(n):
    global total
    total += n
with ThreadPoolExecutor(2) as pool:
    list(pool.map(add, (1, 2, 4)))
print(total)
""",
    "the first and the last task may be under way together": """
seen, over = [], []
def work(n):
    seen.append((n, list(over)))
    over.append(n)
with ThreadPoolExecutor(2) as pool:
    list(pool.map(work, (1, 2, 3)))
print(sorted(seen))
""",
    "a worker keeps what is its own from task to task": """
mine = __import__("contextvars").ContextVar("mine", default=0)
def count(_):
    mine.set(mine.get() + 1)
    return mine.get()
with ThreadPoolExecutor(3) as pool:
    print(sorted(pool.map(count, range(3))))
""",
    "one waits for another that may find no worker": """
ready = threading.Event()
def waits():
    ready.wait()
def sets():
    ready.set()
with ThreadPoolExecutor(2) as pool:
    jobs = [pool.submit(job) for job in (waits, waits, sets)]
print("through")
""",
    "what waits is cancelled": """
done = []
pool = ThreadPoolExecutor(2)
jobs = [pool.submit(done.append, n) for n in range(3)]
pool.shutdown(cancel_futures=True)
print(sorted(done), [job.cancelled() for job in jobs])
""",
    "a task hands in another": """
def outer():
    return pool.submit(int).result()
with ThreadPoolExecutor(2) as pool:
    print([job.result() for job in [pool.submit(outer), pool.submit(outer)]])
""",
    "the first of them": """
with ThreadPoolExecutor(2) as pool:
    done, _ = wait([pool.submit(int, n) for n in range(3)], return_when=FIRST_COMPLETED)
    print(sorted(job.result() for job in done))
""",
}


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_every_ending_is_found_whichever_worker_begins(text):
    """A program that may ask for the number of its thread is searched through for every worker."""
    search = Search(budget=Budget(schedules=20_000))
    few, all_of_them = (
        explored(HEAD + text, search=search),
        explored(f"{HEAD}threading.get_native_id\n{text}", search=search),
    )

    assert few.exhaustive and all_of_them.exhaustive
    assert {(one.ending.kind, one.ending.stdout) for one in few.endings} == {
        (one.ending.kind, one.ending.stdout) for one in all_of_them.endings
    }
    assert few.schedules < all_of_them.schedules


def test_workers_that_have_nothing_to_tell_apart_cost_few_orders():
    found = explored(f"""{HEAD}
lock, total = threading.Lock(), 0
def add(n):
    global total
    with lock:
        total += n
with ThreadPoolExecutor(3) as pool:
    list(pool.map(add, range(4)))
print(total)
""")

    assert (found.exhaustive, {"6\n"}) == (True, outputs(found))
    assert found.schedules <= 100


def test_who_asks_for_its_name_may_be_any_worker():
    found = explored(f"""{HEAD}
with ThreadPoolExecutor(2, "worker") as pool:
    print([job.result() for job in [pool.submit(lambda: threading.current_thread().name) for _ in range(2)]])
""")

    names = [f"['worker_{one}', 'worker_{other}']\n" for one in (0, 1) for other in (0, 1)]
    assert set(names) == outputs(found)


CANCELS = """
from concurrent.futures import ThreadPoolExecutor

def again(future):
    if future.cancelled():
        try:
            pool.{act}
        except RuntimeError:
            print("refused")

pool = ThreadPoolExecutor(1)
futures = [pool.submit(len, "ab") for _ in range(2)]
for future in futures:
    future.add_done_callback(again)
pool.shutdown(cancel_futures=True)
print("end")
"""


@pytest.mark.parametrize("act", ["submit(len, 'x')", "shutdown()"])
def test_who_is_called_back_while_the_pool_is_emptied_waits_for_itself(act):
    found = explored(CANCELS.format(act=act))

    assert found.exhaustive
    assert {("finished", "end\n"), ("deadlock", "")} == {(e.ending.kind, e.ending.stdout) for e in found.endings}
    stuck = next(e.ending for e in found.endings if e.ending.kind == "deadlock")
    assert "MainThread waits for the lock of pool (line 7)" in stuck.detail


def test_who_is_called_back_of_a_failed_initializer_waits_for_itself():
    found = explored("""
        from concurrent.futures import ThreadPoolExecutor
        def again(future):
            pool.submit(len, "x")
        pool = ThreadPoolExecutor(1, initializer=int, initargs=("a",))
        pool.submit(len, "ab").add_done_callback(again)
        pool.shutdown()
    """)

    assert "deadlock" in {e.ending.kind for e in found.endings}


@pytest.mark.parametrize(
    "names",
    [
        "from concurrent.futures._base import Future, as_completed, wait",
        "import concurrent.futures\nFuture, as_completed, wait = (getattr(concurrent.futures._base, n) for n in ('Future', 'as_completed', 'wait'))",
    ],
)
def test_what_is_taken_from_where_the_package_has_it_from_is_the_same(names):
    """Editors write such an import by themselves."""
    text = f"""{names}
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(abs, number) for number in (-1, -2)]
    print(sorted(f.result() for f in as_completed(futures)), len(wait(futures).done), isinstance(futures[0], Future))
"""

    found = explored(text, search=Search(budget=Budget(schedules=20)))

    assert {"[1, 2] 2 True\n"} == outputs(found)
    assert not found.escapes
