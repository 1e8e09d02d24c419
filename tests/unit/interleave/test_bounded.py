"""Who would come to an end, only later than we can wait, is not said to go on for ever."""

from __future__ import annotations

import pytest

from grader.interleave.program import Budget, Script, Search
from grader.interleave.timed import run_timed
from tests.support.programs import explored, program

TWO = """
import threading
n = 0
def more():
    global n
    n += 1
def work():
    {loop}
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
"""
SEARCH = Search(budget=Budget(schedules=20, steps=20_000))

LONG = {
    "a range": "for _ in range(500_000): more()",
    "ranges in a range": "for _ in range(1_000):\n        for _ in range(1_000): more()",
}
OPEN = {
    "while": "while True: more()",
    "a loop in a while loop": "while True:\n        for _ in range(10): more()",
    "no range": "for _ in iter(int, 1): more()",
    "a comprehension": "[more() for _ in iter(int, 1)]",
    "called by C": "any(map(lambda _: more(), iter(int, 1)))",
}


@pytest.mark.parametrize("loop", LONG.values(), ids=LONG)
def test_what_takes_too_long_is_no_ending(loop):
    found = explored(TWO.format(loop=loop), Script(), SEARCH)

    assert ["engine_fault"] == [one.ending.kind for one in found.endings]
    assert "each takes more than 20,000 steps" in found.endings[0].ending.detail
    assert not found.exhaustive


def test_a_lone_run_of_it_was_still_going():
    text = TWO.replace("range(2)]", "range(1)]").replace("for t in threads: t.start()", "threads[0].start()")
    ending = run_timed(program(text.format(loop=LONG["a range"])), steps=20_000)

    assert "timed_out" == ending.kind
    assert ending.detail.startswith("it was still going after ")


@pytest.mark.parametrize("loop", OPEN.values(), ids=OPEN)
def test_what_may_go_on_for_ever_is_told(loop):
    found = explored(TWO.format(loop=loop), Script(), SEARCH)

    assert {"timed_out"} == {one.ending.kind for one in found.endings}


CHAIN = """
import threading
n = 0
def tick():
    global n
    n += 1
    if n {until}:
        threading.Timer(1, tick).start()
tick()
"""


def test_a_timer_that_starts_the_next_goes_on_for_ever():
    found = explored(CHAIN.format(until=">= 0"), Script(), Search(budget=Budget(schedules=2)))

    assert ["timed_out"] == [one.ending.kind for one in found.endings]
    assert "the program does not come to an end" in found.endings[0].ending.detail


def test_a_long_chain_of_timers_comes_to_its_end():
    found = explored(CHAIN.format(until="< 300"), Script(), Search(budget=Budget(schedules=2)))

    assert ["finished"] == [one.ending.kind for one in found.endings]
