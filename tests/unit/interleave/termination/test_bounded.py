"""Who would come to an end, only later than we can wait, is not said to go on for ever."""

from __future__ import annotations

import ast

import pytest

from grader.interleave.program import Budget, Script, Search
from grader.interleave.run import scheduler
from grader.interleave.run.accesses import Accesses
from grader.interleave.run.patience import CLOCK, FEW_LINES
from grader.interleave.search.explorer import make_world
from grader.interleave.search.launch import Mode, run_once
from grader.interleave.strategies.sweep import Straight
from grader.interleave.strategies.timed import RunToBlock
from grader.interleave.termination.bounded import lines_open_ended
from grader.interleave.termination.endless import ENOUGH
from grader.interleave.timed import run_timed
from tests.support.programs import explored, program

pytestmark = pytest.mark.slow  # the same on every interpreter

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
SEARCH = Search(budget=Budget(schedules=6, steps=5_000))

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


@pytest.mark.slow
@pytest.mark.parametrize("loop", LONG.values(), ids=LONG)
def test_what_takes_too_long_is_no_ending(loop):
    found = explored(TWO.format(loop=loop), Script(), SEARCH)

    assert ["engine_fault"] == [one.ending.kind for one in found.endings]
    assert "each takes more than 11,250 steps" in found.endings[0].ending.detail
    assert not found.exhaustive


def test_a_lone_run_of_it_was_still_going():
    text = TWO.replace("range(2)]", "range(1)]").replace("for t in threads: t.start()", "threads[0].start()")
    ending = run_timed(program(text.format(loop=LONG["a range"])), steps=5_000)

    assert "timed_out" == ending.kind
    assert ending.detail.startswith("it was still going after ")
    assert ["more steps than its simulation follows"] == [escape.what for escape in ending.escapes]


@pytest.mark.parametrize("loop", [LONG["a range"], OPEN["while"]])
def test_a_lone_run_is_given_up_when_the_time_is_over(loop):
    ending = run_timed(program(TWO.format(loop=loop)), steps=40_000, seconds=0)

    assert 40_000 > ending.steps
    assert ending.detail.startswith("it was still going when its time was over")
    assert ["more steps than its simulation follows"] == [escape.what for escape in ending.escapes]


def test_a_lone_run_whose_text_tells_that_it_goes_on_for_ever_is_told_soon():
    ending = run_timed(program(TWO.format(loop=OPEN["while"])))

    assert ("timed_out", ()) == (ending.kind, ending.escapes)
    assert ending.detail.startswith("the program does not come to an end")
    assert 2 * ENOUGH > ending.steps


def test_who_starts_one_after_the_other_without_an_end_goes_on_for_ever():
    """Whoever is cut off may be one that has not begun: who has started it is in the loop."""
    found = explored(
        "import threading\nwhile True:\n    t = threading.Thread(target=int)\n    t.start()\n    t.join()\n",
        Script(),
        Search(budget=Budget(schedules=2, steps=3_000)),
    )

    assert {"timed_out"} == {one.ending.kind for one in found.endings}


def test_who_asks_whether_it_ends_in_time_is_told_what_the_simulation_saw():
    """A real run, whose sleeps are shorter, could not tell."""
    text = TWO.replace("for t in threads: t.join()", "import time\ntime.sleep(60)")
    ending = run_timed(program(text.format(loop=LONG["a range"])), steps=5_000, time_limit=5)

    assert ("timed_out", ()) == (ending.kind, ending.escapes)


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_timer_that_starts_the_next_goes_on_for_ever(monkeypatch):
    monkeypatch.setattr(scheduler, "MOST_ACTORS", 200)
    found = explored(CHAIN.format(until=">= 0"), Script(), Search(budget=Budget(schedules=2)))

    assert ["timed_out"] == [one.ending.kind for one in found.endings]
    assert "the program does not come to an end" in found.endings[0].ending.detail


def test_a_long_chain_of_timers_comes_to_its_end():
    found = explored(CHAIN.format(until="< 300"), Script(), Search(budget=Budget(schedules=2)))

    assert ["finished"] == [one.ending.kind for one in found.endings]


COUNTED = {
    "up": "i = 0\n    while i < 200_000:\n        more()\n        i += 1",
    "up to a name": "i, most = 0, None\n    while i <= MOST:\n        i += 3\n        more()",
    "down": "i = 200_000\n    while i > 0:\n        i -= 1\n        more()",
    "squares": "def look(end):\n        i = 0\n        while i * i <= end ** 2:\n            i += 1\n            more()\n    end = 2\n    look(200_000)",
    "comprehensions": "[more() for _ in range(1_000) for _ in range(1_000)]",
    "over a list": "for _ in ROUNDS:\n        for _ in range(200): more()",
}
UNSURE = {
    "both": "i = 0\n    while i < 200_000:\n        i += 1\n        i -= 1\n        more()",
    "not always": "i = 0\n    while i < 200_000:\n        if n < 0: i += 1\n        more()",
    "past it": "i = 0\n    while i < 200_000:\n        more()\n        continue\n        i += 1",
    "the wrong way": "i = 0\n    while i < 200_000:\n        i -= 1\n        more()",
    "what moves": "more()\n    i = 0\n    while i < n:\n        i += 1\n        more()",
    "what moves within": "def look(end):\n        i = 0\n        while i < end:\n            i += 1\n            end += 1\n            more()\n    look(9)",
    "what others move": "global n\n    i = 0\n    while i < n + 9:\n        i += 1\n        more()",
    "a list that grows": "for _ in ROUNDS:\n        ROUNDS.append(more())",
}
NAMES = "MOST = 600_000\nROUNDS = list(range(1_000))\n"


@pytest.mark.slow
@pytest.mark.parametrize("loop", COUNTED.values(), ids=COUNTED)
def test_who_counts_comes_to_an_end(loop):
    found = explored(NAMES + TWO.format(loop=loop), Script(), SEARCH)

    assert "each takes more than 11,250 steps" in found.endings[0].ending.detail


@pytest.mark.slow
@pytest.mark.parametrize("loop", UNSURE.values(), ids=UNSURE)
def test_who_may_not_get_there_is_told(loop):
    found = explored(NAMES + TWO.format(loop=loop), Script(), SEARCH)

    assert {"timed_out"} == {one.ending.kind for one in found.endings}


@pytest.mark.slow
def test_what_can_be_lost_in_an_order_that_is_too_long_is_said():
    why = explored(TWO.format(loop=LONG["a range"]), Script(), SEARCH).endings[0].ending.detail
    locked = TWO.replace("n = 0", "n = 0\nlock = threading.Lock()").replace("    n += 1", "    with lock: n += 1")
    other = explored(locked.format(loop=LONG["a range"]), Script(), SEARCH).endings[0].ending.detail

    assert why.endswith("; it can lose updates, since several change n (line 6) at the same time")
    assert other.endswith("(a few rounds of a loop show as much as many)")


@pytest.mark.slow
def test_where_an_end_is_certain_there_may_be_more_steps_and_what_is_lost_is_found():
    ended = TWO.format(loop="for _ in range(2_250): more()") + "print(n)\n"
    found = explored(ended, Script(), SEARCH)

    assert {"finished"} == {one.ending.kind for one in found.endings}
    assert 1 < len({one.ending.stdout for one in found.endings})
    assert all(one.ending.steps > SEARCH.budget.steps for one in found.endings)


def test_who_prints_for_long_may_come_to_an_end():
    many = Search(budget=Budget(steps=1_000))
    (printed,) = explored("for n in range(1_000): print(n)", Script(), many).endings
    (endless,) = explored("while True: print(1)", Script(), many).endings

    assert ("finished", 1_000) == (printed.ending.kind, printed.ending.stdout.count("\n"))
    assert "timed_out" == endless.ending.kind


def test_a_run_for_which_there_is_no_time_left_is_given_up():
    world = make_world(program(TWO.format(loop=OPEN["while"])), Script())
    with world.installed():
        finished = run_once(world, Script(), Straight(), Mode(100_000, until=0.0))

    assert "pruned" == finished.run.over
    assert finished.run.steps <= CLOCK


def test_lines_beyond_very_many_are_work():
    run = Accesses(Straight(), timed=False, steps=10)
    run.steps, run.output.lines = 7, FEW_LINES + 5

    assert 12 == run.work


def test_who_has_nothing_left_to_do_but_to_end_keeps_nobody():
    """Wherever it is cut off: also where one has counted to the end, and only ends."""
    world = make_world(program(TWO.format(loop="for _ in range(100): more()")), Script())
    with world.installed():
        runs = [run_once(world, Script(), RunToBlock(), Mode(most, pace="timed")).run for most in range(370, 430)]

    cut_off = [run for run in runs if run.over == "timed_out"]
    assert 20 < len(cut_off) < len(runs)
    assert all(run.too_long for run in cut_off)


def from_deep_within(calls, ask):
    return ask() if not calls else from_deep_within(calls - 1, ask)


def test_a_very_long_sum_is_no_matter_of_calls():
    """Neither in the loop nor where it ends."""
    ends, ones = (" + ".join([what] * 900) for what in ("end", "1"))
    tree = ast.parse(f"end = 9\ni = 0\nwhile i < {ends}:\n    i += 1\nprint({ones})")

    assert frozenset() == from_deep_within(200, lambda: lines_open_ended(tree))
