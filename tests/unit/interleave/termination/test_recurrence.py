"""Runs that come back to where they were go on for ever; whatever may keep a count somewhere is waited for."""

from __future__ import annotations

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Script, Search
from grader.interleave.search.launch import Mode, run_once
from grader.interleave.strategies.in_turn import InTurn
from grader.interleave.strategies.timed import RunToBlock
from grader.interleave.surroundings.world import World
from grader.interleave.termination import recurrence
from tests.support.programs import timed

pytestmark = pytest.mark.slow  # the same on every interpreter

ASKED, LOOKS = 1_000, 300
"""Steps after which it is asked, and in which it must have come back, here; for programs both are more."""


@pytest.fixture(autouse=True)
def _few_looks(monkeypatch):
    monkeypatch.setattr(recurrence, "LOOKS", LOOKS)


TWO = """
import threading, time
{before}
class Diner:
    hungry = True
    def eat(self, other):
        global owner
        {first}
        while self.hungry:
            {turn}
            if owner is not self:
                time.sleep(0.001)
            elif other.hungry:
                owner = other
            else:
                self.hungry = False
one, two = Diner(), Diner()
owner = one
threads = [threading.Thread(target=a.eat, args=(b,)) for a, b in ((one, two), (two, one))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""
COUNTS = {
    "in a variable": ("", "n = 0", "n += 1"),
    "in a module": ("n = 0", "global n", "n += 1"),
    "in an attribute": ("", "self.n = 0", "self.n += 1"),
    "in a class": ("class Count:\n    n = 0", "", "Count.n += 1"),
    "in a slot": ("class Count:\n    __slots__ = ('n',)\ncount = Count()\ncount.n = 0", "", "count.n += 1"),
    "in a list": ("", "rounds = []", "rounds.append(1)"),
    "in a closure": (
        "def counter():\n    n = 0\n    def step():\n        nonlocal n\n        n += 1\n    return step\nstep = counter()", "", "step()",
    ),
    "in a default": ("def step(n=[0]):\n    n[0] += 1", "", "step()"),
    "in a module, under a private name": ("__n = 0\ndef step():\n    global __n\n    __n += 1", "", "step()"),
    "in an attribute of a function": ("def step(): step.n += 1\nstep.n = 0", "", "step()"),
    "in a default of a static method": (
        "class Count:\n    @staticmethod\n    def step(n=[0]):\n        n[0] += 1", "", "Count.step()",
    ),
    "in a default of a property": (
        "class Count:\n    @property\n    def step(self, n=[0]):\n        n[0] += 1\ncount = Count()", "", "count.step",
    ),
    "in a method": ("class Count:\n    n = 0\n    def step(self):\n        self.n += 1\nstep = Count().step", "", "step()"),
}  # fmt: skip
HIDDEN = {
    "in a list, by a method that pops": ("pop = ([0] * 6_000).pop", "", "pop()"),
    "in an iterator": ("import itertools\nrounds = itertools.count()", "", "next(rounds)"),
    "in a queue": ("import queue\nq = queue.Queue()", "", "q.put(1)"),
    "in a file": ("open('n', 'w').write('')", "", "open('n', 'a').write('.')"),
    "by chance": ("import random", "", "random.random()"),
    "in the clock": ("", "", "time.monotonic()"),
}
SAME = {
    "nothing": ("", "", "pass"),
    "a lock": ("lock = threading.Lock()", "", "with lock: pass"),
    "a lock taken twice": ("lock = threading.RLock()", "", "with lock, lock: pass"),
    "an event": ("event = threading.Event()", "", "event.set(); event.clear()"),
    "a flag": ("flag = True", "global flag", "flag = not flag; flag = not flag"),
    "lists that are equal": ("", "", "names = [self, {1: (other,)}, {2, 3}, 1.5]"),
    "a list that holds itself": ("", "rounds = []", "rounds[:] = [len(rounds[:1]), rounds]"),
    "slots": ("class Point:\n    __slots__ = ('x', 'y')\npoint = Point()\npoint.x = 1", "", "point.x = 1"),
    "methods of all kinds": (
        "class Some:\n    @staticmethod\n    def one(): pass\n    @classmethod\n    def two(cls): pass\n    @property\n    def three(self): pass",
        "",
        "Some.one(); Some.two(); Some().three",
    ),
    "a method": ("", "", "hungry = other.eat"),
}


def run(parts):
    """One run on the clock."""
    before, first, turn = parts
    text = TWO.format(before=before, first=first or "pass", turn=turn)
    world = World(Program("/tmp", "p.py", {"p.py": text}))
    with world.installed():
        return run_once(world, Script(), RunToBlock(), Mode(ASKED + 5 * LOOKS, pace="timed", asked=ASKED))


@pytest.mark.parametrize("parts", SAME.values(), ids=SAME)
def test_who_comes_back_to_where_they_were_get_nowhere(parts):
    finished = run(parts)

    assert "livelock" == finished.run.over
    assert finished.run.endless
    assert ASKED + LOOKS > finished.run.steps
    words = "Thread-1 (eat) and Thread-2 (eat) go round and round, back to the same state each time"
    assert words == finished.ending.detail


@pytest.mark.parametrize("parts", (COUNTS | HIDDEN).values(), ids=COUNTS | HIDDEN)
def test_who_may_have_counted_is_waited_for(parts):
    finished = run(parts)

    assert ASKED + 5 * LOOKS < finished.run.steps
    assert "timed_out" == finished.run.over


@pytest.mark.parametrize(
    "text",
    [
        "for _ in range(10**6): owner = other = None; owner, other = 1, 2",
        "while sum(1 for _ in range(9)) == 9: owner = 1 - owner",
        "list(map(turn, [0] * 10**6))",
        "while owner < 1: any(map(turn, [0] * 10**6)); owner = 1",
    ],
)
def test_who_goes_over_something_is_waited_for(text):
    world = World(Program("/tmp", "p.py", {"p.py": LOOP.format(loop=text)}))
    with world.installed():
        finished = run_once(world, Script(), RunToBlock(), Mode(ASKED + 5 * LOOKS, pace="timed", asked=ASKED))

    assert ASKED + 5 * LOOKS < finished.run.steps


LOOP = """
import threading
owner = other = 0
def turn(_):
    global other
    other = 1; other = 0
def work():
    global owner, other
    {loop}
for _ in range(2):
    threading.Thread(target=work).start()
"""


def test_who_waits_for_its_time_has_a_part_in_it():
    """The one who sleeps will wake, however often the other has come round until then."""
    text = LOOP.format(loop="while owner < 2: other = 1; other = 0") + (
        "import time\ndef end():\n    global owner\n    time.sleep(5)\n    owner = 2\nthreading.Thread(target=end).start()\n"
    )
    world = World(Program("/tmp", "p.py", {"p.py": text}))
    with world.installed():
        finished = run_once(world, Script(), RunToBlock(), Mode(20 * ASKED, pace="timed", asked=ASKED))

    assert "finished" == finished.ending.kind


@pytest.mark.slow
def test_a_search_says_at_once_that_they_get_nowhere():
    found = explore(
        Program("/tmp", "p.py", {"p.py": TWO.format(before="", first="pass", turn="pass")}),
        Script(),
        Search(budget=Budget(schedules=20)),
    )

    (ending,) = found.endings
    assert "livelock" == ending.ending.kind
    assert 100 > len(ending.witness.steps)
    assert not found.exhaustive


def test_one_alone_goes_round_as_well():
    world = World(
        Program(
            "/tmp",
            "p.py",
            {"p.py": LOOP.format(loop="while owner < 2: other = 1; other = 0").replace("range(2)", "range(1)")},
        )
    )
    with world.installed():
        finished = run_once(world, Script(), RunToBlock(), Mode(2 * ASKED, pace="timed", asked=ASKED))

    assert "Thread-1 (work) goes round and round, back to the same state each time" == finished.ending.detail


POLITE = """
import threading
left, right = threading.Lock(), threading.Lock()
def dine(first, second):
    eaten = False
    while not eaten:
        first.acquire()
        eaten = second.acquire(blocking=False)
        if eaten:
            second.release()
        first.release()
        first, second = second, first
threading.Thread(target=dine, args=(left, right)).start()
threading.Thread(target=dine, args=(right, left)).start()
"""


def test_who_keep_pace_with_each_other_come_back_as_well():
    """On the clock one of them is done before the other begins; a step each in turn, they meet again and again."""
    world = World(Program("/tmp", "p.py", {"p.py": POLITE}))
    with world.installed():
        finished = run_once(world, Script(), InTurn(), Mode(ASKED + 5 * LOOKS, pace="in turn", asked=ASKED))

    assert "livelock" == finished.run.over
    assert ASKED + LOOKS > finished.run.steps


ASKS_AGAIN = """
todo = []
def parse(line):
    return line.split()[0]
if __name__ == "__main__":
    while True:
        try:
            command = parse(input())
            {act}
        except {what}:
            print("Error")
"""


@pytest.mark.parametrize("what", ["Exception", "(EOFError, IndexError)"])
def test_who_asks_again_though_there_is_no_more_input_is_told_so(what):
    text = ASKS_AGAIN.format(act="if command == 'quit': break", what=what)

    ending = timed(text, stdin="add\n" * 50)

    assert ("livelock", "the program asks for input again and again, though there is no more") == (
        ending.kind,
        ending.detail,
    )
    assert not ending.escapes


def test_who_does_nothing_but_ask_in_vain_is_told_so_as_well():
    ending = timed("""
        while True:
            try:
                print(input())
            except EOFError:
                print("Error")
    """)

    assert "the program asks for input again and again, though there is no more" == ending.detail


def test_who_does_the_same_for_each_line_of_much_input_comes_to_its_end():
    """How far the input was read is part of the state."""
    text = """
        done = False
        while not done:
            try:
                line = input()
                print(line)
                print("taken")
            except EOFError:
                done = True
    """

    ending = timed(text, stdin="add\n" * 40_000)

    assert ("finished", 0) == (ending.kind, ending.exit_code)


def test_who_counts_how_often_it_asked_in_vain_comes_to_its_end():
    text = """
        missed = 0
        while missed < 60_000:
            try:
                input()
            except EOFError:
                missed += 1
                print("Error", missed)
        print("over")
    """

    ending = timed(text)

    assert "livelock" != ending.kind
