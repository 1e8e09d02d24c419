"""Objects whose looks are code of the program's: nothing of it runs when we look at them."""

import textwrap

import pytest

from grader.interleave.program import Script
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
HAS_A_CLASS_WITHOUT_A_HASH = """
class Meta(type):
    def __eq__(cls, other): return cls is other
class Thing(metaclass=Meta): pass
class Wrong(Exception, metaclass=Meta): pass
try:
    raise Wrong("no")
except Wrong as wrong:
    str(wrong)
thing = Thing()
thing.n = 0
"""
PASSES_FOR_A_NUMBER = """
class Meta(type):
    def __hash__(cls): return hash(int)
    def __eq__(cls, other): return True
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


@pytest.mark.parametrize(
    "making",
    [
        NAMES_IN_A_DICTIONARY,
        NO_CLASS,
        KNOWS_EVERY_NAME,
        TELLS_WHO_LOOKS,
        HAS_A_CLASS_WITHOUT_A_HASH,
        PASSES_FOR_A_NUMBER,
    ],
)
def test_nothing_of_the_program_runs_when_its_story_is_told(making):
    found = explored(RACE.format(making=textwrap.dedent(making)))

    assert {"1\n", "2\n"} == outputs(found)
    assert found.exhaustive
    assert all(one.witness.steps for one in found.endings if one.ending.stdout == "1\n")


@pytest.mark.parametrize("making", [HAS_A_CLASS_WITHOUT_A_HASH, PASSES_FOR_A_NUMBER])
def test_no_metaclass_is_asked_when_what_is_observed_is_told(making):
    found = explored(RACE.format(making=textwrap.dedent(making)), Script(observe=("thing",)))

    assert {"finished"} == {one.ending.kind for one in found.endings}
    assert found.exhaustive


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


ASKED = """
class Never:
    def __get__(self, *_): raise KeyboardInterrupt
class Space(dict):
    def _no(self, *_): raise KeyboardInterrupt
    items = keys = values = __iter__ = __len__ = _no
class Row(list):
    def _no(self, *_): raise KeyboardInterrupt
    __iter__ = __len__ = _no
class Key(str):
    def __repr__(self): raise KeyboardInterrupt
class Asked(type):
    def __getattribute__(cls, name): raise KeyboardInterrupt
class Slotted(metaclass=Asked):
    __slots__ = ()
class Hidden:
    __dict__ = Never()
class Kept:
    def __init__(self): object.__setattr__(self, "__dict__", Space(a=1))
"""


@pytest.mark.parametrize(
    "thing",
    ["Space(a=lock)", "Row([lock])", "{{Key('a'): lock}}", "{{10**5000: lock}}", "Slotted()", "Hidden()", "Kept()"],
)
def test_who_is_looked_through_for_a_name_is_not_asked(thing):
    found = explored(f"""
        import threading
        {textwrap.indent(ASKED, " " * 8).strip()}
        def made():
            lock = threading.Lock()
            return {thing.format()}, lock
        thing, *locks = made()
        def work():
            with locks[0]: pass
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print("well")
    """)

    assert {"well\n"} == outputs(found)
    assert {"finished"} == {one.ending.kind for one in found.endings}


LONG_NUMBERS = {
    "threads": """
        import threading
        n = 10**5000
        def work():
            global n
            n = n + 1
        t = threading.Thread(target=work)
        t.start(); t.join()
        print(n % 7)
    """,
    "a queue": """
        from multiprocessing import Process, Queue
        def work(q): q.put(10**5000 + 1)
        if __name__ == "__main__":
            q = Queue()
            p = Process(target=work, args=(q,))
            p.start()
            print(q.get() % 7)
            p.join()
    """,
    "a pool": """
        from multiprocessing import Pool
        def work(n): return 10**5000 + n
        if __name__ == "__main__":
            with Pool(1) as pool:
                print(pool.map(work, [1])[0] % 7)
    """,
}


@pytest.mark.parametrize("text", LONG_NUMBERS.values(), ids=LONG_NUMBERS)
def test_a_number_that_python_does_not_write_is_no_error_as_long_as_nobody_writes_it(text):
    found = explored(text)

    assert {f"{(10**5000 + 1) % 7}\n"} == outputs(found)
    assert {"finished"} == {one.ending.kind for one in found.endings}
