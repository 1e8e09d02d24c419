"""Whole programs, simulated and for real: what they print, how they end, and what would else be lost."""

import os
import sys

import pytest

from grader.course.model import Limits
from grader.errors import UsageError, WorkerError
from grader.sandbox import open_workers
from grader.sandbox.claims import Claim, Crashed, Deadlocked, StudentError, TimedOut
from grader.sandbox.pointers.came import COROUTINE
from tests.sandbox.conftest import submission_of

BOTH = pytest.mark.parametrize("clock", ["virtual", "scaled"])
METHODS = pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])

SLOW = """
    import os, time
    from threading import Thread

    def work():
        time.sleep(50)
        print("worked")

    if __name__ == "__main__":
        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print("end", os.cpu_count())
"""


@BOTH
def test_a_program_runs_as_a_script(submit, clock):
    run = submit(SLOW).run(clock=clock)

    assert ("worked\nworked\nend 4\n", "", 0, "") == (run.stdout, run.stderr, run.exit_code, run.explain())
    assert [4] == run.numbers
    assert run.simulated is (clock == "virtual")
    assert 5 > run.duration
    assert 50 <= run.virtual_duration
    assert not run.timed_out
    assert () == run.leaked


def test_sets_of_texts_are_gone_through_in_the_same_order_every_time():
    told = set()
    for _ in range(2):
        with (
            open_workers() as workers,
            workers.sandbox(submission_of("print(list('abcdefghij'), {*'abcdefghij'})"), Limits()) as sandbox,
        ):
            told.add(sandbox.run().stdout)
            told.add(sandbox.explore(script=True).stdout)

    assert 1 == len(told)


@BOTH
def test_arguments_and_input(submit, clock):
    run = submit("""
        import sys
        print(sys.argv[1:], __name__, sys.argv[0].endswith("my program.py"))
        print(input("name? "), sys.stdin.readline())
    """).run(args=["a b", "c"], stdin="Ada\nBob\n", clock=clock)

    assert "['a b', 'c'] __main__ True\nname? Ada Bob\n\n" == run.stdout


@BOTH
def test_input_without_input_is_an_end_of_file(submit, clock):
    run = submit("print('hello')\nname = input('name? ')").run(clock=clock)

    assert (1, "hello\nname? ") == (run.exit_code, run.stdout)
    told = "EOFError: EOF when reading a line: nobody types anything while a program is judged, and no line that it was given was left to read (line 2)."
    assert told == run.explain()


@BOTH
def test_an_exception_is_told_with_its_line(submit, clock):
    run = submit("processes = []\nprint('before')\nProcesses.append(1)").run(clock=clock)

    assert "before\n" == run.stdout
    assert 1 == run.exit_code
    assert "NameError: name 'Processes' is not defined. Did you mean: 'processes'? (line 3)." == run.explain()
    assert "NameError" in run.stderr


@BOTH
def test_an_exception_in_a_background_thread_is_not_lost(submit, clock):
    run = submit("""
        import threading

        def work():
            raise ValueError("boom")

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        print("all is well")
    """).run(clock=clock)

    assert (0, "all is well\n") == (run.exit_code, run.stdout)
    [trouble] = run.troubles
    assert isinstance(trouble, StudentError)
    assert ("ValueError", "boom", 5) == (trouble.type, trouble.message, trouble.location.line)
    assert "Thread-1 (work) ended with ValueError: boom (line 5)." == run.explain()


FORGOT_TIME = """
    from multiprocessing import Process, Value

    def add(number):
        time.sleep(0.1)
        number.value += 1

    if __name__ == "__main__":
        number = Value("i", 0)
        processes = [Process(target=add, args=(number,)) for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(number.value)
"""


@METHODS
@BOTH
def test_an_exception_in_a_child_process_is_not_lost(submit, clock, method):
    run = submit(FORGOT_TIME).run(clock=clock, start_method=method)

    assert (0, "0\n") == (run.exit_code, run.stdout)
    said = "ended with NameError: name 'time' is not defined. Did you forget to import 'time'? (line 5)."
    assert f"Process-1 {said} The same happened to 1 more." == run.explain()
    assert [1, 1] == [actor.exit_code for actor in run.actors if actor.kind == "process"]


UNGUARDED = """
    from multiprocessing import Process

    def work():
        print("working")

    process = Process(target=work)
    process.start()
    process.join()
    print("child:", process.exitcode)
"""


@BOTH
def test_a_missing_guard_is_harmless_under_fork(submit, clock):
    assert "working\nchild: 0\n" == submit(UNGUARDED).run(clock=clock, start_method="fork").stdout


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@BOTH
def test_a_missing_guard_shows_where_children_import_the_file_again(submit, clock, method):
    run = submit(UNGUARDED).run(clock=clock, start_method=method)

    # In Python 3.14 the server that forks imports the file as well, and fails with it; the program then fails with the server.
    fails = sys.version_info[:2] == (3, 14) and (clock, method) == ("scaled", "forkserver")
    assert ("" if fails else "child: 1\n") == run.stdout
    assert "An attempt has been made to start a new process" in run.explain()
    assert any('if __name__ == "__main__":' in (trouble.hint or "") for trouble in run.troubles)


@METHODS
def test_children_really_start_from_a_file_of_any_name(submit, method):
    run = submit(
        """
        import multiprocessing, os, sys
        from helper import double

        def work(x):
            return double(x), multiprocessing.get_start_method()

        if __name__ == "__main__":
            with multiprocessing.Pool(2) as pool:
                print(pool.map(work, [1, 2]), multiprocessing.get_start_method())
        """,
        name="2nd try (final)",
        helper="def double(x): return 2 * x",
    ).run(clock="scaled", start_method=method)

    assert (0, "") == (run.exit_code, run.explain())
    assert f"[(2, '{method}'), (4, '{method}')] {method}\n" == run.stdout


def test_what_cannot_be_pickled_fails_under_spawn_as_in_life(submit):
    run = submit("""
        from multiprocessing import Process
        if __name__ == "__main__":
            Process(target=lambda: None).start()
    """).run(clock="scaled", start_method="spawn")

    assert 1 == run.exit_code
    assert "Can't pickle" in run.explain()
    assert "(line 4)" in run.explain()


ALARM = """
    from time import sleep
    import signal, time
    began = None
    def late(number, frame):
        raise TimeoutError("late")
    signal.signal(signal.SIGALRM, late)
    {set}
    try:
        for second in range(5):
            {work}
            print(second, end=" ")
    except TimeoutError as error:
        print(error)
        if began is not None:
            print(f"after {{2 if time.monotonic() - began >= 2 else 0}} s")
"""


@pytest.mark.parametrize(
    ("set", "work", "said"),
    [
        ("signal.alarm(3)", "time.sleep(1)", "0 1 late\n"),
        ("signal.alarm(2)", "time.sleep(5)", "late\n"),
        ("signal.setitimer(signal.ITIMER_REAL, 0.5)", "time.sleep(0.2)", "0 1 late\n"),
        ("signal.alarm(7)", "time.sleep(1)", "0 1 2 3 4 "),
        ("signal.alarm(2); signal.alarm(0)", "time.sleep(1)", "0 1 2 3 4 "),
        ("print(signal.alarm(3), signal.alarm(4))", "time.sleep(0.1)", "0 3\n0 1 2 3 4 "),
        ("signal.alarm(1)", "while True: pass", "late\n"),
        ("signal.alarm(3)", "sleep(1)", "0 1 late\n"),
        ("began = time.monotonic(); signal.alarm(2)", "time.sleep(5); began = 0", "late\nafter 2 s\n"),
    ],
)
def test_an_alarm_comes_in_the_sleep_in_which_it_would_come_in_life(submit, set, work, said):
    run = submit(ALARM.format(set=set, work=work)).run()

    assert said == run.stdout
    assert not run.simulated


def test_the_start_method_may_still_be_set_by_the_program(submit):
    run = submit("""
        import multiprocessing
        if __name__ == "__main__":
            multiprocessing.set_start_method("fork")
            print(multiprocessing.get_start_method())
    """).run(clock="scaled", start_method="spawn")

    assert "fork\n" == run.stdout


@BOTH
@pytest.mark.parametrize("args", [[], ["--number", "x"]])
def test_what_a_program_says_as_it_ends_itself_is_told(submit, clock, args):
    """`argparse` says there what it cannot take."""
    run = submit("""
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--number", type=int, required=True)
        parser.parse_args()
    """).run(clock=clock, args=args)

    assert "The program ended with exit code 2 (line 5), and said: " in run.explain()
    assert "error: " in run.explain() and "--number" in run.explain()
    with pytest.raises(Claim, match=r"exit code 2, and said: .*--number"):
        run.must_end_well()


@BOTH
def test_a_coroutine_that_is_never_awaited_is_told(submit, clock):
    run = submit("""
        import asyncio
        async def main():
            print("never")
        main()
    """).run(clock=clock)

    assert (0, "") == (run.exit_code, run.stdout)
    where = " (line 5)" if run.simulated else ""
    assert f"main() was called and not awaited, so it did nothing{where}. {COROUTINE}" == run.explain()
    run.must_end_well()


def test_a_program_that_is_loaded_is_no_more_the_run_before(submit):
    submission = submit("import sys\nif __name__ == '__main__':\n    sys.exit(3)")
    run = submission.run()

    assert run is submission.last_run
    submission.load()
    assert submission.last_run is None


@pytest.mark.parametrize(
    ("code", "line"), [("import sys; sys.exit(3)", 2), ("import os; os._exit(3)", 2), ("raise SystemExit(3)", 2)]
)
@BOTH
def test_a_program_may_end_itself(submit, clock, code, line):
    run = submit(f"print('so far', flush=True)\n{code}\nprint('never')").run(clock=clock)

    assert (3, "so far\n") == (run.exit_code, run.stdout)
    assert run.explain().startswith("The program ended with exit code 3")
    assert f"(line {line})" in run.explain()


@BOTH
def test_a_deadlock_is_told_and_not_waited_for(submit, clock):
    run = submit("""
        import threading
        lock = threading.Lock()
        print("before", flush=True)
        lock.acquire()
        lock.acquire()
    """).run(clock=clock)

    assert run.timed_out
    assert "before\n" == run.stdout
    assert run.exit_code is None
    assert isinstance(run.troubles[0], Deadlocked)
    assert "line 6" in run.explain()


def test_who_looks_around_once_a_second_is_not_asleep(submit):
    """Waits with a timeout are not scaled below a second; a program that gives up after some is no deadlock."""
    run = submit("""
        import queue
        empty = queue.Queue()
        for attempt in range(4):
            try:
                empty.get(timeout=30)
            except queue.Empty:
                print("nothing yet", flush=True)
    """).run(clock="scaled")

    assert (0, "nothing yet\n" * 4, "") == (run.exit_code, run.stdout, run.explain())


@BOTH
def test_a_leaked_thread_is_told(submit, clock):
    run = submit("""
        import threading
        never = threading.Event()
        def work():
            never.wait()
        threading.Thread(target=work).start()
        print("main is over")
    """).run(clock=clock)

    assert "main is over\n" == run.stdout
    assert run.timed_out
    [leaked] = run.leaked
    assert "(line 5)" in leaked
    assert "line 5" in run.explain()


def test_a_daemon_thread_is_no_leak(submit):
    run = submit("""
        import threading
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        print("main is over")
    """).run()

    assert (0, False, ()) == (run.exit_code, run.timed_out, run.leaked)


def test_an_endless_loop_is_told_with_its_line(submit):
    submission = submit("print('so far')\nwhile True:\n    pass", limits=Limits(time_s=0.3))

    for clock in ("virtual", "scaled"):
        run = submission.run(clock=clock)
        assert run.timed_out or run.signal is not None
        assert isinstance(run.troubles[0], TimedOut)
        assert run.left_at.line in (2, 3)


def test_a_run_in_real_time_knows_its_threads_however_they_ended(submit):
    run = submit(
        """
        import threading
        def work(): pass
        def fail(): raise ValueError("no")
        class Own(threading.Thread):
            def run(self): pass
        threads = [threading.Thread(target=work, name="a"), threading.Thread(target=fail, name="b"), Own(name="c")]
        threads.append(threading.Thread(target=work, name="d", daemon=True))
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    ).run(clock="scaled")

    told = {(actor.name, actor.status, actor.target, actor.daemon) for actor in run.actors if actor.kind == "thread"}
    assert {("a", "finished", "work", False), ("b", "exception", "fail", False)} <= told
    assert {("c", "finished", "", False), ("d", "daemon", "work", True)} <= told
    assert 4 == len(told)


def test_a_swallowed_timeout_does_not_help(submit):
    run = submit(
        """
        import signal, time
        for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """,
        limits=Limits(time_s=0.3),
    ).run(clock="scaled")

    assert run.timed_out or run.signal is not None
    assert run.left_at.line in range(5, 11)


def test_recursion_to_a_crash_is_told(submit):
    run = submit("""
        import sys
        sys.setrecursionlimit(10**9)
        def fall(x):
            return repr(Deep())
        class Deep:
            def __repr__(self):
                return sorted([Deep()], key=fall) and ""
        fall(0)
    """).run(clock="scaled")

    assert isinstance(run.troubles[0], (Crashed, StudentError))
    assert run.signal == 11 or "RecursionError" in run.explain() or "MemoryError" in run.explain()
    assert run.troubles[0].location.line in range(4, 9)


def test_endless_recursion_is_over_soon_however_far_the_limit_is_raised(submit):
    run = submit("import sys\nsys.setrecursionlimit(10**9)\ndef fall():\n    fall()\nfall()").run()

    assert (True, 1) == (run.simulated, run.exit_code)
    assert "RecursionError: maximum recursion depth exceeded" in run.explain()
    with pytest.raises(TypeError):
        submit("import sys\nsys.setrecursionlimit('many')").load()


@BOTH
def test_endless_recursion_is_an_exception(submit, clock):
    run = submit("def fall():\n    fall()\nfall()").run(clock=clock)

    assert 1 == run.exit_code
    assert "RecursionError: maximum recursion depth exceeded" in run.explain()
    assert "line 2" in run.explain()


@BOTH
def test_a_flood_of_output_keeps_its_beginning_and_its_end(submit, clock):
    run = submit("""
        print("first 1")
        for _ in range(1000):
            print("x" * 100_000)
        print("last 2")
    """).run(clock=clock)

    assert 0 == run.exit_code
    assert run.stdout.startswith("first 1\n")
    assert run.stdout.endswith("last 2\n")
    assert [2] == run.numbers[-1:]
    assert 1_500_000 > len(run.stdout)
    assert "left out" in run.stdout


def test_a_child_that_outlives_its_parent_is_told_and_ended(submit):
    run = submit("""
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    time.sleep(100_000)
            os._exit(0)
        os.wait()
        print("bye")
    """).run()

    assert (0, "bye\n", False) == (run.exit_code, run.stdout, run.simulated)
    assert ("a process that the program started",) == run.leaked
    assert run.escapes


@BOTH
def test_a_memory_hog_is_told_with_its_line(submit, clock):
    run = submit("hog = []\nwhile True:\n    hog.append(bytearray(10**7))", limits=Limits(memory_mb=128)).run(
        clock=clock
    )

    assert isinstance(run.troubles[0], (Crashed, StudentError))
    assert "MemoryError" in run.explain() or "more than 128 MB" in run.explain()
    assert 3 == run.troubles[0].location.line


def test_too_many_processes_are_told(submit):
    run = submit(
        """
        import os, time
        for _ in range(25):
            if os.fork() == 0:
                time.sleep(100_000)
                os._exit(0)
        time.sleep(100_000)
        """,
        limits=Limits(actors=10),
    ).run(clock="scaled")

    assert "your program started more than 10 processes" in run.explain().lower()


def test_files_come_back_by_name_only(submit):
    run = submit("""
        import os
        open("out.txt", "w").write("written")
        open("other.txt", "w").write("not asked for")
        os.symlink("/etc/passwd", "link.txt")
        os.mkfifo("pipe.txt")
    """).run(clock="scaled", files=["out.txt", "link.txt", "pipe.txt", "missing.txt"])

    assert {"out.txt": b"written"} == dict(run.files)
    assert run.files.get("missing.txt") is None


def test_a_file_that_a_program_does_not_leave_is_its_own_doing(submit):
    files = submit("print(1)").run(files=["plot.png"]).files

    with pytest.raises(Claim, match=r"the program leaves no file plot\.png"):
        _ = files["plot.png"]
    with pytest.raises(KeyError, match=r"other\.png was not asked for"):
        _ = files["other.png"]


def test_a_timeout_counts_the_programs_own_seconds(submit):
    late = submit(SLOW).run(timeout=49)

    assert (True, None) == (late.timed_out, late.exit_code)
    assert "it took 50 s, and may take 49 s" in late.explain().lower()
    assert not submit(SLOW).run(timeout=51).timed_out


def test_a_real_clock_is_real(submit):
    run = submit("import time\nprint('a', flush=True)\ntime.sleep(1000)").run(clock="real", timeout=1)

    assert (True, "a\n") == (run.timed_out, run.stdout)
    assert 1 <= run.duration < 60
    assert 3 == run.left_at.line


def test_the_environment_is_clean(submit, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    run = submit("import os\nprint(sorted(os.environ))").run(clock="scaled", env={"COURSE": "x"})

    assert "['COURSE', 'HOME', 'LANG', 'OMP_NUM_THREADS', 'PATH', 'TEMP', 'TMPDIR']" == run.stdout.strip()


@BOTH
def test_the_environment_can_be_added_to(submit, clock):
    run = submit("import os\nprint(os.environ['COURSE'])").run(clock=clock, env={"COURSE": "x"})

    assert "x\n" == run.stdout


def test_no_descriptor_of_ours_is_open(submit):
    run = submit("import os\nprint([fd for fd in range(3, 200) if os.path.exists(f'/proc/self/fd/{fd}')])").run(
        clock="scaled"
    )

    assert "[3]" == run.stdout.strip()  # where its own tracebacks go


def test_a_clock_that_does_not_exist_is_the_suites_mistake(submit):
    with pytest.raises(UsageError, match="there is no clock 'fast'"):
        submit("").run(clock="fast")


def test_files_are_several(submit):
    with pytest.raises(UsageError, match=r"files='out.txt' is one text, and has to be a list"):
        submit("").run(files="out.txt")


def test_an_environment_is_made_of_texts(submit):
    run = submit("import os\nprint(os.environ['N'])").run(env={"N": 3})

    assert [3] == run.numbers


def test_no_program_ends_in_no_time(submit):
    with pytest.raises(UsageError, match="timeout=0 leaves nothing to be done"):
        submit("").run(timeout=0)


def test_every_run_of_a_check_is_kept(submit):
    submission = submit("print(1)")

    runs = (submission.run(), submission.run())

    assert runs == submission.runs


def test_a_run_is_shown_in_short_and_the_same_every_time(submit):
    assert "<run: exit code 0, printed '1\\n'>" == repr(submit("print(1)").run())


def test_who_ran_a_function_is_known_where_the_run_was_simulated(submit):
    run = submit(
        """
        from threading import Thread
        def work(): pass
        for target in (work, lambda: work(), print): Thread(target=target).start()
        work()
        """
    ).run()

    assert ["Thread-1 (work)", "Thread-2 (<lambda>)"] == [actor.name for actor in run.runners_of("work", "thread")]
    assert 1 == len(run.runners_of("work", "main"))
    assert () == run.runners_of("work", "process")


def test_who_ran_a_function_is_withheld_where_the_run_was_real(submit):
    run = submit("import subprocess\nsubprocess.run(['true'])\n").run()

    with pytest.raises(WorkerError, match=r"who runs work\(\) cannot be seen: the program uses .*subprocess"):
        run.runners_of("work", "thread")


POOL = """
    from multiprocessing import Pool

    def work(n):
        return n

    if __name__ == "__main__":
        with Pool(2) as pool:
            print(pool.map(work, range(2)))
"""
CUT_OFF = """
    from multiprocessing import Process
    import time

    def work():
        time.sleep(1000)

    if __name__ == "__main__":
        process = Process(target=work)
        process.start()
        time.sleep(1)
        process.terminate()
        process.join()
"""


@BOTH
def test_workers_that_a_pool_ends_when_it_closes_ended_well(submit, clock):
    submit(POOL).run(clock=clock).must_end_well()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys\nsys.exit(3)", "The program ended with exit code 3"),
        ("from threading import Thread\nThread(target=lambda: 1 / 0).start()", "ended with ZeroDivisionError"),
        ("from threading import Lock\nlock = Lock()\nlock.acquire()\nlock.acquire()", "waits for lock"),
        (CUT_OFF, "Process-1 ended with exit code -15 in line 6"),
        (CUT_OFF.replace("time.sleep(1000)", "raise SystemExit(4)"), "Process-1 ended with exit code 4 in line 6"),
    ],
)
def test_whatever_went_wrong_is_raised(submit, text, said):
    with pytest.raises(Claim) as raised:
        submit(text).run().must_end_well()
    assert said in raised.value.rationale


COMPUTING = """
    import sys
    from multiprocessing import Pool

    def compute(n):
        return n

    if __name__ == "__main__":
        with Pool(int(sys.argv[1])) as pool:
            pool.map(compute, range(6), chunksize=1)
"""


@pytest.mark.parametrize(("processes", "seconds"), [("1", 6), ("2", 3), ("3", 2), ("6", 2)])
def test_computing_takes_time_where_a_suite_says_so(submit, processes, seconds):
    """On three cores, however fast this machine is."""
    run = submit(COMPUTING, limits=Limits(cpus=3)).run(args=[processes], computing={"compute": 1})

    assert seconds == pytest.approx(run.virtual_duration, abs=0.01)


def test_computing_cannot_be_measured_where_time_is_real(submit):
    remote = submit("import subprocess\nsubprocess.run(['true'])\n")

    with pytest.raises(WorkerError, match=r"what computing takes cannot be measured: the program uses .*subprocess"):
        remote.run(computing={"compute": 1})


def test_a_program_that_sleeps_on_for_ever_is_told_when_its_time_is_over(submit):
    """It is never busy, so no processor time would end it."""
    run = submit("import time\nwhile True:\n    time.sleep(0.5)\n").run(timeout=60)

    assert run.timed_out
    assert run.explain().startswith("Still going after 60")
    assert "MainThread at line 3" in run.explain()
    assert 600 <= run.virtual_duration < 601


TRAVELLING = """
    import multiprocessing as mp
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import managers, shared_memory

    def double(n):
        return 2 * n

    def add(a, b):
        return a + b

    def fill(numbers, shared, total, ready, done):
        with total.get_lock():
            total.value += 3
        shared["n"] = sum(numbers)
        ready.wait()
        done.put(list(numbers))

    if __name__ == "__main__":
        with ProcessPoolExecutor(2) as executor:
            print(list(executor.map(double, range(4), chunksize=2)), executor.submit(add, 1, 2).result())
        with mp.Pool(2) as pool:
            print(pool.map(double, [1, 2], 1), pool.starmap(add, [(1, 2)]), list(pool.imap_unordered(double, [4])),
                  pool.apply_async(double, (5,)).get(), pool.starmap_async(add, [(1, 2), (3, 4)]).get())
        with mp.Manager() as manager:
            numbers, shared, total, ready, done = manager.list([1, 2]), manager.dict(), mp.Value("i"), mp.Event(), mp.Queue()
            process = mp.Process(target=fill, args=(numbers, shared, total, ready, done))
            process.start()
            ready.set()
            print(done.get(), total.value)
            process.join()
            print(shared["n"])
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_all_that_travels_between_processes_travels_though_nobody_finds_the_engine_by_name(submit, method):
    run = submit(TRAVELLING).run(start_method=method)

    assert ["[0, 2, 4, 6] 3", "[2, 4] [3] [8] 10 [3, 7]", "[1, 2] 3", "3"] == run.stdout.splitlines(), run.explain()
    assert run.simulated


LOCK_UNDER_THE_GUARD = """
    from multiprocessing import Process, Lock

    def work():
        with lock:
            {body}

    if __name__ == "__main__":
        lock = Lock()
        process = Process(target=work)
        process.start()
        process.join()
"""


@BOTH
def test_what_only_another_start_method_than_fork_brings_says_so(submit, clock):
    submission = submit(LOCK_UNDER_THE_GUARD.format(body="pass"))

    spawned, forked = (submission.run(start_method=method, clock=clock) for method in ("spawn", "fork"))

    assert spawned.troubles[0].rationale.endswith("Did you mean: 'Lock'? This happens under spawn, not under fork.")
    assert "" == forked.explain()


@METHODS
def test_an_error_of_every_start_method_names_none(submit, method):
    run = submit(LOCK_UNDER_THE_GUARD.replace("with lock", "if True").format(body="1 / 0")).run(start_method=method)

    assert "Process-1 ended with ZeroDivisionError: division by zero" == run.troubles[0].rationale


UNDER_FORK = """
    import multiprocessing

    def work():
        if multiprocessing.get_start_method() == "fork":
            {under_fork}
        1 / 0

    if __name__ == "__main__":
        process = multiprocessing.Process(target=work)
        process.start()
        process.join()
"""


@pytest.mark.parametrize(
    "under_fork",
    [
        "while True: pass",
        pytest.param("sum(range(10**18))", marks=pytest.mark.long),
        pytest.param("import os; os.kill(os.getpid(), 9)", marks=pytest.mark.long),
    ],
)
def test_what_becomes_of_it_under_fork_is_nobodys_question(submit, under_fork):
    """It is run there to see whether the start method is to blame; where that cannot be said, nothing is."""
    submission = submit(UNDER_FORK.format(under_fork=under_fork), limits=Limits(time_s=1))
    run = submission.run(start_method="spawn")

    assert ["Process-1 ended with ZeroDivisionError: division by zero"] == [one.rationale for one in run.troubles]
    assert submission.trouble is None


def test_the_error_that_others_wait_for_in_vain_is_told_first(submit):
    run = submit("""
        from threading import Thread, Lock
        lock = Lock()

        def work():
            lock.acquire()
            1 / 0

        for _ in range(2):
            Thread(target=work).start()
    """).run()

    assert [True, False] == [isinstance(trouble, StudentError) for trouble in run.troubles]
    assert run.explain().startswith(
        "Thread-1 (work) ended with ZeroDivisionError: division by zero (line 7). Deadlock:"
    )


def test_an_endless_loop_is_told_with_its_own_line(submit):
    run = submit("""
        from threading import Thread

        def work():
            while True:
                pass

        thread = Thread(target=work)
        thread.start()
        thread.join()
    """).run()

    assert 5 == run.troubles[0].location.line


def test_a_run_whose_process_is_killed_from_outside_is_nobodys_fault(submit):
    """The kernel chooses among all processes when the machine has no memory left."""
    text = "import os, subprocess\nfor pid in os.sched_getaffinity(0): pass\nsubprocess.run(['sh', '-c', f'kill -9 {os.getpid()}'])\n"

    with pytest.raises(WorkerError, match=r"ended from outside \(SIGKILL\)"):
        submit(text).run(clock="scaled")


@pytest.mark.parametrize(
    ("deed", "name"),
    [
        ("signal.signal(15, print); os.kill(os.getpid(), 15)", "SIGKILL"),
        ("signal.signal(15, print); os.kill(os.getpid(), 15); signal.signal(15, signal.SIG_DFL)", "SIGTERM"),
        ("os.kill(child.pid, 9)", "SIGTERM"),
    ],
    ids=["another", "outlived", "to another"],
)
def test_a_signal_that_did_not_end_it_is_not_why_it_was_killed(submit, deed, name):
    """An earlier one, of any kind, made one from outside the program's own."""
    text = f"""
        import os, signal, subprocess
        child = subprocess.Popen(["sleep", "100"])
        {deed}
        subprocess.run(["sh", "-c", f"kill -{name[3:]} {{os.getpid()}}"])
        """
    with pytest.raises(WorkerError, match=rf"ended from outside \({name}\)"):
        submit(text).run(clock="scaled")


@pytest.mark.parametrize(
    "how",
    [
        "os.kill(os.getpid(), 9)",
        "os.killpg(0, 9)",
        "signal.raise_signal(9)",
        "posix.kill(os.getpid(), 9)",
        "_signal.raise_signal(9)",
        "signal.pthread_kill(threading.get_ident(), 9)",
        "signal.pidfd_send_signal(os.pidfd_open(os.getpid()), 9)",
        "child = subprocess.Popen(['true'])\nfor _ in range(300): os.kill(child.pid, signal.SIGCONT)\nos.kill(os.getpid(), 9)",
        "child = subprocess.Popen(['true'])\nfor _ in range(300): os.kill(child.pid, 1 + _ % 3)\nsignal.signal(15, print)\nfor _ in range(300): os.kill(os.getpid(), 15)\nos.kill(os.getpid(), 9)",
    ],
    ids=[
        "itself", "its group", "raised", "by posix", "raised in C", "its thread", "by a descriptor", "after many that end nothing",
        "after many that it hears",
    ],
)  # fmt: skip
def test_a_run_that_kills_itself_says_so(submit, how):
    run = submit(f"import _signal, os, posix, signal, subprocess, threading\n{how}\n").run(clock="scaled")

    assert (9, "Its process was killed (SIGKILL).") == (run.signal, run.explain())


def test_a_child_that_its_parent_kills_is_the_programs_own_affair(submit):
    text = """
        import multiprocessing, time
        if __name__ == "__main__":
            child = multiprocessing.Process(target=time.sleep, args=(100,))
            child.start()
            child.kill()
            child.join()
            print(child.exitcode)
        """
    assert "-9\n" == submit(text).run(clock="scaled").stdout


def test_a_process_may_be_given_what_runs_in_our_place(submit):
    """Sleeping, leaving and killing are ours in a real run, and go to other processes by the names that they have in life."""
    text = """
        import multiprocessing, os, pickle, signal, time
        if __name__ == "__main__":
            child = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(1,))
            child.start(); child.join()
            others = (os._exit, os.kill, os.killpg, os.cpu_count, time.time, time.monotonic_ns, signal.raise_signal)
            print(child.exitcode, all(pickle.loads(pickle.dumps(other)) is other for other in others))
        """
    run = submit(text).run(clock="scaled")

    assert ("0 True\n", "") == (run.stdout, run.stderr)


def test_who_stops_its_supervisor_is_told_so_and_soon(submit):
    """It was waited for five minutes long, and then the machine was called busy."""
    text = "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)\nwhile True: pass\n"
    began = os.times().elapsed

    with pytest.raises(Crashed, match=r"stopped its own process, or the one that watches it \(SIGSTOP\)"):
        submit(text).run(clock="real")
    assert 60 > os.times().elapsed - began


@pytest.mark.slow
def test_who_is_stopped_in_a_scaled_run_will_not_move_any_more(submit):
    run = submit("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n").run(clock="scaled")

    assert "Deadlock: nobody can go on.\nnothing in your program moved any more, so it was stopped." == run.explain()


@pytest.mark.slow
def test_very_many_that_compute_do_not_make_the_machine_busy(submit):
    """They stand in each other's way: it was the machine that was called too busy, after minutes. In real time there is one
    third of a second for all of them, and the machine has to be busy with twenty-four others before it is called that."""
    text = "import os\nfor _ in range(40):\n    if not os.fork(): break\nwhile True: pass\n"
    run = submit(text, limits=Limits(time_s=0.3)).run(clock="real")

    assert run.explain().startswith("Your program did not come to an end, so it was stopped")


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells of the limits of others")
def test_what_watching_takes_is_not_the_programs_time():
    """Who watches forty processes computes a sixth of a processor. The longer it took, on a machine with much to do, the sooner a
    program was still busy that was not."""
    text = """
        import os, resource
        print(*resource.getrlimit(resource.RLIMIT_CPU), *resource.prlimit(os.getppid(), resource.RLIMIT_CPU))
        """
    with open_workers("process") as workers, workers.sandbox(submission_of(text), Limits(time_s=3)) as submission:
        own, hard, watching, _ = submission.run(clock="real").numbers

        assert (4, 6) == (own, hard), "the supervisor is to come first, and the kernel last"
        assert 3600 < watching


@pytest.mark.parametrize(
    ("clock", "start_method"),
    [
        *(("virtual", method) for method in ("spawn", "fork", "forkserver")),
        *(("scaled", "spawn"), ("real", "forkserver")),
        *(pytest.param("scaled", method, marks=pytest.mark.long) for method in ("fork", "forkserver")),
        *(pytest.param("real", method, marks=pytest.mark.long) for method in ("fork", "spawn")),
    ],
)
def test_a_program_may_be_called_as_we_are(submit, clock, start_method):
    """Honest work: a grader of marks, with a folder of ours beside it, that imports itself."""
    text = """
        import multiprocessing
        import worker
        def mark(points, marks):
            marks.put(worker.half(points))
        if __name__ == "__main__":
            import grader
            marks = multiprocessing.Queue()
            children = [multiprocessing.Process(target=grader.mark, args=(points, marks)) for points in (2, 4)]
            for child in children: child.start()
            print(sorted(marks.get() for _ in children), grader.mark.__module__, grader.__file__ == __file__)
            for child in children: child.join()
        """
    run = submit(text, name="grader.py", worker="def half(points): return points // 2").run(
        clock=clock, start_method=start_method
    )

    assert ("[1, 2] grader True\n", "") == (run.stdout, run.explain())


def test_what_is_called_as_we_are_is_loaded_and_explored(submit):
    remote = submit("count = 0\ndef add():\n    global count\n    count += 1\n", name="grader.py")

    assert remote.load().add() is None
    assert {1, 2} == {
        end.values["count"] for end in remote.explore(threads=["add()", "add()"], observe=["count"]).endings
    }


def test_what_takes_more_steps_than_are_followed_and_would_end_runs_for_real(submit, monkeypatch):
    """In life it takes no time; it lost its checks."""
    monkeypatch.setattr("grader.sandbox.orders.STEPS", 2_000)
    run = submit("""
        import threading

        cells = [0] * 10

        def work():
            for i in range(5_000):
                cells[i % 10] += 1

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        print(sum(cells))
    """).run()

    assert ([5_000], 0, False) == (run.numbers, run.exit_code, run.simulated)
    assert "more steps than its simulation follows" == run.why_real


DRAINED = """
    import queue, threading

    todo, done = queue.Queue(), []
    for n in range(3_000):
        todo.put(n)

    def work():
        while not todo.empty():
            done.append(todo.get())
            {after}

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    print(len(done))
"""


def test_a_loop_of_which_nobody_knows_how_long_it_is_may_end_in_life(submit, monkeypatch):
    monkeypatch.setattr("grader.sandbox.orders.STEPS", 2_000)
    run = submit(DRAINED.format(after="")).run()

    assert ([3_000], 0, False, "") == (run.numbers, run.exit_code, run.simulated, run.explain())


def test_a_loop_that_does_not_end_in_life_either_is_told_as_it_was_simulated(submit, monkeypatch):
    monkeypatch.setattr("grader.sandbox.orders.STEPS", 5_000)
    run = submit(DRAINED.format(after="todo.put(len(done))"), limits=Limits(time_s=0.3)).run()

    assert (True, True, ()) == (run.timed_out, run.simulated, run.escapes)
    assert ["work"] == [actor.target for actor in run.runners_of("work", "thread")]
    said = run.explain()
    assert said.startswith("It was still going after 5,")
    assert said.endswith("Nor did it come to an end when it ran for real.")
    assert run.troubles[0].location.line in (9, 10, 11)


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        ("import pickle, re\nprint(pickle.loads(pickle.dumps(re.compile('a+'))).findall('aab'))", "['aa']\n"),
        ("import os, shelve\nos.mkdir('sub')\nwith shelve.open('sub/data') as db:\n    db['a'] = 1\n    print(dict(db))",
         "{'a': 1}\n"),
        ("import socket\nfrom unittest import mock\nprint(mock.Mock(return_value=1)())", "1\n"),
        ("import importlib, socket\nprint(importlib.import_module('http.client').OK)", "200\n"),
        ("import pickle\nclass A:\n    def m(self): return 1\n"
         "for method in (str.upper, 'a'.upper, dict.fromkeys, (1).__add__, A().m):\n"
         "    print(pickle.loads(pickle.dumps(method)).__name__)",
         "upper\nupper\nfromkeys\n__add__\nm\n"),
        ("import builtins\nfrom multiprocessing import Pool\nif __name__ == '__main__':\n"
         "    with Pool(1) as pool:\n        print(pool.map(str.upper, ['a']))",
         "['A']\n"),
        ("import builtins, pickle\nprint(pickle.loads(pickle.dumps([print, getattr])) == [print, getattr])", "True\n"),
        ("import os, sys\nos.remove(sys.argv[0])\nos.mkdir(sys.argv[0])\nwith open(sys.argv[0] + '/in', 'w') as file:\n    file.write('a')\n"
         "print(os.listdir(sys.argv[0]))",
         "['in']\n"),
        ("number = frozenset()\nnumbers = [number]\nfor _ in range(40):\n    numbers.append(frozenset(numbers))\n"
         "print(hash(numbers[-1]) == hash(frozenset(numbers[:-1])))",
         "True\n"),
        ("import subprocess\ndef started() -> subprocess.Popen[str]: ...\nprint(isinstance(started(), subprocess.Popen))",
         "False\n"),
    ],
    ids=["a pattern is pickled", "a shelf in a new folder", "a mock beside a socket", "what is imported by its name",
         "a class in an annotation", "methods are pickled", "methods go to a pool", "builtins are pickled",
         "a folder in place of a file", "sets that share sets are hashed"],
)  # fmt: skip
def test_the_library_is_what_it_is_in_life(submit, program, printed):
    assert printed == submit(program).run().stdout
