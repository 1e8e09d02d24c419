"""`as_completed` and `wait`: futures in the order in which they finish, and few orders to go through."""

import pytest

from tests.support.programs import explored, in_life, outputs, timed

HEAD = """
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait

def same(n):
    return n

def after(seconds):
    time.sleep(seconds)
    return seconds
"""


@pytest.mark.parametrize(("jobs", "orders", "most"), [(2, 2, 100), (3, 6, 400)])
def test_every_order_in_which_they_finish_is_found_in_few(jobs, orders, most):
    found = explored(f"""{HEAD}
with ThreadPoolExecutor(2) as pool:
    print([job.result() for job in as_completed([pool.submit(same, n) for n in range({jobs})])])
""")

    assert (found.exhaustive, orders) == (True, len(outputs(found)))
    assert found.schedules <= most


def test_who_has_a_limit_looks_at_the_clock_before_each_batch():
    """Two are finished at once and come in one batch; the third is finished too late, and so is the fourth's look."""
    text = f"""{HEAD}
with ThreadPoolExecutor(3) as pool:
    jobs = [pool.submit(after, seconds) for seconds in (0.1, 0.1, 0.3)]
    try:
        for job in as_completed(jobs, timeout=0.2):
            print(job.result(), flush=True)
            time.sleep(0.4)
    except TimeoutError as error:
        print(error)
"""
    assert timed(text).stdout in ("0.1\n0.1\n1 (of 3) futures unfinished\n", "0.1\n2 (of 3) futures unfinished\n")
    assert {"0.1\n2 (of 3) futures unfinished\n", "0.1\n0.1\n1 (of 3) futures unfinished\n"} >= {in_life(text)}


def test_what_is_finished_by_hand_or_cancelled_comes_too():
    text = f"""{HEAD}
first, second, third = Future(), Future(), Future()
coming = as_completed([first, second, third])
second.set_result(2)
print(next(coming).result())
third.cancel()
third.set_running_or_notify_cancel()
first.set_exception(ValueError("one"))
print([job.cancelled() or repr(job.exception()) for job in coming])
"""
    assert "2\n[True, \"ValueError('one')\"]\n" == timed(text).stdout == in_life(text)


def test_who_waits_for_the_first_may_see_others_that_finish_meanwhile():
    found = explored(f"""{HEAD}
with ThreadPoolExecutor(2) as pool:
    done, _ = wait([pool.submit(same, n) for n in range(2)], return_when=FIRST_COMPLETED)
    print(sorted(job.result() for job in done))
""")

    assert found.exhaustive
    assert {"[0]\n", "[1]\n", "[0, 1]\n"} == outputs(found)


def test_what_finishes_after_it_was_looked_at_is_not_among_the_done():
    """One worker finishes one after the other; whoever looks at them does, too, and others finish meanwhile."""
    found = explored(f"""{HEAD}
with ThreadPoolExecutor(1) as pool:
    done, _ = wait([pool.submit(same, n) for n in range(3)], return_when=FIRST_COMPLETED)
    print(sorted(job.result() for job in done))
""")

    assert found.exhaustive
    assert {"[0]\n", "[0, 1]\n", "[0, 2]\n", "[0, 1, 2]\n"} == outputs(found)


def test_who_shows_a_future_looks_whether_somebody_works_on_it():
    found = explored(f"""{HEAD}
with ThreadPoolExecutor(1) as pool:
    print(str(pool.submit(same, 1)).split("state=")[1].split()[0].rstrip(">"))
""")

    assert {"pending\n", "running\n", "finished\n"} == outputs(found)
