"""Nobody is condemned by an order in which somebody else never may go on."""

from __future__ import annotations

import textwrap
from types import SimpleNamespace

import pytest

from grader.interleave.explore import explore, replay
from grader.interleave.operations import Operation
from grader.interleave.program import Budget, Program, Script, Search
from grader.interleave.run.scheduler import Run
from grader.interleave.strategies.sweep import Stay

pytestmark = pytest.mark.slow  # the same on every interpreter

AROUND = """
import math
import threading

ready = False
turns = 0


def wait():
    global turns
    {loop}
    print("ready")


def prepare():
    global ready
    ready = {value}


threads = [threading.Thread(target=wait), threading.Thread(target=prepare)]
for t in threads:
    t.start()
for t in threads:
    t.join()
"""

LOOPS = {
    "counts in a global": "while not ready:\n        turns += 1",
    "calls what nobody sees into": "while not ready:\n        math.sqrt(2)",
    "is no while loop": "for n in iter(int, 1):\n        if ready:\n            break",
}


def explored(text, schedules=6):
    program = Program("/tmp", "p.py", {"p.py": textwrap.dedent(text)})
    return explore(program, Script(), Search(budget=Budget(schedules=schedules, steps=8_000)))


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_whoever_waits_busily_makes_way_for_who_is_waited_for(loop):
    found = explored(AROUND.replace("{loop}", loop).replace("{value}", "True"))

    assert [end.ending.kind for end in found.endings] == ["finished"]
    assert not found.exhaustive  # turns were taken away, so that not every order was covered


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_the_same_loop_is_endless_where_nobody_ends_it(loop):
    found = explored(AROUND.replace("{loop}", loop).replace("{value}", "False"), schedules=2)

    assert {end.ending.kind for end in found.endings} == {"timed_out"}


def test_a_claim_says_that_rounds_were_not_counted():
    text = AROUND.replace("{loop}", "n = 0\n    while not ready:\n        n += 1").replace("{value}", "True")

    found = explored(text, schedules=60)

    assert found.exhaustive
    assert "how often a loop that waits busily goes round makes no difference" in found.proved


def test_a_loop_that_prints_while_it_waits_is_a_busy_wait_once_it_has_printed_often():
    text = AROUND.replace("{loop}", "while not ready:\n        print('waiting')")

    found = explored(text.replace("{value}", "True"), schedules=2)
    endless = explored(text.replace("{value}", "False"), schedules=2)

    assert ["finished"] == [end.ending.kind for end in found.endings]
    assert {"livelock"} == {end.ending.kind for end in endless.endings}


def test_what_a_loop_counts_and_looks_at_tells_its_turns_apart():
    text = AROUND.replace("{loop}", "n = 0\n    while not ready and n < 3:\n        n += 1").replace("{value}", "False")

    found = explored(text, schedules=60)

    assert [end.ending.kind for end in found.endings] == ["finished"]


def test_two_who_wait_with_timeouts_for_each_other_s_turns_get_on():
    """One waits a hundred times as if it slept; the other, meanwhile, must not be said to wait in vain."""
    found = explored("""
        import threading

        flag, pause = threading.Event(), threading.Event()


        def wait():
            while not flag.wait(0.1):
                pass


        def work():
            for _ in range(100):
                pause.wait(0.1)
            flag.set()


        threads = [threading.Thread(target=wait), threading.Thread(target=work)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    """)

    assert [end.ending.kind for end in found.endings] == ["finished"]


UNTIL = """
    import threading, time

    count = 0


    def work():
        global count
        end = time.monotonic() + 2
        while time.monotonic() < end:
            count += 1


    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print("through")
"""


def test_who_works_until_a_time_comes_to_an_end_in_every_order():
    found = explore(
        Program("/tmp", "p.py", {"p.py": textwrap.dedent(UNTIL)}), Script(), Search(budget=Budget(schedules=30))
    )

    assert ["finished"] == [end.ending.kind for end in found.endings]


@pytest.mark.slow
def test_an_order_in_which_a_limited_wait_is_never_over_is_none():
    """Whoever works until it is told to stop can always go on; in a search it must not be said to do so for ever."""
    found = explored("""
        import threading

        running, count = True, 0


        def work():
            global count
            while running:
                count += 1


        worker = threading.Thread(target=work)
        worker.start()
        worker.join(1)
        running = False
        worker.join()
        print("through")
    """)

    assert {("finished", "through\n")} == {(end.ending.kind, end.ending.stdout) for end in found.endings}
    assert not found.exhaustive


@pytest.mark.slow
def test_an_order_that_is_much_longer_than_the_others_is_followed_to_its_end():
    text = """
        import threading
        flag, n = False, 0
        def raise_it():
            global flag
            flag = True
        def count():
            global n
            if flag:
                for _ in range(9_000):  # more steps than any schedule may have at first
                    n += 1
        def once():
            global n
            n += 1
        threads = [threading.Thread(target=work) for work in (count, raise_it, once)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        print("done")
    """
    program = Program("/tmp", "p.py", {"p.py": textwrap.dedent(text)})
    found = explore(program, Script(), Search(budget=Budget(schedules=30)))

    assert [("finished", "done\n")] == [(end.ending.kind, end.ending.stdout) for end in found.endings]
    assert not found.exhaustive


def test_what_was_found_while_more_steps_were_allowed_can_be_repeated():
    """The first run in which all takes turns is far longer than those after it."""
    text = """
        import threading, time
        stop, squares = threading.Event(), []
        def work():
            n = 0
            while not stop.is_set():
                n += 1
                squares.append(n * n)
        t = threading.Thread(target=work)
        t.start()
        time.sleep(0.5)
        stop.set()
        t.join()
        print("ok")
    """
    program = Program("/tmp", "p.py", {"p.py": textwrap.dedent(text)})
    search = Search(budget=Budget(schedules=30))
    found = explore(program, Script(), search)

    assert ["finished"] == [end.ending.kind for end in found.endings]
    assert "finished" == replay(program, Script(), found.endings[0].witness.token, search).ending.kind


@pytest.mark.parametrize(("able", "fair"), [([0, 1], False), ([0], True)])
def test_who_could_take_a_lock_between_others_starves_although_it_is_held_when_the_order_is_cut_off(able, fair):
    run = Run(Stay(), timed=False, steps=10_000)
    run.living, run.steps = [0, 1], 10_000
    run.actors = [SimpleNamespace(turn=9_999, born=0), SimpleNamespace(turn=10, born=0)]
    run.pending = [Operation("releases", 1), Operation("acquires", 1, enabled=lambda: False)]
    run.trace = [(0, run.pending[0], able), (0, run.pending[0], [0])]

    assert fair == run.is_fair()
