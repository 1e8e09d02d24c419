"""The timed run: the program's own behaviour, on a clock that costs nothing."""

import pytest

from grader.interleave.timed import run_timed
from tests.support.programs import LOST_UPDATE, program, timed


def test_sleeps_pass_in_virtual_order():
    ending = timed("""
        import threading, time
        def say(n):
            time.sleep(n)
            print(n)
        for n in (30, 10, 20):
            threading.Thread(target=say, args=(n,)).start()
    """)

    assert "10\n20\n30\n" == ending.stdout
    assert 30 == pytest.approx(ending.virtual_duration, abs=0.01)
    assert ("finished", 0) == (ending.kind, ending.exit_code)


@pytest.mark.parametrize(("times", "seconds", "comes_to"), [(10, 0.1, 1.0), (3, 0.1, 0.3), (1, 2, 2.0)])
def test_one_thread_that_sleeps_again_and_again_comes_to_the_sum(times, seconds, comes_to):
    """Ten floats of a tenth are a bit less than one, and `1 <= duration` would be no."""
    assert comes_to == timed(f"import time\nfor _ in range({times}): time.sleep({seconds})").virtual_duration


def test_steps_of_several_take_a_billionth_of_a_second_each():
    ending = timed("""
        import threading, time
        threads = [threading.Thread(target=time.sleep, args=(2,)) for _ in range(3)]
        for t in threads: t.start()
        for t in threads: t.join()
    """)

    assert 2 < ending.virtual_duration == round(ending.virtual_duration, 9) < 2.000001


def test_the_lost_update_is_lost():
    assert "end value 1\n" == timed(LOST_UPDATE).stdout


def test_a_busy_wait_ends():
    ending = timed("""
        import time
        end = time.time() + 5
        while time.time() < end:
            pass
        print(round(time.time() - end, 1))
    """)

    assert "finished" == ending.kind


@pytest.mark.parametrize(
    ("text", "kind", "detail"),
    [
        ("while True: pass", "livelock", ""),
        (
            "import threading\na = threading.Lock()\na.acquire()\na.acquire()",
            "deadlock",
            "MainThread waits for a, which it already holds itself (line 4)",
        ),
        (
            "prin('x')",
            "exception",
            "NameError: name 'prin' is not defined. Did you mean: 'print'? in MainThread (line 1)",
        ),
        ("input()", "exception", "EOFError: EOF when reading a line in MainThread (line 1)"),
        ("x = (", "exception", "SyntaxError: '(' was never closed in MainThread (line 1)"),
    ],
)
def test_hard_endings_are_told(text, kind, detail):
    ending = timed(text)

    assert (kind, detail) == (ending.kind, ending.detail)


@pytest.mark.parametrize(
    ("leave", "code", "stderr"),
    [
        ("sys.exit()", 0, ""),
        ("sys.exit(3)", 3, ""),
        ("sys.exit('no')", 1, "no\n"),
        ("os._exit(4)", 4, ""),
        ("sys.exit(2**200)", 255, ""),
        ("class Three(int):\n    __int__ = __index__ = __and__ = lambda _: 1 / 0\nsys.exit(Three(3))", 3, ""),
        ("class Mute:\n    def __str__(self): 1 / 0\nsys.exit(Mute())", 1, "\n"),
        (
            "class Leaving(SystemExit):\n    code = property(lambda self: 1 / 0)\n    __str__ = lambda _: 'gone'\nraise Leaving",
            1,
            "gone\n",
        ),
    ],
)
def test_exit_codes_are_cpythons(leave, code, stderr):
    ending = timed(f"import os, sys\n{leave}")

    assert ("finished", code, stderr) == (ending.kind, ending.exit_code, ending.stderr)


def test_an_exception_in_a_thread_is_printed_and_does_not_change_the_exit_code():
    ending = timed("""
        import threading
        def work():
            processes = []
            Processes.append(1)
        t = threading.Thread(target=work)
        t.start()
        t.join()
    """)

    assert ("exception", 0) == (ending.kind, ending.exit_code)
    assert (
        "Exception in thread Thread-1 (work):\n"
        "Traceback (most recent call last):\n"
        '  File "program.py", line 5, in work\n'
        "    Processes.append(1)\n"
        "NameError: name 'Processes' is not defined. Did you mean: 'processes'?\n"
    ) == ending.stderr


def test_daemons_are_cut_off_and_others_waited_for():
    ending = timed("""
        import threading, time, atexit
        atexit.register(print, "bye")
        def say(n):
            time.sleep(n)
            print(n)
        threading.Thread(target=say, args=(1,)).start()
        threading.Thread(target=say, args=(2,), daemon=True).start()
    """)

    assert "1\nbye\n" == ending.stdout
    assert ["finished", "finished", "daemon"] == [actor.status for actor in ending.actors]


def test_output_is_bounded_at_both_ends():
    ending = timed("for i in range(100000): print('a line of text', i)")

    assert ending.stdout.startswith("a line of text 0\n")
    assert ending.stdout.endswith("a line of text 99999\n")
    assert "characters left out" in ending.stdout
    assert len(ending.stdout) < 1_500_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("while True: print('again')", "the program does not come to an end"),
        ("n = 1\nwhile n: print('again'); n += 1", "it was still printing after "),
        ("import threading\ndef say():\n    while True: print('again')\nthreading.Thread(target=say).start()", ""),
    ],
    ids=["alone", "with a test", "beside another"],
)
def test_who_prints_for_ever_is_not_listened_to_for_long(text, told):
    """Whether the second would have come to an end, nobody knows; so it is said how much it printed."""
    ending = timed(text)

    assert ending.kind in ("timed_out", "livelock")
    assert ending.stdout.startswith("again\nagain\n")
    assert told in ending.detail


def test_who_prints_as_time_goes_by_is_heard_as_often_as_there_is_time():
    ending = timed("""
        import threading, time
        thread = threading.Thread(target=time.sleep, args=(1_000,))
        thread.start()
        while thread.is_alive():
            print("waiting")
            time.sleep(0.5)
        print("done")
    """)

    assert ("finished", 2_000) == (ending.kind, ending.stdout.count("waiting"))


def test_what_cannot_be_simulated_is_an_escape():
    ending = timed("import os\nos.fork()")

    assert "engine_fault" == ending.kind
    assert [("program.py", 2, "os.fork")] == [(e.file, e.line, e.what) for e in ending.escapes]


def test_a_crowd_that_waits_is_no_deadlock():
    """Each has a stack of its own: of a few hundred none is too deep."""
    ending = timed("""
        import threading
        barrier = threading.Barrier(201)
        threads = [threading.Thread(target=barrier.wait) for _ in range(200)]
        for thread in threads:
            thread.start()
        barrier.wait()
        for thread in threads:
            thread.join()
        print("all")
    """)

    assert ("finished", "all\n") == (ending.kind, ending.stdout)


WORK = {
    "a global counter": "while running:\n        count += 1",
    "arithmetic of its own": "while running:\n        x = x * 7 % 1000003",
    "a list": "while running:\n        data.append(1)",
    "an event": "while not stop.is_set():\n        count += 1",
    "a lock": "while running:\n        with lock:\n            count += 1",
}


def until_told(work, pause, after=""):
    return timed(f"""
import threading, time
running, count, x, data, lock, stop = True, 0, 3, [], threading.Lock(), threading.Event()
def worker():
    global count, x
    {work}
    print("stops")
t = threading.Thread(target=worker, daemon=True)
t.start()
{pause}
print("tells it")
{after}
""")


PAUSES = ["time.sleep(1)", "threading.Event().wait(1)", "t.join(1)"]
TOLD = [(work, pause) for work in WORK for pause in PAUSES]
USUAL = {*((work, PAUSES[0]) for work in WORK), *(("a global counter", pause) for pause in PAUSES)}
"""Each kind of work and each kind of pause; with each other only where the tests may take long: a limited wait is long."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "pause"),
    [
        pytest.param(
            WORK[work], pause, id=f"{work}, {pause}", marks=[] if (work, pause) in USUAL else [pytest.mark.long]
        )
        for work, pause in TOLD
    ],
)
def test_a_worker_works_until_it_is_told_to_stop(work, pause):
    ending = until_told(work, pause, "running = False; stop.set(); t.join()")

    assert ("finished", "tells it\nstops\n") == (ending.kind, ending.stdout)
    assert 1 <= ending.virtual_duration < 2


@pytest.mark.slow
def test_a_daemon_works_on_until_the_program_ends():
    ending = until_told("while True:\n        count += 1", "time.sleep(1)")

    assert ("finished", "tells it\n") == (ending.kind, ending.stdout)


@pytest.mark.slow
def test_who_sleeps_while_others_work_wakes_in_order_and_the_others_get_on_meanwhile():
    ending = timed("""
        import threading, time
        running, count, seen = True, 0, []
        def work():
            global count
            while running:
                count += 1
        def wake(after):
            time.sleep(after)
            seen.append((after, count))
        worker = threading.Thread(target=work)
        sleepers = [threading.Thread(target=wake, args=(n,)) for n in (3600, 0.1, 60, 0.2)]
        for t in (worker, *sleepers):
            t.start()
        for t in sleepers:
            t.join()
        running = False
        print([after for after, _ in seen], len({done for _, done in seen}))
    """)

    assert "[0.1, 0.2, 60, 3600] 4\n" == ending.stdout


def test_a_limited_wait_is_not_over_before_much_work_is_done():
    ending = timed("""
        import threading
        count = 0
        def work():
            global count
            for _ in range(40_000):
                count += 1
        t = threading.Thread(target=work)
        t.start()
        t.join(0.5)
        print(t.is_alive())
    """)

    assert "False\n" == ending.stdout


@pytest.mark.slow
def test_of_many_who_never_end_it_is_told_though_not_all_got_on_lately():
    text = """
        import threading
        def work():
            n = 0
            while True:
                n += len([n])
        for _ in range(12):
            threading.Thread(target=work).start()
    """

    assert "timed_out" == run_timed(program(text), steps=20_000).kind
