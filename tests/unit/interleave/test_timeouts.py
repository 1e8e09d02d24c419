"""When timeouts fire: only once nothing else can go on, or at any time."""

import textwrap

import pytest

from grader.interleave.explore import explore, replay
from grader.interleave.program import Budget, Program, Script, Search
from tests.support.brute_force import every_schedule, outline
from tests.support.reduction import proved_endings

pytestmark = pytest.mark.slow  # the same on every interpreter

POLLING = """
from queue import Empty, Queue
from threading import Event, Thread

def produce():
    for number in range(2):
        queue.put(number)
    done.set()

def consume():
    while True:
        {before}
        try:
            got.append(queue.get(timeout=60))
        except Empty:
            if {at_an_end}:
                break

queue, got, done = Queue(), [], Event()
threads = [Thread(target=produce), Thread(target=consume), Thread(target=consume)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(got))
"""
LATE = POLLING.replace("{before}", "pass").replace("{at_an_end}", "done.is_set()")
IN_TIME = POLLING.replace("{before}", "no_more = done.is_set()").replace("{at_an_end}", "no_more")

TWO = """
import queue, threading
{made}

def first():
    {first}

thread = threading.Thread(target=first)
thread.start()
print({second})
thread.join()
"""
WAITS = {
    "lock": ("lock = threading.Lock()", "with lock:\n        print('a')", "lock.acquire(timeout=5)"),
    "queue": ("jobs = queue.Queue()", "jobs.put(1)", "jobs.get(timeout=5)"),
    "queue as a whole": (
        "jobs = queue.Queue()\njobs.queue",
        "jobs.put(1)",
        "jobs.get(timeout=5)",
    ),
    "full queue": ("jobs = queue.Queue(1)\njobs.put(0)", "jobs.get()", "jobs.put(1, timeout=5)"),
    "event": ("told = threading.Event()", "told.set()", "told.wait(5)"),
    "semaphore": ("room = threading.Semaphore(0)", "room.release()", "room.acquire(timeout=5)"),
    "thread": ("", "print('a')", "thread.join(5), thread.is_alive()"),
}


def program(text):
    return Program("/tmp", "p.py", {"p.py": textwrap.dedent(text)})


def explored(text, timeouts="any", schedules=300):
    search = Search(timeouts=timeouts, budget=Budget(schedules=schedules))
    return explore(program(text), Script(), search)


def printed(found):
    return {end.ending.stdout for end in found.endings}


@pytest.mark.parametrize("text", [LATE, IN_TIME])
def test_timeouts_that_fire_last_are_always_long_enough(text):
    found = explored(text, timeouts="last")

    assert printed(found) == {"[0, 1]\n"}
    assert found.patient
    assert "timeouts fire only when nothing else can go on" in found.proved or not found.exhaustive


def test_who_gives_up_and_looks_too_late_whether_there_is_more_loses_it():
    found = explored(LATE, schedules=40)

    assert "[]\n" in printed(found)
    assert not found.patient


def test_who_looks_first_and_then_gives_up_loses_nothing():
    assert printed(explored(IN_TIME)) == {"[0, 1]\n"}


@pytest.mark.parametrize("case", WAITS.values(), ids=WAITS)
def test_all_that_comes_of_timeouts_at_any_time_is_found_and_no_more(case):
    made, first, second = case
    text = TWO.replace("{made}", made).replace("{first}", first).replace("{second}", second)
    everything = every_schedule(program(text), Script(), limit=20_000, timeouts="any")

    found = explored(text)

    assert found.exhaustive
    assert found.proved.endswith("timeouts fire at any time.)")
    assert everything.complete
    assert {outline(end.ending) for end in found.endings} == set(everything.found)
    assert len(everything.found) > len({outline(end.ending) for end in explored(text, timeouts="last").endings})


def test_an_order_in_which_timeouts_fire_at_any_time_is_repeated_and_belongs_to_no_other_search():
    lost = next(end for end in explored(LATE, schedules=40).endings if end.ending.stdout == "[]\n")

    again = replay(program(LATE), Script(), lost.witness.token, Search(timeouts="any"))

    assert again.ending.stdout == "[]\n"
    assert [step.action for step in lost.witness.steps].count("gives up waiting for an item from") == 2
    with pytest.raises(ValueError, match="another program"):
        replay(program(LATE), Script(), lost.witness.token)


def test_who_counts_how_often_it_waits_in_vain_is_not_let_do_so_for_ever():
    """Nobody is that slow: so not every order is covered, and that is not claimed either."""
    counting = IN_TIME.replace("        except Empty:", "        except Empty:\n            print('?')")

    found = explored(counting, schedules=30)

    assert not found.exhaustive
    assert {end.ending.kind for end in found.endings} == {"finished"}


BOTH_GIVE_UP = """
import queue, threading
{made}
def took():
    try:
        return jobs.get(timeout=1)
    except queue.Empty:
        return 0

def first():
    print({wait})
    {give}

def second():
    print({wait})
    {give}

threads = [threading.Thread(target=first), threading.Thread(target=second)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""
GIVEN_TOO_LATE = {
    "semaphore": ("room = threading.Semaphore(0)", "room.acquire(timeout=1)", "room.release()"),
    "event": ("told = threading.Event()", "told.wait(1)", "told.set()"),
    "queue": ("jobs = queue.Queue()", "took()", "jobs.put(1)"),
}


@pytest.mark.parametrize(("made", "wait", "give"), GIVEN_TOO_LATE.values(), ids=GIVEN_TOO_LATE)
def test_who_is_due_may_give_up_before_it_gets_what_another_gives_who_was_due_too(made, wait, give):
    """Both wait for what only they give, so both have waited in vain before either goes on."""
    text = BOTH_GIVE_UP.format(made=made, wait=wait, give=give)
    everything = every_schedule(program(text), Script(), limit=20_000)

    endings = proved_endings(program(text), Search(budget=Budget(schedules=500)))

    assert everything.complete
    assert 1 < len(everything.found)
    assert {outline(end) for end in endings} == set(everything.found)


def test_a_timer_for_longer_than_anybody_waits_fails_in_its_thread():
    found = explored(
        "import threading\ntimer = threading.Timer(float('inf'), print)\ntimer.start()\ntimer.join()\n", "last"
    )

    (end,) = found.endings
    assert found.exhaustive
    assert [("exception", "OverflowError")] == [(a.status, a.trouble.type) for a in end.ending.actors if a.trouble]


JOINED = """
import threading
stop, seen = threading.Event(), []

def work():
    for turn in range({turns}):
        if stop.wait({rest}): break
        seen.append(turn)

thread = threading.Thread(target=work, daemon=True)
thread.start()
thread.join({patience})
print(thread.is_alive())
"""


@pytest.mark.parametrize(
    ("rest", "turns", "patience", "alive"),
    [
        (0.1, 2, 5, "False"),
        (1, 1, 2, "False"),
        (1, 2, 1.5, "True"),
        (5, 2, 0.1, "True"),
        (0.1, 20, 5, "True"),
        (2, 4, 5, "True"),
        (1, 4, 2.5, "True"),
    ],
)
def test_who_joins_for_long_sees_short_waits_through_but_not_for_ever(rest, turns, patience, alive):
    text = JOINED.format(rest=rest, turns=turns, patience=patience)
    everything = every_schedule(program(text), Script(), limit=20_000)

    assert everything.complete
    assert {(alive,)} == {lines for _, _, lines, *_ in everything.found}
    assert set(everything.found) <= {outline(end.ending) for end in explored(text, "last").endings}


def test_who_serves_for_ever_and_is_joined_for_a_moment_may_be_in_the_middle():
    """No end of it would have come, had the join waited longer."""
    serving = """
import queue, threading
tasks, done = queue.Queue(), []

def work():
    while True:
        done.append(tasks.get())

thread = threading.Thread(target=work, daemon=True)
thread.start()
tasks.put(1)
thread.join(timeout=1)
print(done)
"""
    assert {"[]\n", "[1]\n"} == {end.ending.stdout for end in explored(serving, "last").endings}
