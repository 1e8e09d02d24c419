"""What the program lets go dies then and there, as in life, however much the engine has noted down about it."""

import contextlib
import io
import subprocess
import sys
import textwrap

import pytest

from grader.interleave.program import Calls, Script, Search
from grader.interleave.run.things import Things
from grader.interleave.search.explorer import make_world
from grader.interleave.search.witness import tell
from grader.interleave.weak import Gone, strongly, weakly
from tests.support.programs import explored, outputs, program, timed

READING = """
import threading
lock = threading.Lock()

def read():
    with lock:
        yield 1
        yield 2
"""
RESOURCE = """
import threading

class Resource:
    def __init__(self):
        self.uses = 0
    def __del__(self):
        print("gone")
"""
TWO = """
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("end")
"""
ONE = """
thread = threading.Thread(target=work)
thread.start()
thread.join()
print("end")
"""

TEMPORARY = """
import os, tempfile, threading
names = []
def work():
    made = tempfile.MADE()
    names.append(made.name)
    before = os.path.exists(made.name)
    del made
    names.append((before, os.path.exists(names[-1])))
"""
FINALIZED = """
import threading, weakref
class Resource: pass
done = []
def work():
    thing = Resource()
    weakref.finalize(thing, done.append, 1)
    del thing
    print(done)
left = Resource()
weakref.finalize(left, print, "left")
"""

PROGRAMS = {
    "a loop left by break": READING + "def work():\n    for _ in read():\n        break\n" + TWO,
    "a loop left by return": READING + "def work():\n    for row in read():\n        return row\n" + TWO,
    "a generator asked once": READING + "def work():\n    next(read())\n" + TWO,
    "a generator rebound": READING
    + "def work():\n    rows = read()\n    next(rows)\n    rows = None\n    with lock:\n        pass\n"
    + TWO,
    "a generator in a container": READING
    + "def work():\n    kept = [read()]\n    next(kept[0])\n    kept.clear()\n    with lock:\n        pass\n"
    + TWO,
    "a generator in a list of the thread's function": READING
    + "def work():\n    kept = [read()]\n    next(kept[0])\n    kept.append(3)\n"
    + TWO,
    "a generator behind an iterator": READING
    + "def work():\n    for number, row in enumerate(read()):\n        break\n    with lock:\n        pass\n"
    + TWO,
    "an exception that nobody catches": READING
    + "threading.excepthook = lambda args: None\n"
    + "def work():\n    for row in read():\n        raise ValueError(row)\n"
    + TWO,
    "a pool's task": READING
    + "from concurrent.futures import ThreadPoolExecutor\n"
    + "with ThreadPoolExecutor(1) as pool:\n    pool.submit(next, read()).result()\n"
    + "with lock:\n    print('free')\n",
    "an object that goes out of scope": RESOURCE
    + "def work():\n    thing = Resource()\n    thing.uses += 1\n    del thing\n    print('after')\n"
    + ONE,
    "an object that a thread's function leaves": RESOURCE
    + "def work():\n    thing = Resource()\n    thing.uses += 1\n"
    + ONE,
    "an object of one thread alone": RESOURCE
    + "mine = threading.local()\ndef work():\n    mine.thing = Resource()\n    mine.thing.uses += 1\n"
    + ONE,
    "an object whose id was asked": RESOURCE
    + "def work():\n    thing = Resource()\n    assert id(thing) == id(thing)\n    thing = None\n    print('after')\n"
    + ONE,
    "a temporary folder": TEMPORARY.replace("MADE", "TemporaryDirectory") + ONE + "print(names[1:])\n",
    "a temporary file": TEMPORARY.replace("MADE", "NamedTemporaryFile") + ONE + "print(names[1:])\n",
    "what is done when something ends": FINALIZED + ONE,
}
"""Programs that print the same in every order, and do so only if what they let go dies at once."""


def really(text: str) -> str:
    """What the program prints in life."""
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_let_go_dies_at_once(name):
    found = explored(PROGRAMS[name])

    assert [end.ending.kind for end in found.endings if end.ending.kind not in ("finished", "exception")] == []
    assert outputs(found) == {really(PROGRAMS[name])}


@pytest.mark.parametrize("name", [name for name in PROGRAMS if "generator" in name or "loop" in name])
def test_a_generator_that_is_left_is_no_hindrance_to_a_proof(name):
    found = explored(PROGRAMS[name])

    assert found.exhaustive
    assert found.controlled


def test_what_each_process_does_when_something_ends_is_its_own():
    text = """
        import multiprocessing as mp, weakref
        class Resource: pass
        def work():
            thing = Resource()
            print(weakref.finalize(thing, print, "child").alive)
            del thing
        if __name__ == "__main__":
            left, thing = Resource(), Resource()
            weakref.finalize(left, print, "left")
            for _ in range(2):
                process = mp.Process(target=work)
                process.start()
                process.join()
            weakref.finalize(thing, print, "gone")
            del thing
            print("end")
    """
    assert {"True\nchild\n" * 2 + "gone\nend\nleft\n"} == outputs(explored(text))


def test_a_child_that_starts_races_with_its_parent_dropping_what_it_was_handed():
    text = """
        import multiprocessing as mp
        def work(lock):
            with lock: pass
        def begin():
            process = mp.Process(target=work, args=(mp.Lock(),))
            process.start()
            return process
        if __name__ == "__main__":
            process = begin()
            process.join()
            print(process.exitcode)
    """
    found = explored(text)

    assert found.exhaustive
    assert {"0\n", "1\n"} == outputs(found)
    assert "0\n" == timed(text, start_method="fork").stdout


def test_a_look_at_a_temporary_folder_races_with_whoever_drops_it():
    text = """
        import os, tempfile, threading
        box = [tempfile.TemporaryDirectory()]
        name = box[0].name
        thread = threading.Thread(target=box.pop)
        thread.start()
        print(os.path.exists(name))
        thread.join()
        print(os.path.exists(name))
    """
    found = explored(text)

    assert found.exhaustive
    assert {"True\nFalse\n", "False\nFalse\n"} == outputs(found)


def test_whoever_drops_the_last_end_of_a_pipe_closes_it():
    text = """
        import multiprocessing as mp, threading
        got = []
        def read(receiver):
            with contextlib.suppress(EOFError):
                while True:
                    got.append(receiver.recv())
        def begin():
            receiver, sender = mp.Pipe(duplex=False)
            thread = threading.Thread(target=read, args=(receiver,))
            thread.start()
            sender.send(1)
            return thread
        import contextlib
        if __name__ == "__main__":
            begin().join()
            print(got)
    """
    found = explored(text)

    assert found.exhaustive
    assert {"[1]\n"} == outputs(found) == {really(textwrap.dedent(text))}


def test_a_look_at_a_pipe_races_with_the_end_of_whoever_holds_the_other_side():
    """Dropping a connection is an act like closing it: both orders are found."""
    text = """
        import multiprocessing as mp, threading
        receiver, sender = mp.Pipe(duplex=False)
        box = [sender]
        del sender
        def drop():
            box.pop()
        thread = threading.Thread(target=drop)
        thread.start()
        print(receiver.poll())
        thread.join()
    """
    assert {"True\n", "False\n"} == outputs(explored(text))


def test_main_s_own_error_keeps_its_variables_as_the_interpreter_does():
    """What the last uncaught exception of the main thread holds lives on until the program's end."""
    text = READING + textwrap.dedent(
        """
        def wait():
            with lock:
                print("mine")
        threading.Thread(target=wait, daemon=True).start()
        for row in read():
            raise ValueError(row)
        """
    )
    found = explored(text)

    assert {"exception"} == {end.ending.kind for end in found.endings}
    assert {"", "mine\n"} == outputs(found)


@pytest.mark.parametrize("again", ["pass", "more = [kept[0]]; more.append(4)"])
def test_what_ends_too_late_here_is_not_told_as_a_deadlock(again):
    """A list cannot be held weakly: what it alone holds, or several such, ends only when the thread does."""
    text = (
        READING
        + f"def fill():\n    kept = [read()]\n    next(kept[0])\n    kept.append(3)\n    {again}\n"
        + "def work():\n    fill()\n    with lock:\n        pass\n"
        + TWO
    )
    found = explored(text)

    assert not found.exhaustive
    assert not [end for end in found.endings if end.ending.kind == "deadlock"]
    assert "something in a list that ends when nobody holds the list any more" in {one.what for one in found.escapes}


def test_what_somebody_holds_besides_does_not_end_with_a_list():
    text = (
        READING
        + "def fill(one):\n    next(one)\n    kept = [one]\n    kept.append(3)\n"
        + "def work():\n    one = read()\n    fill(one)\n    with lock:\n        pass\n"
        + TWO
    )
    found = explored(text)

    assert found.exhaustive
    assert {"deadlock"} == {end.ending.kind for end in found.endings}


def test_the_story_of_a_thing_that_is_gone_tells_what_it_was():
    text = """
        import threading
        total = 0
        def work():
            global total
            lock = threading.Lock()
            with lock:
                value = total
                total = value + 1
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(total)
        """
    found = explored(text)
    lost = next(end for end in found.endings if end.ending.stdout == "1\n")

    assert {"a lock"} == {step.target for step in lost.witness.steps if step.action in ("acquires", "releases")}


LET_GO = """
    import threading
    ended = []
    class Thing:
        def __init__(self): self.uses = 0
        def __del__(self): ended.append(self.uses)
    def work():
        Thing()
        print(len(ended))
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
"""


def test_in_cpythons_atomicity_what_is_told_keeps_nothing_alive():
    found = explored(LET_GO, search=Search(atomicity="cpython"))

    assert [("finished", "1\n")] == [(one.ending.kind, one.ending.stdout) for one in found.endings]


def test_on_the_clock_what_is_told_keeps_nothing_alive():
    world = make_world(program(LET_GO), Script())

    with world.installed():
        story = tell(world, Script(), (), steps=1_000, pace="timed")

    assert "1\n" == story.finished.ending.stdout


def test_things_are_told_apart_although_one_stands_where_another_was():
    things = Things()
    numbers = set()
    for _ in range(50):
        numbers.add(things.number(io.StringIO()))  # each dies at once, and the next takes its place in memory

    assert len(numbers) == 50
    assert {Gone} == {type(things.subject(number)) for number in numbers}
    assert {"StringIO"} == {things.subject(number).kind for number in numbers}


@pytest.mark.parametrize("thing", [[], {}, 5, "text", object()])
def test_what_cannot_be_held_weakly_is_held(thing):
    assert weakly(thing) is thing
    assert strongly(thing) is thing


def test_what_is_held_weakly_lives_as_long_as_others_hold_it():
    thing = contextlib.nullcontext()
    held = weakly(thing)
    assert strongly(held) is thing
    del thing

    assert type(strongly(held)) is Gone


OUTLIVES = {
    "a variable of the module's": "thing = Resource()\ndef work(): pass\n" + TWO,
    "garbage": "def work():\n    thing = Resource()\n    thing.me = thing\n" + TWO,
    "one of a class below": "class More(Resource): pass\nthing = More()\ndef work(): pass\n" + TWO,
    "one without references": "class Bare:\n    __slots__ = ()\n    def __del__(self): print('gone')\n"
    "thing = Bare()\ndef work(): pass\n" + TWO,
    "after an error": "thing = Resource()\ndef work(): pass\n" + TWO + "raise ValueError\n",
}
"""Programs of which something ends only with them: its `__del__` then prints, opens a socket, or takes a lock."""


@pytest.mark.parametrize("name", OUTLIVES)
def test_what_ends_with_the_program_only_is_not_controlled(name):
    """A proof was told, and a line not that every run prints in life."""
    found, ending = explored(RESOURCE + OUTLIVES[name]), timed(RESOURCE + OUTLIVES[name])

    assert not found.exhaustive
    assert "__del__" in {escape.what for escape in found.escapes}
    assert ["__del__"] == [escape.what for escape in ending.escapes]


def test_what_has_ended_before_its_lone_program_is_controlled():
    ending = timed(RESOURCE + "thing = Resource()\ndel thing\nprint('end')\n")

    assert ("gone\nend\n", ()) == (ending.stdout, ending.escapes)


def test_calls_do_not_end_the_program():
    found = explored(RESOURCE + "thing = Resource()\ndef work(): pass\n", Calls(("work()", "work()")))

    assert (True, ()) == (found.exhaustive, tuple(found.escapes))


def test_who_waits_for_ever_ends_nothing():
    found = explored(RESOURCE + "thing = Resource()\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n")

    assert (["deadlock"], ()) == ([end.ending.kind for end in found.endings], tuple(found.escapes))


def test_garbage_of_one_run_does_not_end_in_the_middle_of_the_next():
    """The collector, which the program calls, found that of the run before as well: no order could be repeated."""
    text = """
        import gc, threading
        ended = []
        class Resource:
            def __del__(self):
                ended.append(1)
                print(len(ended))
        def work():
            thing = Resource()
            thing.me = thing
            del thing
            gc.collect()
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print("end")
        """
    found = explored(text)

    assert {"finished"} == {end.ending.kind for end in found.endings}
    assert "1\n2\nend\n" in outputs(found)


SOCKET = """
    import os, socket, threading
    lock = threading.Lock()
    kept = []
    class Resource:
        def __init__(self):
            self.me = self
        def __del__(self):
            {act}
    def work():
        kept.append(Resource())
        kept.clear()
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    """


@pytest.mark.parametrize(
    "act", ["socket.socket()", "os.system('true')", "lock.acquire()", "threading.Thread(target=print).start()"]
)
def test_what_a_finalizer_does_that_cannot_be_simulated_is_no_fault_of_ours(act):
    found, ending = explored(SOCKET.format(act=act)), timed(SOCKET.format(act=act))

    assert {"finished"} == {end.ending.kind for end in found.endings}
    assert ("finished", ["__del__"]) == (ending.kind, [escape.what for escape in ending.escapes])
    assert not found.exhaustive


def test_what_is_let_go_may_have_others_let_go_the_rest():
    """Its end lets another actor go on, which sweeps as well."""

    class Last:
        def __del__(self):
            things.sweep()

    things = Things()
    held = [[Last()], [Last()]]
    numbers = [things.number(one) for one in held]
    del held

    things.sweep()

    assert [Gone, Gone] == [type(things.subject(number)) for number in numbers]
