"""One submission, several workers from one mould: each finds everything as if it were the first, or the mould goes."""

import os
from textwrap import dedent

import pytest

from grader.course import Limits
from grader.errors import TamperingError
from grader.intake import Submission, submission
from grader.sandbox import open_workers
from grader.sandbox.claims import Claim

PROGRAM = """
import os, posix, threading

def spoil():
    for module in [threading]:
        module.Lock = None
    os.environ["SPOILT"] = "yes"
    os.umask(0o077)
    os.chdir("/")
    return dir(threading).index("Lock")

def state():
    return [threading.Lock is None, "SPOILT" in os.environ, os.getcwd(), os.umask(0o022)]

def found():
    places = ["/tmp", "/dev/shm", os.path.expanduser("~")]
    return [sorted(os.listdir(place)) for place in places] + [open("program.py").read()[:8], os.stat("program.py").st_mode]

def write(path):
    with open(path, "w") as file:
        file.write("spoilt")

def remove(path):
    os.unlink(path)

def mode(path):
    os.chmod(path, 0o600)

def date(path):
    os.utime(path, (1, 1))

def leave():
    if not getattr(posix, "fo" + "rk")():
        posix.setsid()
        wait()

def processes():
    return len([name for name in os.listdir("/proc") if name.isdecimal()])

def mould():
    return posix.getppid()

def memory(of):
    with open(f"/proc/{of}/mem", "rb") as file:
        return len(file.read(1))

def end(whom):
    posix.kill(whom, 9)
    wait()

def wait():
    posix.read(posix.pipe()[0], 1)
"""


def a_submission(text=PROGRAM):
    files = {"program.py": dedent(text).encode()}
    return Submission(
        entry="program.py", module="program.py", files=files, source=dedent(text), digest=submission.digest(files)
    )


@pytest.fixture
def workers():
    with open_workers() as opened:
        if opened.isolation != "namespaces":
            pytest.skip("elsewhere a wall stands around one worker only")
        yield opened


@pytest.fixture
def check(workers, monkeypatch):
    """`check(what)`: another check does `what` with the program; `check.cast`: how many of their workers had a mould."""
    again = workers._launcher.again

    def counted(beginning):
        line = again(beginning)
        check.cast += line is not None
        return line

    def check(what, text=PROGRAM):
        with workers.sandbox(a_submission(text), Limits()) as remote:
            return what(remote)

    check.cast = 0
    monkeypatch.setattr(workers._launcher, "again", counted)
    return check


def test_checks_of_a_submission_have_one_mould(check):
    for what in (
        lambda it: it.load().state(),
        lambda it: it.run(),
        lambda it: it.explore(["state"]),
        lambda it: it.run(),
    ):
        check(what)

    assert 3 == check.cast


def test_another_submission_has_another(check):
    check(lambda it: it.load().state())
    check(lambda it: it.load().state(), PROGRAM + "\n# another")
    check(lambda it: it.load().state())

    assert 0 == check.cast


def test_a_worker_that_has_only_read_serves_the_next_check(check, workers):
    check(lambda it: it.source.defines("spoil"))
    assert workers._launcher._mould.unused is not None
    assert "." == check(lambda it: it.load().state())[2]
    assert workers._launcher._mould.unused is None


def test_each_finds_the_interpreter_as_before(check):
    before = check(lambda it: it.load().state())
    check(lambda it: it.load().spoil())

    assert before == check(lambda it: it.load().state())
    assert 2 == check.cast, "nothing of that is outside the worker"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda it: it.load().write("/tmp/left"),
        lambda it: it.load().write("/dev/shm/left"),
        lambda it: it.load().write("left"),
        lambda it: it.load().write("program.py"),
        lambda it: it.load().remove("program.py"),
        lambda it: it.load().mode("program.py"),
        lambda it: it.load().mode("/tmp"),
        lambda it: it.load().date("program.py"),
    ],
    ids=["tmp", "shared memory", "home", "itself", "gone", "mode", "mode of tmp", "date"],
)
def test_who_leaves_anything_in_the_scratch_was_the_last(check, spoil):
    before = check(lambda it: it.load().found())
    check(spoil)

    assert before == check(lambda it: it.load().found())
    assert 1 == check.cast, "the third had a mould of its own"


def test_who_leaves_a_process_was_the_last(check):
    before = check(lambda it: it.load().processes())
    check(lambda it: it.load().leave())

    assert before == check(lambda it: it.load().processes())
    assert 1 == check.cast


def test_the_mould_is_out_of_sight(check):
    assert 0 < check(lambda it: it.load().mould()), "it is the worker's parent"
    with pytest.raises(TamperingError, match="mem"):
        check(lambda it: (program := it.load()).memory(program.mould()))
    assert 1 == check(lambda it: it.load().processes()), "a worker sees itself alone"


@pytest.mark.parametrize("whom", [lambda program: program.mould(), lambda program: -1], ids=["it", "all"])
def test_who_kills_the_mould_is_ended_with_it(check, whom):
    with pytest.raises(Claim, match="killed"):
        check(lambda it: (program := it.load()).end(whom(program)))

    assert "." == check(lambda it: it.load().state())[2], "and the next check has another"


def test_users_differ_between_submissions(check):
    text = "import os\ndef user(): return os.getuid()\n"
    users = {check(lambda it: it.load().user(), f"{text}# {number}") for number in range(3)}

    assert 3 == len(users) or os.geteuid() != 0
