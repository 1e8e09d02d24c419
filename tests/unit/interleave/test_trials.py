"""Orders that somebody else chose, beside a search."""

import ast
import subprocess
import sys

import pytest

from grader.interleave import trials
from grader.interleave.ending import REMEMBERS as REMEMBERED
from grader.interleave.explore import draw
from grader.interleave.program import Budget, Script, Search
from tests.support.programs import LOST_UPDATE, program

pytestmark = pytest.mark.slow  # the same on every interpreter

BUSY = """
import threading
turns = 0
def work(rounds):
    global turns
    for _ in range(rounds):
        turns += 1
threads = [threading.Thread(target=work, args=(rounds,)) for rounds in (20_000, 20_000, 1)]
for t in threads: t.start()
for t in threads: t.join()
"""
REMEMBERS = """
import contextlib, threading
{again}
lock = threading.Lock() if again else contextlib.nullcontext()
total = 0
def add():
    global total
    with lock:
        total += 1
threads = [threading.Thread(target=add) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
"""
CHANNELS = {
    "a module": "import json\nagain = hasattr(json, 'again')\njson.again = 1",
    "a class": "import string\nagain = hasattr(string.Template, 'again')\nstring.Template.again = 1",
    "a cache": "import fnmatch\nagain = fnmatch._compile_pattern.cache_info().currsize\nfnmatch.fnmatch('a', 'again')",
    "a setting": "import os\nagain = os.umask(0o11) == 0o11",
}
FEW = Search(budget=Budget(schedules=2))


class NeverTheLast:
    """Whoever comes next in the order of creation, but for the third thread."""

    def choose(self, current, enabled, pending):
        others = [actor for actor in enabled if actor != 3] or enabled
        return next((actor for actor in others if actor > current), others[0])


def test_each_lot_has_its_ending():
    lots = draw(program(LOST_UPDATE), Script(), [(seed, Script()) for seed in range(3)], FEW)

    assert [1, 2, 3] == [trial.first for trial in lots]
    assert {"finished"} == {trial.ending.kind for trial in lots}


@pytest.mark.parametrize("again", CHANNELS.values(), ids=CHANNELS)
def test_a_program_that_remembers_its_last_run_is_told_by_what_it_does_then(again):
    """In a process of its own, where nothing has run before."""
    text = REMEMBERS.format(again=again)
    asked = "[(seed, Script()) for seed in range(3)]"
    code = "from grader.interleave.explore import draw\nfrom grader.interleave.program import *\nfrom tests.support.programs import program\n"
    code += (
        f"print([one.ending.detail for one in draw(program({text!r}), Script(), {asked}, Search()) if one.first == 1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert ["", REMEMBERED] == ast.literal_eval(done.stdout)


def test_a_lot_in_which_somebody_never_has_a_turn_says_nothing(monkeypatch):
    monkeypatch.setattr(trials, "RandomChooser", lambda _: NeverTheLast())

    assert () == draw(program(BUSY), Script(), [(0, Script())], FEW)
