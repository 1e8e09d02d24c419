"""As on Windows: no fork, no poll, no UNIX sockets, no signal to ask where one stands; yet the same verdicts."""

import subprocess
import sys
import textwrap

import pytest

from tests.support import courses
from tests.support.command import without_patience
from tests.support.courses import SLUG, a_course

HIDE = """
import os, select, signal, socket, sys
import subprocess, sysconfig, tempfile, threading, time, multiprocessing.connection  # they would not start without
sysconfig.get_config_vars()
SIGNALS = "SIGABRT SIGFPE SIGILL SIGINT SIGKILL SIGSEGV SIGSTOP SIGTERM SIGVTALRM SIG_DFL SIG_IGN"
for module, names in (
    (os, "fork forkpty posix_spawn posix_spawnp pidfd_open setsid setpgid register_at_fork nice pipe2 "
         "set_blocking O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_TMPFILE wait wait3 wait4 waitid sched_getaffinity "
         "getuid geteuid getgid getegid getgroups getresuid getpgid getpgrp mkfifo pread pwrite statvfs chown memfd_create"),
    (select, "poll epoll"),
    (signal, " ".join(name for name in dir(signal) if name.startswith("SIG") and name not in SIGNALS.split())),
    (signal, "alarm pthread_kill pthread_sigmask sigpending sigwait sigtimedwait"),
    (time, "clock_gettime clock_gettime_ns tzset"),
    (multiprocessing.context, "ForkProcess ForkContext ForkServerProcess ForkServerContext"),
    (socket, "AF_UNIX SOCK_SEQPACKET send_fds recv_fds socketpair"),
):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
for name in ("termios", "pwd", "grp"):
    sys.modules[name] = None
sys.platform = "neither"  # Windows' own means are tried on Windows (`tests/windows`); mypy sees to what is not there (`make elsewhere`)
os.supports_dir_fd = set()
subprocess._CAN_USE_PIDFD_OPEN = False  # it has looked already, and believes that this is no Windows
subprocess.Popen.kill = subprocess.Popen.terminate
"""
WITHOUT = f"""
{HIDE}
from grader.sandbox.starting import fresh
from grader.sandbox.starting.command import command

def hidden(mode, *arguments, python=None):
    begin = f"import sys, runpy; sys.argv = [{{command('')[-2]!r}}, {{mode!r}}, *{{list(arguments)!r}}]"
    run = "runpy.run_path(sys.argv[0], run_name='__main__')"
    return [*command('')[:-2], "-c", f"{{HIDE}}\\n{{begin}}\\n{{run}}"]

HIDE = {HIDE!r}
fresh.command = hidden
from grader.worker.systems import system
system.is_ours = lambda owner: True  # as where nobody has a number
"""
SCRIPT = f"""
{WITHOUT}
from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox import claims, open_workers

def submission_of(text):
    return Submission(entry="a b.py", module="a b.py", files={{"a b.py": text.encode()}}, source=text, digest="")

with open_workers() as workers:
    print(workers.isolation, type(workers._launcher).__name__)
"""
CHECK = f"""
{WITHOUT}
from grader.cli import start
start.main()
"""


def without_fork(code: str) -> str:
    """Run code in an interpreter without all that, inside `with open_workers() as workers`; its output."""
    script = SCRIPT + textwrap.indent(textwrap.dedent(code), "    ")
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=120)
    assert "" == done.stderr
    return done.stdout.removeprefix("process FreshLauncher\n")


SUITE = '''
    import pytest
    from grader.suite import points

    @points(1)
    def test_no_update_is_lost(submission):
        """No update is lost."""
        runs = submission.explore(threads=["increase", "increase"], observe=["database_value"])
        runs.always(lambda end: end.values["database_value"] == 2)

    @points(1)
    @pytest.mark.parametrize("clock", ["virtual", "scaled"])
    def test_a_process_is_heard(submission, clock):
        """What another process found is printed."""
        run = submission.run(start_method="spawn", clock=clock)
        assert run.numbers == [7], run.explain()
    '''
RIGHT = f"""{courses.RIGHT}
    from multiprocessing import Process, Queue

    def tell(queue):
        queue.put(7)

    if __name__ == "__main__":
        queue = Queue()
        process = Process(target=tell, args=(queue,))
        process.start()
        print(queue.get())
        process.join()
    """


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [(RIGHT, 0, "add-lock   2 / 2"), (RIGHT.replace("with lock", "if lock"), 1, "overwrites Thread-")],
    ids=["right", "wrong"],
)
def test_grade_check(answer, code, told, tmp_path):
    """Threads, simulated processes and real ones; the whole command, from its first import on."""
    a_course(tmp_path, SUITE)
    (tmp_path / "answer.py").write_text(textwrap.dedent(answer))
    words = ["check", str(tmp_path / "answer.py"), "--exercise", SLUG, "--course", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHECK, *words], capture_output=True, text=True, timeout=300
    )

    assert ("", code) == (without_patience(done.stderr), done.returncode)
    assert told in done.stdout


def test_a_submission_is_loaded_and_called():
    printed = without_fork("""
        text = "import threading\\nlock = threading.Lock()\\ndef add(a, b):\\n    print('adding')\\n    return a + b"
        with workers.sandbox(submission_of(text), Limits()) as submission:
            program = submission.load()
            print(program.add(1, b=2), [program.lock], repr(submission.stdout))
    """)

    assert "3 [<the submission's lock>]" in printed
    assert "'adding\\n'" in printed


@pytest.mark.parametrize("clock", ["virtual", "scaled"])
def test_a_program_runs(clock):
    printed = without_fork(f"""
        text = "import time, threading\\nprint('so far')\\ntime.sleep(10)\\nProcesses = processes"
        with workers.sandbox(submission_of(text), Limits()) as submission:
            run = submission.run(clock={clock!r})
            print(run.stdout, run.exit_code, run.explain(), run.simulated)
    """)

    assert "so far\n 1 NameError: name 'processes' is not defined (line 4)." in printed


def test_processes_are_spawned_for_real():
    printed = without_fork("""
        text = '''
        from multiprocessing import Process
        def work(): print(undefined)
        if __name__ == "__main__":
            process = Process(target=work)
            process.start()
            process.join()
            print("child", process.exitcode)
        '''
        import textwrap
        with workers.sandbox(submission_of(textwrap.dedent(text)), Limits()) as submission:
            run = submission.run(clock="scaled", start_method="spawn")
            print(run.stdout, run.explain())
    """)

    assert "child 1\n Process-1 ended with NameError: name 'undefined' is not defined (line 3)." == printed.strip()


def test_an_order_is_explored():
    printed = without_fork("""
        text = "value = 0\\ndef increase():\\n    global value\\n    value += 1"
        with workers.sandbox(submission_of(text), Limits()) as submission:
            runs = submission.explore(threads=["increase", "increase"], observe=["value"])
            try:
                runs.always(lambda end: end.values["value"] == 2)
            except claims.PromiseBroken as broken:
                print(broken)
    """)

    assert printed.startswith("value ended as 1, expected 2.")


def test_a_program_that_does_not_end_is_ended_with_its_line():
    printed = without_fork("""
        from grader.sandbox import exchange
        text = "import select\\ndef go():\\n    select.select([], [], [])"
        with workers.sandbox(submission_of(text), Limits(time_s=-1)) as submission:
            try:
                submission.load().go()
            except claims.TimedOut as late:
                print(late, late.location)
    """)

    assert (
        "Your program did not come to an end, and was stopped. Location(file='a b.py', line=3, cell=None)"
        == printed.strip()
    )


def test_a_worker_that_did_not_get_to_the_processor_says_nothing():
    """On a machine with too much to do it is nobody's fault, and no verdict."""
    printed = without_fork("""
        from grader.errors import WorkerError
        from grader.sandbox.starting import fresh
        from grader.worker.idle import Look
        fresh.FreshLine.look = lambda self: Look(0.0, 0.0)
        text = "import select\\ndef go():\\n    select.select([], [], [])"
        with workers.sandbox(submission_of(text), Limits(time_s=-1)) as submission:
            try:
                submission.load().go()
            except WorkerError as busy:
                print(busy)
    """)

    assert printed.startswith("the machine was too busy")


def test_a_worker_that_dies_says_how():
    printed = without_fork("""
        text = "import faulthandler\\ndef go():\\n    faulthandler._sigsegv()"
        with workers.sandbox(submission_of(text), Limits()) as submission:
            try:
                submission.load().go()
            except claims.Crashed as crashed:
                print(crashed, crashed.location.line)
    """)

    assert printed.strip().endswith("3")
