"""Who holds what and who waits for whom."""

import pytest

from grader.feedback.knot import knot, sentences
from grader.report import Witness
from tests.support.reports import a_deadlock, a_race, a_step


def told(*steps):
    return [str(one) for one in knot(Witness(token="T", steps=steps), "add_lock.py")]


def a_wait(actor="A", action="waits for", target="lock", **more):
    return a_step(actor, 4, "x.acquire()", action, target, decisive=True, **more)


def test_a_deadlock_names_holders_waiters_and_lines():
    assert [
        "Thread-1 holds lock_a (line 8) and waits for lock_b (line 9), which Thread-2 holds.",
        "Thread-2 holds lock_b (line 15) and waits for lock_a (line 16), which Thread-1 holds.",
    ] == [str(stuck) for stuck in knot(a_deadlock(), "add_lock.py")]


def test_who_got_through_is_not_stuck():
    assert () == knot(a_race(), "add_lock.py")


def test_a_wait_that_came_to_an_end_is_none():
    """An event's wait is called the same whether it ended or not; only one without an end decides."""
    assert [] == told(a_step("A", 4, "turn.wait()", "waits for", "turn"))
    assert [] == told(a_wait(target="turn", note="B changes it only afterwards"))
    assert ["A waits for turn (line 4)."] == told(a_wait(target="turn", note="waits for ever"))


def test_a_wait_that_nobody_can_end():
    assert ["A waits for an item from q (line 4)."] == told(a_wait(action="waits for an item from", target="q"))


def test_a_lock_taken_before_the_witness_begins_has_no_line():
    assert ["A holds a and waits for b (line 4)."] == told(a_wait(target="b", holds=("a",)))


def test_a_lock_that_its_owner_wants_again():
    once = a_step("A", 3, "lock.acquire()", "acquires", "lock")

    assert ["A waits for lock (line 4), which it already holds itself."] == told(
        once, a_wait(holds=("lock",), note="it already holds it itself")
    )


def test_a_lock_that_went_with_its_owner():
    taken = a_step("B (f)", 3, "lock.acquire()", "acquires", "lock")

    assert ["A waits for lock (line 4), which B took (line 3) and never gave back before it ended."] == told(
        taken, a_wait(note="B (f) holds it and has ended")
    )


def test_a_lock_that_is_given_back_is_held_no_more():
    """The last step of the other says what it held before it, not after."""
    given_back = a_step("B", 9, "lock.release()", "releases", "lock", holds=("lock",))

    assert ["A waits for lock (line 4)."] == told(given_back, a_wait(note="waits for ever"))


def test_the_end_of_another_is_waited_for():
    (main,) = knot(
        Witness(token="T", steps=(a_wait("MainThread", "waits for the end of", "Thread-1 (f)"),)), "add_lock.py"
    )

    assert ("Thread-1", "MainThread waits for the end of Thread-1 (line 4).") == (main.on, str(main))


def test_everybody_is_told_in_the_order_in_which_people_count():
    waits = [a_wait(name) for name in ("Thread-10", "Thread-2", "MainThread")]

    assert ["MainThread", "Thread-2", "Thread-10"] == [line.split()[0] for line in told(*waits)]


@pytest.mark.parametrize(
    ("told", "more"),
    [
        (["Thread-1 waits for lock_b, which Thread-2 holds (line 9)."], ()),
        (["Process-1 waits until everything is read from q."], ("Process-1 waits until everything is read from q.",)),
    ],
)
def test_what_the_witness_does_not_show_is_told_in_the_engines_words(told, more):
    stuck = knot(a_deadlock(), "add_lock.py")

    assert (*map(str, stuck), *more) == sentences(stuck, told)
