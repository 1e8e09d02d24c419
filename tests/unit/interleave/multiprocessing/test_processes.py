"""Processes: names, exit codes, what a start method hands on, and how it fails. Compared with CPython's behaviour."""

from __future__ import annotations

import re
import sys

import pytest

from grader.interleave.program import Search
from tests.support.programs import outputs, program
from tests.support.reduction import proved_endings

HEAD = """
import multiprocessing as mp
import os, sys, time
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])


@METHODS
def test_what_a_child_is_given_and_what_it_is_called(output, method):
    """Arguments are copies; names, numbers and parents are as in life."""
    text = output(HEAD + """
def work(data, *, more):
    data.append(more)
    me, up = mp.current_process(), mp.parent_process()
    print(me.name, me.daemon, data, os.getpid() != os.getppid() == up.pid, up.name, mp.active_children())

if __name__ == "__main__":
    data = [1]
    p = mp.Process(target=work, args=(data,), kwargs={"more": 2})
    print(p, p.pid, p.exitcode, p.is_alive())
    p.start()
    print(p.is_alive(), p.pid == p.ident, mp.active_children() == [p], mp.parent_process())
    p.join()
    print(p.exitcode, p.is_alive(), mp.active_children(), data, mp.current_process().name)
    q = mp.Process(target=work, args=([],), kwargs={"more": 3}, name="worker", daemon=True)
    q.start(); q.join(); print(q)
""", method)  # fmt: skip

    assert [
        "<Process name='Process-1' parent=1000 initial> None None False",
        "True True True None",
        "Process-1 False [1, 2] True MainProcess []",
        "0 False [] [1] MainProcess",
        "worker True [3] True MainProcess []",
        "<Process name='worker' pid=1002 parent=1000 stopped exitcode=0 daemon>",
    ] == text.splitlines()


@METHODS
@pytest.mark.parametrize("kind", ["mp.Process", "Own"])
def test_what_stands_for_a_process_goes_along(output, method, kind):
    """With all that the program has put in it, and as the same object wherever it is held; also that of a class with a word of its own."""
    text = output(HEAD + f"""
class Own(mp.Process):
    def __setstate__(self, state):
        self.__dict__.update(state, told=state["_name"])

def look(found):
    me = mp.current_process()
    print(found[0] is me, me.name, me.tag, me.authkey, me.daemon, getattr(me, "told", ""))

if __name__ == "__main__":
    found = []
    p = {kind}(target=look, args=(found,), name="first", daemon=True)
    found.append(p)
    p.tag, p.authkey = "mine", b"key"
    p.start(); p.join()
""", method)  # fmt: skip

    told = "first" if kind == "Own" and method != "fork" else ""
    assert f"True first mine b'key' True {told}".rstrip() == text.rstrip()


@METHODS
def test_exit_codes(ending, method):
    """Of a return, of sys.exit, of an exception (told on stderr), of os._exit, of signals."""
    end = ending(HEAD + """
def leave(how):
    if how == "raise":
        raise KeyError(how)
    if how == "gone":
        os._exit(9)
    if how == "wait":
        time.sleep(100)
    sys.exit(how)

if __name__ == "__main__":
    ps = [mp.Process(target=leave, args=(how,)) for how in (None, 3, -1, "bye", "raise", "gone", "wait", "wait")]
    for p in ps:
        p.start()
    ps[-2].terminate()
    ps[-1].kill()
    for p in ps:
        p.join()
    print([p.exitcode for p in ps])
    print(ps[-1])
""", method)  # fmt: skip

    assert "[0, 3, 255, 1, 1, 9, -15, -9]" == end.stdout.splitlines()[0]
    assert "<Process name='Process-8' pid=1008 parent=1000 stopped exitcode=-SIGKILL>" == end.stdout.splitlines()[1]
    assert "bye\nProcess Process-5:\nTraceback (most recent call last):\n" in end.stderr
    assert end.stderr.endswith("KeyError: 'raise'\n")
    assert ("exception", 0) == (end.kind, end.exit_code)
    assert ["killed", "killed"] == [actor.status for actor in end.actors[-2:]]


def test_a_process_that_was_signalled_still_looks_alive_for_a_moment(output):
    """As `kill` returns before the process is gone."""
    assert ["True None", "False -15"] == output(HEAD + """
def wait():
    time.sleep(100)

if __name__ == "__main__":
    p = mp.Process(target=wait)
    p.start()
    p.terminate()
    print(p.is_alive(), p.exitcode)
    time.sleep(0.1)
    print(p.is_alive(), p.exitcode)
""").splitlines()  # fmt: skip


@METHODS
def test_who_is_ended_while_about_to_end_another_may_have_come_to_it(method):
    """Also where that other was over by then, so that nothing but its own end was in its way."""
    text = (
        HEAD
        + """
def work():
    p = mp.Process(target=abs, args=(1,))
    p.start(); p.terminate(); p.join()
    print(p.exitcode)

if __name__ == "__main__":
    p = mp.Process(target=work)
    p.start(); p.terminate(); p.join()
"""
    )
    endings = proved_endings(program(text, start_method=method), Search())

    assert {"", "0\n", "-15\n"} == {ending.stdout for ending in endings}


@METHODS
def test_what_a_daemon_did_before_its_process_ended_may_have_been_seen(method):
    """By who goes on while that process ends: whoever cuts it off is in nobody's way but its own."""
    text = (
        HEAD
        + """
import threading

def add(v):
    v.value += 1

def work(v):
    threading.Thread(target=add, args=(v,), daemon=True).start()

if __name__ == "__main__":
    v = mp.Value("i", 0)
    mp.Process(target=work, args=(v,), daemon=True).start()
    print(v.value)
"""
    )
    endings = proved_endings(program(text, start_method=method), Search())

    assert {"0\n", "1\n"} == {ending.stdout for ending in endings}


@METHODS
def test_sleeping_processes_sleep_at_the_same_time(ending, method):
    """Virtual time passes for all of them together."""
    end = ending(HEAD + """
def nap():
    time.sleep(10)

if __name__ == "__main__":
    ps = [mp.Process(target=nap) for _ in range(mp.cpu_count())]
    for p in ps: p.start()
    ps[0].join(timeout=3)
    print(ps[0].is_alive(), round(time.monotonic() - 1000))
    for p in ps: p.join()
""", method)  # fmt: skip

    assert "True 3\n" == end.stdout
    assert 10.0 == pytest.approx(end.virtual_duration, abs=0.01)


def test_spawn_imports_the_main_module_afresh(output):
    """Globals begin anew, prints at module level come once for each process."""
    assert "__main__\n__mp_main__\n1\n100\n" == output(HEAD + """
count = 0
print(__name__)
def work():
    global count
    count += 1
    print(count)

if __name__ == "__main__":
    count = 100
    p = mp.Process(target=work)
    p.start(); p.join()
    print(count)
""")  # fmt: skip


def test_fork_goes_on_with_a_copy(output):
    """Globals are the parent's, changes are the child's own."""
    assert "__main__\n101\n100\n" == output(HEAD + """
count = 0
print(__name__)
def work():
    global count
    count += 1
    print(count)

count = 100
p = mp.Process(target=work)
p.start(); p.join()
print(count)
""", "fork")  # fmt: skip


def test_a_forked_child_may_look_at_its_siblings(output):
    """It knows their numbers; of their ends, what its parent had heard of; they are not its own, and yet it can wait for them."""
    text = output(HEAD + """
from multiprocessing.connection import wait

def look(others):
    if others:
        print([p.pid for p in others], [p.exitcode for p in others], others[1])
        for ask in (others[1].is_alive, others[1].join, others[1].close):
            try:
                ask()
            except (AssertionError, ValueError) as error:
                print(str(error)[:30])
        print(wait([others[1].sentinel]) == [others[1].sentinel], time.monotonic() - begun >= 1)
    else:
        time.sleep(1)

started, begun = [], time.monotonic()
for others in ([], [], started):
    p = mp.Process(target=look, args=(others,))
    p.start()
    started.append(p)
    started[0].join()
p.join()
""", "fork")  # fmt: skip

    assert [
        "[1001, 1002] [0, None] <Process name='Process-2' pid=1002 parent=1000 unknown>",
        "can only test a child process",
        "can only join a child process",
        "Cannot close a process while i",
        "True True",
    ] == text.splitlines()


def test_a_forked_child_knows_how_a_sibling_ended_that_nobody_has_joined(search):
    """`start` looks at all children first. Whether the sibling had ended by then is anybody's guess."""
    found = search(HEAD + """
def look(other):
    print(other.exitcode)

sibling = mp.Process(target=sys.exit, args=(3,))
sibling.start()
p = mp.Process(target=look, args=(sibling,))
p.start(); p.join()
""", "fork")  # fmt: skip

    assert found.exhaustive
    assert {"None\n", "3\n"} == outputs(found)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_missing_guard(ending, method):
    """Each child fails with CPython's own words; the parent ends well."""
    end = ending(HEAD + """
def work(): pass
p = mp.Process(target=work)
p.start()
p.join()
print(p.exitcode)
""", method)  # fmt: skip

    assert ("exception", 0, "1\n") == (end.kind, end.exit_code, end.stdout)
    assert 'File "job.py", line 7, in <module>\n    p.start()\nRuntimeError: \n' in end.stderr
    assert "        An attempt has been made to start a new process before the\n" in end.stderr
    assert 'To fix this issue, refer to the "Safe importing of main module"' in end.stderr


if sys.version_info >= (3, 14):
    LOCAL = "_pickle.PicklingError: Can't pickle local object <function main.<locals>.local at 0x..."
else:
    LOCAL = (
        f"AttributeError: Can't {'get' if sys.version_info >= (3, 13) else 'pickle'} local object 'main.<locals>.local'"
    )
UNFOUND = "module '__mp_main__' has no attribute 'work'"
if sys.version_info < (3, 14):
    UNFOUND = "Can't get attribute 'work' on <module '__mp_main__' from 'job.py'>"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("local", LOCAL),
        ("print, args=(threading.Lock(),)", "TypeError: cannot pickle '_thread.lock' object"),
        ("print, args=(threading.RLock(),)", "TypeError: cannot pickle '_thread.RLock' object"),
        ("print, args=(threading.Condition(),)", "TypeError: cannot pickle '_thread.RLock' object"),
        ("print, args=(threading.Event(),)", "TypeError: cannot pickle '_thread.lock' object"),
        ("print, args=(queue.Queue(),)", "TypeError: cannot pickle '_thread.lock' object"),
        ("print, args=((n for n in []),)", "TypeError: cannot pickle 'generator' object"),
    ],
)
def test_what_spawn_cannot_send(ending, target, message):
    """The start fails in the parent, and no process is there."""
    end = ending(HEAD + f"""
import threading, queue
def main():
    def local(): pass
    mp.Process(target={target}).start()

if __name__ == "__main__":
    main()
""")  # fmt: skip

    assert message == re.sub("at 0x.*", "at 0x...", end.stderr.splitlines()[-1])
    assert 1 == len(end.actors)


def test_fork_hands_everything_on(output):
    """Local functions and thread locks too; a lock that is held stays held, by nobody."""
    assert "local\nFalse\nTrue\nTrue\n" == output(HEAD + """
import threading
lock, held = threading.Lock(), threading.RLock()
def main():
    with lock, held:
        p = mp.Process(target=lambda: (print("local"), print(lock.acquire(timeout=1)), print(held.acquire())))
        p.start()
        p.join()
    print(lock.acquire())

main()
""", "fork")  # fmt: skip


def test_a_function_under_the_guard(ending):
    """A spawned child does not have it."""
    end = ending(HEAD + """
if __name__ == "__main__":
    def work(): pass
    p = mp.Process(target=work)
    p.start()
    p.join()
    print(p.exitcode)
""")  # fmt: skip

    assert "1\n" == end.stdout
    assert f"AttributeError: {UNFOUND}\n" == end.stderr


@METHODS
def test_a_subclass_takes_its_attributes_along(output, method):
    """`run` of a subclass, with what its `__init__` kept."""
    assert "Worker-1 [1, 5]\n[1] 0\n" == output(HEAD + """
class Worker(mp.Process):
    def __init__(self, data):
        super().__init__()
        self.data = data
    def run(self):
        self.data.append(5)
        print(self.name, self.data)

if __name__ == "__main__":
    w = Worker([1])
    w.start(); w.join()
    print(w.data, w.exitcode)
""", method)  # fmt: skip


@METHODS
def test_the_end_of_the_main_process(ending, method):
    """Daemonic children are stopped, the others waited for."""
    end = ending(HEAD + """
def nap(seconds):
    time.sleep(seconds)
    print("woke")

if __name__ == "__main__":
    mp.Process(target=nap, args=(5,), daemon=True).start()
    mp.Process(target=nap, args=(2,)).start()
    print("end of main")
""", method)  # fmt: skip

    assert "end of main\nwoke\n" == end.stdout
    assert [("Process-1", -15), ("Process-2", 0)] == [(a.name, a.exit_code) for a in end.actors[1:]]
    assert 2.0 == pytest.approx(end.virtual_duration, abs=0.01)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("p.start(); p.start()", "AssertionError: cannot start a process twice"),
        ("p.join()", "AssertionError: can only join a started process"),
        ("p.terminate()", "AttributeError: 'NoneType' object has no attribute 'terminate'"),
        ("p.kill()", "AttributeError: 'NoneType' object has no attribute 'kill'"),
        ("p.sentinel", "ValueError: process not started"),
        ("p.name = 3", "AssertionError: name must be a string"),
        ("p.start(); p.daemon = True", "AssertionError: process has already started"),
        ("mp.Process(group=1)", "AssertionError: group argument must be None for now"),
        ("p.start(); p.close()", "ValueError: Cannot close a process while it is still running."),
        ("p.start(); p.join(); p.close(); p.join()", "ValueError: process object is closed"),
        ("p.start(); p.join(); p.close(); print(p); p.pid", "ValueError: process object is closed"),
        ("mp.get_context('thread')", "ValueError: cannot find context for 'thread'"),
        ("mp.set_start_method('fork'); mp.set_start_method('fork')", "RuntimeError: context has already been set"),
        ("mp.Lock(); mp.set_start_method('fork')", "RuntimeError: context has already been set"),
        ("mp.get_context('fork').set_start_method('fork')", "ValueError: cannot set start method of concrete context"),
        ("mp.Process(target=in_child, args=(p,)).start()", "AssertionError: can only join a child process"),
        ("mp.Process(target=start_in_child, args=(p,)).start()", "can only start a process object created by current"),
        ("mp.Process(target=alive_in_child, args=(p,)).start()", "AssertionError: can only test a child process"),
        ("mp.Process(target=grandchild, daemon=True).start(); time.sleep(1)", "daemonic processes are not allowed"),
        ("import pickle; pickle.dumps(mp.current_process().authkey)", ""),
        ("import pickle; pickle.dumps(p)", "TypeError: Pickling an AuthenticationString object is disallowed"),
    ],
)
def test_misuse_is_answered_as_in_life(ending, statement, message):
    """The same exceptions with the same words."""
    end = ending(HEAD + f"""
def in_child(p): p.join()
def start_in_child(p): p.start()
def alive_in_child(p): p.is_alive()
def grandchild(): mp.Process(target=print).start()
def nap(): time.sleep(0.1)
if __name__ == "__main__":
    p = mp.Process(target=nap)
    {statement}
""")  # fmt: skip

    assert message in end.stderr
    assert bool(message) == bool(end.stderr)


def test_a_program_may_choose_its_own_start_method(output):
    """The imposed one is only the default."""
    assert "None\nfork ['spawn', 'fork', 'forkserver']\nForkProcess-1 5\n<SpawnProcess name='SpawnProcess-2'" in output(
        HEAD
        + """
count = 0
def work(): print(mp.current_process().name, count)
if __name__ == "__main__":
    count = 5
    print(mp.get_start_method(allow_none=True))
    mp.set_start_method("fork")
    print(mp.get_start_method(), mp.get_all_start_methods())
    p = mp.get_context().Process(target=work); p.start(); p.join()
    print(mp.get_context("spawn").Process(target=work), mp.get_context("spawn").get_start_method())
    mp.set_start_method(None, force=True)
    print(mp.get_start_method())
"""
    )


def test_a_lock_made_for_fork_cannot_be_spawned(ending):
    """As CPython says since it looks."""
    end = ending(HEAD + """
if __name__ == "__main__":
    lock = mp.get_context("fork").Lock()
    mp.Process(target=print, args=(lock,)).start()
""")  # fmt: skip

    assert "RuntimeError: A SemLock created in a fork context is being shared with a process in a spawn" in end.stderr


def test_atexit_calls_run_in_spawned_children_only(output):
    """A forked child leaves by the back door."""
    source = HEAD + """
import atexit
def work(): atexit.register(print, "bye from the child")
if __name__ == "__main__":
    p = mp.Process(target=work); p.start(); p.join()
"""  # fmt: skip

    assert "bye from the child\n" == output(source, "spawn")
    assert "" == output(source, "fork")


def test_threads_of_a_child_are_waited_for(output):
    """Unless they are daemons."""
    assert "thread\n0\n" == output(HEAD + """
import threading
def slow():
    time.sleep(1)
    print("thread")
def work():
    threading.Thread(target=slow).start()
    threading.Thread(target=slow, daemon=True).start()
    time.sleep(0.5)
if __name__ == "__main__":
    p = mp.Process(target=work); p.start(); p.join()
    print(p.exitcode)
""").replace("thread\nthread\n", "thread\n")  # fmt: skip


def test_spawned_names_vanish_with_their_maker(ending):
    """A semaphore that nobody keeps is gone before the child looks for it."""
    end = ending(HEAD + """
def work(lock): print("has it")
if __name__ == "__main__":
    p = mp.Process(target=work, args=(mp.Lock(),))
    p.start(); p.join()
    print(p.exitcode)
""")  # fmt: skip

    assert ("1\n", "FileNotFoundError: [Errno 2] No such file or directory\n") == (end.stdout, end.stderr)


def test_parent_process_can_be_joined(output):
    """A child can wait for its parent."""
    assert "True\nmain done\nFalse\n" == output(HEAD + """
def work():
    up = mp.parent_process()
    print(up.is_alive())
    up.join()
    print(up.is_alive())

if __name__ == "__main__":
    p = mp.Process(target=work)
    p.start()
    time.sleep(1)
    print("main done", flush=True)
    os._exit(0)
""")  # fmt: skip
