"""Who holds what and who waits for whom."""

from grader.feedback.knot import knot
from grader.report import Witness
from tests.support.reports import a_deadlock, a_race, a_step


def test_a_deadlock_names_holders_waiters_and_lines():
    assert [
        "Thread-1 holds lock_a (taken at line 8), waits for lock_b at line 9, which Thread-2 holds",
        "Thread-2 holds lock_b (taken at line 15), waits for lock_a at line 16, which Thread-1 holds",
    ] == [str(stuck) for stuck in knot(a_deadlock(), "add_lock.py")]


def test_who_got_through_is_not_stuck():
    assert () == knot(a_race(), "add_lock.py")


def test_a_wait_that_nobody_can_end():
    witness = Witness(token="T", steps=(a_step("MainThread", 4, "q.get()", "waits to get from", "q"),))

    assert ["MainThread waits to get from q at line 4"] == [str(one) for one in knot(witness, "add_lock.py")]


def test_a_lock_taken_before_the_witness_begins_has_no_line():
    witness = Witness(token="T", steps=(a_step("A", 4, "b.acquire()", "waits for", "b", holds=("a",)),))

    assert ["A holds a, waits for b at line 4"] == [str(one) for one in knot(witness, "add_lock.py")]
