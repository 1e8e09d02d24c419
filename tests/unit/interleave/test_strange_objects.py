"""Objects whose looks are code of the program's: nothing of it runs when we look at them."""

import textwrap

import pytest

from tests.support.programs import explored, outputs

RACE = """
{making}
def work():
    thing.n = thing.n + 1
import threading
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(thing.n)
"""
NAMES_IN_A_DICTIONARY = """
class Record:
    def __init__(self): object.__setattr__(self, "data", {"n": 0})
    def __getattribute__(self, name): return object.__getattribute__(self, "data")[name]
    def __setattr__(self, name, value): object.__getattribute__(self, "data")[name] = value
thing = Record()
"""
NO_CLASS = """
class Weird:
    n = 0
    @property
    def __class__(self): raise RuntimeError("no class")
thing = Weird()
"""
KNOWS_EVERY_NAME = """
class Meta(type):
    def __getattr__(cls, name): return lambda *more: 1 / 0
class Thing(metaclass=Meta): pass
thing = Thing()
thing.n = 0
"""
TELLS_WHO_LOOKS = """
class Asked:
    def __get__(self, thing, kind): raise SystemExit("somebody looks")
class Thing:
    other = Asked()
    n = 0
thing = Thing()
"""


@pytest.mark.parametrize("making", [NAMES_IN_A_DICTIONARY, NO_CLASS, KNOWS_EVERY_NAME, TELLS_WHO_LOOKS])
def test_nothing_of_the_program_runs_when_its_story_is_told(making):
    found = explored(RACE.format(making=textwrap.dedent(making)))

    assert {"1\n", "2\n"} == outputs(found)
    assert found.exhaustive
    assert all(one.witness.steps for one in found.endings if one.ending.stdout == "1\n")


def test_a_thread_that_hides_what_it_is_can_be_waited_for():
    found = explored("""
        import threading
        class Shy(threading.Thread):
            def __getattribute__(self, name):
                if name == "who_blocks": raise RuntimeError("who asks?")
                return super().__getattribute__(name)
        lock = threading.Lock()
        lock.acquire()
        t = Shy(target=lock.acquire)
        t.start(); t.join()
    """)

    assert {"deadlock"} == {one.ending.kind for one in found.endings}


def test_to_look_at_a_mock_makes_no_more_of_them():
    found = explored("""
        import threading
        from unittest.mock import MagicMock
        mock = MagicMock()
        def work(): mock.call(1)
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(len(mock._mock_children))
    """)

    assert {"1\n"} == {one.ending.stdout for one in found.endings}
    assert not any("too large" in escape.what for escape in found.escapes)
