"""Workers as a whole: what dies dies alone, nothing outlives its check, nothing stays on the disk."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.course.model import Limits
from grader.errors import TamperingError, WorkerError
from grader.sandbox import open_workers
from grader.sandbox.claims import Claim, Crashed, StudentError
from grader.sandbox.exchange import AskedAside
from grader.sandbox.tiers import LADDER
from grader.worker.systems import system
from tests.sandbox.conftest import submission_of


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(condition, patience_s=8.0):
    """Wait for something that another process does; whether it came."""
    deadline = time.monotonic() + patience_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_the_tier_has_a_name(workers):
    assert workers.isolation in {tier.name for tier in LADDER}


def test_a_dead_worker_costs_its_own_check_only(submit):
    victim, witness = submit("def die():\n    import os\n    os.kill(os.getpid(), 9)"), submit("x = 1")
    program, other = victim.load(), witness.load()

    with pytest.raises(Claim):
        program.die()

    assert 1 == other.x
    assert 1 == submit("x = 1").load().x


def test_a_crash_says_what_it_was(submit):
    with pytest.raises(Crashed, match="segmentation fault") as crashed:
        submit("import faulthandler\ndef go():\n    faulthandler._sigsegv()").load().go()

    assert 3 == crashed.value.location.line


def test_a_killed_zygote_is_replaced():
    with open_workers() as workers:
        with workers.sandbox(submission_of("import os\nparent = os.getppid()"), Limits()) as submission:
            monitor = submission.load().parent
        zygote = workers._launcher._pid
        os.kill(zygote, signal.SIGKILL)
        assert until(lambda: not alive(zygote))

        with workers.sandbox(submission_of("x = 3"), Limits()) as submission:
            assert 3 == submission.load().x

        assert zygote != workers._launcher._pid
        assert monitor != zygote


def test_a_zygote_that_is_killed_before_it_has_greeted_costs_one_worker_and_no_more(monkeypatch):
    with open_workers() as workers:
        launcher = workers._launcher
        launcher.isolation()
        start = launcher._start

        def end():
            os.kill(launcher._pid, signal.SIGKILL)
            assert until(lambda: not alive(launcher._pid))

        def stillborn():
            start()
            end()

        with monkeypatch.context() as patched:
            patched.setattr(launcher, "_start", stillborn)
            end()
            with pytest.raises(WorkerError, match="cannot be had here: the other side: it did not start"):
                launcher.launch(Limits())

        with workers.sandbox(submission_of("x = 3"), Limits()) as submission:
            assert 3 == submission.load().x


CHILD = """
import os, signal, time  # a stubborn child
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.setsid()
print(os.getpid(), flush=True)
time.sleep(1000)
"""


def processes_about(marker: str) -> set[int]:
    """Whose command line mentions it: a worker's own idea of process numbers is not ours."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


STUBBORN = f"""
import subprocess, sys, time
for _ in range(3):
    subprocess.Popen([sys.executable, "-c", {CHILD!r}])
time.sleep(300)
"""


def test_nothing_outlives_its_check(workers):
    with workers.sandbox(submission_of(STUBBORN), Limits()) as submission:
        run = submission.run(clock="scaled")

    assert 3 == len(run.numbers)
    assert until(lambda: not processes_about("# a stubborn child"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody says whom the system ends first")
def test_a_check_that_loads_for_each_of_many_inputs_has_one_worker_at_a_time(submit):
    submission = submit("print('loaded')\nnumbers = [1]\ndef add(a, b): return a + b")
    kept = submission.load()
    for number in range(5):
        assert number + 1 == submission.load().add(number, 1)

    at_work = [one for one in submission._conversations._open if one.over is None]
    assert 2 == len(at_work)  # what is kept, and the last one
    assert [1] == kept.numbers
    assert "loaded\n" * 6 == submission.stdout  # what the others said is not lost
    assert submission.trouble is None


def test_who_runs_a_program_is_ended_before_the_judge_where_there_is_no_memory_left(submit):
    """In a container, what is ended otherwise is the largest: the judge, and with it the container."""
    ours = Path("/proc/self/oom_score_adj").read_text()

    run = submit(f"print(open({'/proc/self/oom_score_adj'!r}).read())").run(clock="scaled")

    assert [1000] == run.numbers
    assert ours == Path("/proc/self/oom_score_adj").read_text()


@pytest.mark.parametrize("launcher", ["open_launcher", "FreshLauncher"])
def test_a_judge_that_is_killed_leaves_nothing_behind(launcher, tmp_path):
    """A worker that is busy, and does not look at its wire, must end all the same."""
    judge = f"""
import os, tempfile, threading
tempfile.tempdir = {str(tmp_path)!r}
from grader.course.model import Limits
from grader.sandbox.starting.fresh import FreshLauncher
from grader.sandbox.tiers import open_launcher
from grader.sandbox.starting.workers import Workers
from tests.sandbox.conftest import submission_of
with Workers({launcher}()) as workers:
    text = "import os" + chr(10) + "def go():" + chr(10) + "    return sum(range(10**18))"
    with workers.sandbox(submission_of(text), Limits()) as submission:
        program = submission.load()
        print("loaded", flush=True)
        program.go()
"""
    process = subprocess.Popen([sys.executable, "-c", judge], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    with process:
        assert b"loaded\n" == process.stdout.readline()
        assert until(lambda: processes_about(str(tmp_path)) - {process.pid})

        process.kill()

    assert until(lambda: not processes_about(str(tmp_path)))
    if launcher == "open_launcher":
        assert until(lambda: not list(tmp_path.iterdir()))


def test_judge_zygote_and_keeper_killed_at_one_stroke_leave_no_program_behind(tmp_path):
    """Without namespaces, by which the kernel would end it: the worker goes with its keeper, the program with its worker."""
    judge = f"""
import tempfile
tempfile.tempdir = {str(tmp_path)!r}
from grader.course.model import Limits
from grader.sandbox import open_workers
from tests.sandbox.conftest import submission_of
text = "import time" + chr(10) + "open('begun', 'w').close()" + chr(10) + "while True: pass"
with open_workers("process") as workers, workers.sandbox(submission_of(text), Limits(time_s=60)) as submission:
    submission.run(clock="real")
"""
    process = subprocess.Popen([sys.executable, "-c", judge], cwd=Path(__file__).parents[2])
    with process:
        assert until(lambda: list(tmp_path.glob("grade-*/work/begun")))
        [zygote] = system.children(process.pid)
        keepers = system.children(zygote)
        [worker] = [one for keeper in keepers for one in system.children(keeper)]
        below = [worker, *system.children(worker)]
        assert 2 == len(below), "the worker, and the program that it watches"

        for pid in (process.pid, zygote, *keepers):
            os.kill(pid, signal.SIGSTOP)
        for pid in (process.pid, zygote, *keepers):
            os.kill(pid, signal.SIGKILL)

    assert until(lambda: not any(map(alive, below)))


def test_scratch_folders_are_removed_however_deep(workers, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    text = """
        import os
        for depth in range(1200):
            os.mkdir("d")
            open("f", "w").close()
            os.symlink("/etc", "link")
            os.chdir("d")
        os.mkdir("locked")
        os.chmod("locked", 0)
    """
    with open_workers() as own:
        with own.sandbox(submission_of(text), Limits()) as submission:
            assert 0 == submission.run(clock="scaled").exit_code
        assert until(lambda: not list(tmp_path.iterdir()))
    assert Path("/etc/passwd").exists()


def test_closing_waits_until_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with open_workers() as own, own.sandbox(submission_of("x = 1"), Limits()) as submission:
        assert 1 == submission.load().x

    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["raise SystemExit", "import os; os.close(0); os.close(1); os.close(2)", "import os; os.chdir('/')"]
)
def test_odd_but_honest_programs_are_followed(submit, text):
    run = submit(text).run(clock="scaled")

    assert 0 == run.exit_code
    assert () == run.troubles


def test_a_forged_frame_is_held_for_review(submit):
    """Whoever writes on the wire cannot do it unseen."""
    submission = submit("""
        import os, stat
        def forge():
            for number in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(number).st_mode):
                        os.write(number, b"\\0\\0\\0\\2" + b"\\0" * 8 + b"{}")
                except OSError:
                    pass
    """)
    program = submission.load()

    with pytest.raises(TamperingError, match="on the wire"):
        program.forge()
        _ = program.forge
    assert isinstance(submission.trouble, TamperingError)


def test_a_thread_of_a_suites_own_asks_nothing_though_it_keeps_that_to_itself(submit):
    submission = submit("def one():\n    return 1\n")
    one = submission.load().one
    with ThreadPoolExecutor(1) as pool, pytest.raises(AskedAside, match=r"explore\(threads="):
        pool.submit(one).result()

    assert 1 == one()
    assert isinstance(submission.trouble, AskedAside)


def test_a_worker_that_closes_everything_is_over(submit):
    program = submit("import os\ndef close():\n    os.closerange(3, 100)").load()

    with pytest.raises((Crashed, StudentError)):
        program.close()
        program.close()


def test_a_fault_of_ours_is_not_the_students(submit):
    submission = submit("x = 1")
    conversation = submission.load()._handle_conversation

    with pytest.raises(WorkerError, match="the worker failed"):
        conversation.request({"job": "no such job"})
    assert isinstance(submission.trouble, WorkerError)


def test_a_worker_has_a_session_of_its_own(submit):
    """Whose processes share one share the processor: a bomb would leave its keeper none of it."""
    assert submit("import os\ndef go():\n    return os.getsid(0) == os.getpgrp()\n").load().go()


DEAF = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
from grader.course.model import Limits
from grader.sandbox import open_workers
from tests.sandbox.conftest import submission_of
text = "import signal\\nprint(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGHUP) is signal.SIG_DFL)"
with open_workers() as workers, workers.sandbox(submission_of(text), Limits()) as submission:
    print(submission.run(clock="real").stdout, submission.run().stdout)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="signals of POSIX")
def test_a_program_hears_signals_though_its_judge_is_deaf():
    """Below `nohup`, or in the background of a shell."""
    done = subprocess.run(
        [sys.executable, "-c", DEAF], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )

    assert "True True True True" == " ".join(done.stdout.split())
