"""Who changes the library is told so: a suite's own threads would be the program's otherwise. The next run begins with it as it was."""

from __future__ import annotations

import colorsys

import pytest

from grader.interleave.models.threading import threads
from grader.interleave.program import Budget, Calls, Script, Search
from grader.interleave.surroundings.standins import FIRST, OFTEN
from tests.support.programs import explored

FAKE = """
import threading
class Fake:
    def __init__(self, target=None, **_): self.target = target
    def start(self): self.target()
    def join(self, timeout=None): pass
def serial(self): self.run()
{alteration}
n = 0
def more():
    global n
    n += 1
"""
SEARCH = Search(budget=Budget(schedules=50))

ALTERATIONS = {
    "a class exchanged": ("threading.Thread = Fake", "an assignment to threading.Thread"),
    "by setattr": ("setattr(threading, 'Thread', Fake)", "an assignment to threading.Thread"),
    "a function exchanged": ("threading.current_thread = None", "an assignment to threading.current_thread"),
    "taken away": ("del threading.Barrier", "an assignment to threading.Barrier"),
    "a method": ("threading.Thread.start = serial", "an assignment to threading.Thread.start"),
    "a method, by setattr": ("setattr(threading.Thread, 'start', serial)", "an assignment to threading.Thread.start"),
    "a new attribute": ("threading.Thread.seen = 1", "an assignment to threading.Thread.seen"),
    "another module": ("import queue\nqueue.Queue.put = serial", "an assignment to queue.Queue.put"),
    "in its namespace": ("vars(threading)['Thread'] = Fake", "the namespace of threading"),
    "from behind": ("type.__setattr__(threading.Thread, 'start', serial)", "__setattr__"),
    "by a comprehension": (
        "[0 for threading.Thread.start in [serial]]", "a comprehension that assigns to more than names"),
    "from behind, by another name": (
        "getattr(type, '__seta' + 'ttr__')(threading.Thread, 'start', serial)", "an assignment to threading.Thread.start"),
    "the module's own": ("object.__setattr__(threading, 'Thread', Fake)", "an assignment to threading.Thread"),
    "by the library": (
        "import functools\nclass W: start = serial\nfunctools.update_wrapper(threading.Thread, W, ('start',), ())",
        "a changed threading.Thread"),
    "by the library, and whatever it is asked, it is equal": (
        "import copy\nclass Sly:\n    def __call__(self): pass\n    def __eq__(self, other): return True\n"
        "class Give:\n    def __reduce_ex__(self, _): return (lambda: threading.Thread, (), (None, {'start': Sly()}))\n"
        "copy.copy(Give())",
        "a changed threading.Thread"),
    "the class of the module": (
        "class M(type(threading)): pass\nthreading.__class__ = M", "a changed threading"),
    "a mock by another name": (
        "import unittest.mock as m\nm.patch.object(threading.Thread, 'start', serial).start()", "mock.patch"),
    "by a patch": ("from unittest import mock\nmock.patch('threading.Thread', Fake).start()", "mock.patch"),
    "by a patch of another name": ("from unittest.mock import patch\npatch('threading.Thread', Fake).start()", "mock.patch"),
}  # fmt: skip

OWN = {
    "a hook": "threading.excepthook = lambda args: None",
    "a class of one's own": "class Own(threading.Thread): pass\nOwn.start = serial",
    "one's own object": "t = threading.Thread(); t.seen = 1; t.name = 'it'",
    "another module's": "import time\ntime.sleep = lambda seconds: None",
    "by object": "class Own:\n    def __setattr__(self, name, value): object.__setattr__(self, name, value)\nOwn().x = 1",
    "by the class above": "class Own:\n    def __setattr__(self, name, value): super().__setattr__(name, value)\nOwn().x = 1",
}


@pytest.mark.parametrize(("alteration", "what"), ALTERATIONS.values(), ids=ALTERATIONS)
def test_who_changes_the_library_is_told_so(alteration, what):
    found = explored(FAKE.format(alteration=alteration), Calls(("more", "more")), SEARCH)

    assert not found.controlled
    assert what in {escape.what for escape in found.escapes}
    assert not found.exhaustive


@pytest.mark.parametrize("alteration", OWN.values(), ids=OWN)
def test_what_is_ones_own_may_be_changed(alteration):
    found = explored(FAKE.format(alteration=alteration), Script(), SEARCH)

    assert found.controlled, found.escapes


def test_the_library_is_whole_when_all_is_over():
    before = dict(vars(threads.Thread))

    explored(FAKE.format(alteration="threading.Thread.start = serial; threading.Thread.seen = 1"), Script(), SEARCH)

    assert before == dict(vars(threads.Thread))


def test_each_run_begins_with_the_library_as_it_was():
    found = explored(
        """
        import threading
        print(getattr(threading.Thread, "runs", 0), threading.Thread.run.__name__)
        def mine(self): print("mine")
        threading.Thread.runs, threading.Thread.run = 1, mine
        threads = [threading.Thread() for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        """,
        Script(),
        SEARCH,
    )

    assert {"0 run\nmine\nmine\n"} == {one.ending.stdout for one in found.endings}


@pytest.mark.parametrize("run", [2, FIRST + 1, OFTEN, OFTEN + 1], ids=lambda run: f"run {run}")
def test_who_changes_the_library_once_is_told_so_however_late_that_is(run, monkeypatch):
    monkeypatch.setattr(colorsys, "runs", 0, raising=False)

    found = explored(
        f"""
        import colorsys, functools, threading
        colorsys.runs += 1
        class W:
            def start(self): pass
        if colorsys.runs == {run}:
            functools.update_wrapper(threading.Thread, W, ("start",), ())
        """
        + TWO_IN_EVERY_ORDER,
        Script(),
        Search(budget=Budget(schedules=OFTEN + 3)),
    )

    assert "a changed threading.Thread" in {escape.what for escape in found.escapes}
    assert not found.exhaustive


def test_another_class_for_a_module_is_told_although_nobody_else_is_there():
    found = explored("import sys\nclass M(type(sys)): pass\nsys.modules[__name__].__class__ = M", Script(), SEARCH)

    assert {"an assignment to __class__"} <= {escape.what for escape in found.escapes}


TWO_IN_EVERY_ORDER = """
        n = 0
        def more():
            global n
            for _ in range(3): n += 1
        threads = [threading.Thread(target=more) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        """

HIDDEN = {
    "a comprehension": "[0 for M.n in [M.n + 1]]",
    "a comprehension in a lambda": "(lambda: [0 for M.n in [M.n + 1]])()",
    "the slot of every object": "object.__setattr__(M, 'n', M.n + 1)",
    "the slot of modules": "type(M).__setattr__(M, 'n', M.n + 1)",
    "a method by name": "import operator; operator.methodcaller('__setattr__', 'n', M.n + 1)(M)",
    "the library": "import functools; W = type('W', (), dict(n=M.n + 1)); functools.update_wrapper(M, W, ('n',), ())",
}


@pytest.mark.parametrize("write", HIDDEN.values(), ids=HIDDEN)
def test_a_variable_that_is_written_by_a_back_door_proves_nothing(write):
    text = f"""
import __main__ as M, threading
n = 0
def more():
    {write}
threads = [threading.Thread(target=more) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(n)
"""
    found = explored(text, Script(), SEARCH)

    assert found.escapes
    assert not found.exhaustive


def test_who_only_pickles_its_processes_changes_nothing():
    found = explored(
        """
        import multiprocessing
        def work(): pass
        if __name__ == "__main__":
            p = multiprocessing.Process(target=work)
            p.start()
            p.join()
        """,
        Script(),
        SEARCH,
    )

    assert found.controlled
