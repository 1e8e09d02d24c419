"""Programs that go on for ever are not waited for until all steps are used up; whether they get stuck soon is searched."""

from __future__ import annotations

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Script, Search
from grader.interleave.search.few_runs import BEGINNING
from grader.interleave.search.launch import Mode, run_once
from grader.interleave.strategies.timed import RunToBlock
from grader.interleave.surroundings.world import World
from grader.interleave.termination.endless import lines_never_left

pytestmark = pytest.mark.slow  # the same on every interpreter

ASKED = 600
"""Steps after which it is asked, here; for programs it is longer."""
PAIR = """
import contextlib, os, queue, random, threading, time
chance = random.random  # so that only the text is asked, and not whether a state comes again
lock, flag = threading.Lock(), True
def turn():
    with lock: print("turn")
def work(number):
    {loop}
def leave():
    {leave}
for number in range(2):
    threading.Thread(target=work, args=(number,)).start()
"""
FOR_EVER = {
    "while True": "while True: turn()",
    "while 1": "while 1: time.sleep(1); turn()",
    "a break of a loop within": "while True:\n        for i in range(9):\n            turn()\n            break",
    "a handler for whoever interrupts it": "try:\n        while True: turn()\n    except KeyboardInterrupt: pass",
    "a with that catches nothing": "with threading.Lock():\n        while True: turn()",
    "a test that nothing in it changes": "while number < 7: turn()",
    "a length that nothing in it changes": "many = [1, 2]; i = 0\n    while i < len(many): turn(); print(many[i])",
    "a list that is filled again": "many = [1]\n    while True: many.append(many.pop()); turn()",
    "a list that is emptied while there is something in it": "many = [1]\n    while True:\n        if many: many.pop()\n        turn()",
    "a list that others may fill": "many = [1]\n    def fill(what): what.append(1)\n    while True: fill(many); many.pop(); turn()",
    "what somebody catches where it stands": "many = []\n    while True:\n        try: many.pop()\n        except IndexError: pass\n        turn()",
    "a key that need not be there": "many = {}\n    while True: many.pop(1, None); turn()",
    "places that it goes round": "many = [1, 2]; i = 0\n    while True: print(many[i]); i = (i + 1) % 2; turn()",
    "places from which it comes back": "many = [1, 2]; i = 0\n    while True:\n        print(many[i]); i += 1; turn()\n        if i == 2: i = 0",
    "a next one that need not be there": "many = iter([])\n    while True: next(many, None); turn()",
    "a list that is made anew": "while True: many = [1]; many.pop(); turn()",
    "a return of a function within": "while True:\n        def one(): return turn()\n        one()",
}
PERHAPS_NOT = {
    "break": "while True:\n        turn()\n        if number > 2: break",
    "return": "while True:\n        turn()\n        if number > 2: return",
    "raise": "while True:\n        turn()\n        if number > 2: raise OSError",
    "assert": "while True:\n        turn()\n        assert number < 3",
    "an exception that is caught": "try:\n        while True: turn()\n    except (OSError, KeyboardInterrupt): pass",
    "any exception that is caught": "try:\n        while True: turn()\n    except: pass",
    "an exception that is suppressed": "with contextlib.suppress(OSError):\n        while True: turn()",
    "a flag": "while flag: turn()",
    "a test that it changes": "while number < 1_000_000: turn(); number += 1",
    "a length that somebody changes": "many = [1]\n    while len(many) < 1_000_000: turn(); many.append(2)",
    "a break beside its test": "while number < 7:\n        turn()\n        if chance() > 2: break",
    "a range": "for _ in range(1_000_000_000): turn()",
    "the next of what has an end": "many = iter(range(1_000_000))\n    while True: next(many); turn()",
    "one place after the other": "many = range(1_000_000); i = 0\n    while True: many[i]; i += 1; turn()",
    "one place after the other, counted otherwise": "many = range(1_000_000); i = -1\n    while True: i = i + 1; turn(); many[i]",
    "a queue that is emptied": "many = queue.Queue(); many.queue.extend(range(9_000))\n    while True: many.get_nowait(); turn()",
    "a list that is emptied": "many = list(range(1_000_000))\n    while True: turn(); many.pop()",
}


def run(text):
    """One run on the clock."""
    world = World(Program("/tmp", "p.py", {"p.py": text}))
    with world.installed():
        return run_once(world, Script(), RunToBlock(), Mode(3 * ASKED, pace="timed", asked=ASKED)).run


@pytest.mark.parametrize("loop", FOR_EVER.values(), ids=FOR_EVER)
def test_who_never_leaves_a_loop_is_not_waited_for(loop):
    endless = run(PAIR.format(loop=loop, leave="pass"))

    assert "timed_out" == endless.over
    assert ASKED + 100 > endless.steps


def test_the_text_is_read_once_for_all_runs():
    world = World(Program("/tmp", "p.py", {"p.py": "while True:\n    pass"}))

    assert {"/tmp/p.py": {1, 2}} == world.lines(lines_never_left)
    assert world.lines(lines_never_left) is world.lines(lines_never_left)


@pytest.mark.parametrize("loop", PERHAPS_NOT.values(), ids=PERHAPS_NOT)
def test_who_may_leave_it_is(loop):
    assert 3 * ASKED < run(PAIR.format(loop=loop, leave="pass")).steps


def test_where_one_is_alone_no_other_orders_are_named():
    found = explored("pages, seen, n = [1], [], 0\nwhile n < len(pages): seen.append(n)")

    assert ["timed_out"] == [one.ending.kind for one in found.endings]
    told = "Nothing is proved: only one thread runs, and the only order of its steps was not followed to an end."
    assert told == found.proved


CALLED = """
def turn(rounds):
    n = 0
    {loop}
        n += 1
        rounds.{turn}
try:
    turn([0] * 120_000)
except {error}:
    print("done")
"""


@pytest.mark.parametrize("loop", ["while True:", "while rounds is not None:"])
def test_a_loop_may_be_left_by_what_its_caller_catches(loop):
    """Rounds that nobody notices are many soon."""
    found = explored(CALLED.format(loop=loop, turn="pop()", error="IndexError"))

    assert [("finished", "done\n")] == [(one.ending.kind, one.ending.stdout) for one in found.endings]


def test_what_is_caught_from_outside_is_no_way_out():
    found = explored(CALLED.format(loop="while True:", turn="index(0)", error="KeyboardInterrupt"))

    assert ["timed_out"] == [one.ending.kind for one in found.endings]


def test_who_may_be_ended_by_another_is_waited_for():
    assert 3 * ASKED < run(PAIR.format(loop="while True: turn()", leave="os._exit(3)")).steps


TRANSFERS = """
import threading
one, other = threading.Lock(), threading.Lock()
def transfer(source, target):
    with source, target:
        print("done")
def work():
    while True:
        transfer(one, other)
        transfer({back})
for _ in range(30):
    threading.Thread(target=work).start()
"""


def explored(text):
    return explore(Program("/tmp", "p.py", {"p.py": text}), Script(), Search(budget=Budget(schedules=60)))


@pytest.mark.slow
def test_what_goes_on_for_ever_is_searched_for_what_gets_stuck_soon():
    """However many the rounds before, and whoever waits for whom: it is one way of getting stuck."""
    found = explored(TRANSFERS.format(back="other, one"))

    assert {"timed_out", "deadlock"} == {one.ending.kind for one in found.endings}
    assert 2 == len(found.endings)
    assert all(one.witness.steps for one in found.endings)
    assert not found.exhaustive


@pytest.mark.slow
def test_it_is_said_how_far_it_was_followed():
    found = explored(TRANSFERS.format(back="one, other"))

    assert ["timed_out"] == [one.ending.kind for one in found.endings]
    assert 20 < found.schedules
    assert (
        f"Nothing is proved: {found.schedules} of very many orders were tried, most of them for their first "
        f"{BEGINNING:,} steps: it goes on for ever."
    ) in found.proved


@pytest.mark.slow
def test_an_exception_after_some_rounds_is_found():
    text = """
import threading
things = []
def put():
    while True:
        things.append(1)
def take():
    while True:
        if things:
            things.pop()
for task in (put, take, take):
    threading.Thread(target=task).start()
"""
    found = explored(text)

    troubles = {actor.trouble.type for one in found.endings for actor in one.ending.actors if actor.trouble}
    assert {"IndexError"} == troubles


def test_who_waits_for_a_daemon_that_had_no_turn_yet_may_come_to_an_end():
    """Two daemons hand the turn to each other for ever; the third, who would end it, has to wait."""
    text = """
import threading
ping, pong, done = threading.Semaphore(1), threading.Semaphore(0), threading.Event()
def hand(one, other):
    while True:
        one.acquire()
        other.release()
def end():
    while True:
        done.set()
for task, what in ((hand, (ping, pong)), (hand, (pong, ping)), (end, ())):
    threading.Thread(target=task, args=what, daemon=True).start()
done.wait()
print("done")
"""
    assert "timed_out" != run(text).over
