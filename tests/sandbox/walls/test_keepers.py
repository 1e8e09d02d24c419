"""One wall, several workers one after the other: what was behind it is gone before the next stands in it."""

import ast
import os
import re
import signal
import tempfile
import time
from pathlib import Path

import pytest

from grader.course import Limits
from grader.errors import WorkerError
from grader.intake import Submission, submission
from grader.sandbox import open_workers
from grader.sandbox.claims import Crashed
from grader.worker.systems import system
from tests.sandbox.walls.situations import SITUATIONS, play

LOOK = """
import os, socket
print(repr({
    "user": os.getuid(),
    "processes": len([name for name in os.listdir("/proc") if name.isdecimal()]),
    "files": sorted(os.listdir("/tmp") + os.listdir("/dev/shm") + os.listdir(os.path.expanduser("~"))),
    "host": socket.gethostname(),
}), flush=True)
"""
LEAVE = (
    LOOK
    + """
import time
for place in ("/tmp/left", "/dev/shm/left", os.path.expanduser("~/left")):
    open(place, "w").close()
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
            for descriptor in range(3):
                os.close(descriptor)
            while True:
                time.sleep(1)
        os._exit(0)
"""
)


def a_submission(text):
    files = {"program.py": text.encode()}
    return Submission(
        entry="program.py", module="program.py", files=files, source=text, digest=submission.digest(files)
    )


def looked(workers, text):
    with workers.sandbox(a_submission(text), Limits()) as remote:
        run = remote.run(clock="real")
    return ast.literal_eval(run.stdout.splitlines()[0])


@pytest.fixture(scope="module")
def workers():
    with open_workers() as workers:
        if workers.isolation != "namespaces":
            pytest.skip("elsewhere a wall stands around one worker only")
        for _ in range(3):  # a keeper that was made before the zygote was warm serves once
            looked(workers, LOOK)
        yield workers


def keepers(workers):
    """Our zygote's children, as the machine numbers them."""
    return set(Path(f"/proc/{workers._launcher._pid}/task/{workers._launcher._pid}/children").read_text().split())


def test_one_keeper_sees_several_workers_through(workers):
    """Not each of them: where the machine is busy, a wall that is not empty soon goes with its worker."""
    before, found, new = keepers(workers), [], set()
    for _ in range(6):
        found.append(looked(workers, LOOK))
        new |= keepers(workers) - before

    assert len(new) < 6
    assert 6 == len({look["user"] for look in found}) or os.geteuid() != 0, "each is a user of its own all the same"


def test_nothing_of_one_worker_meets_the_next(workers):
    clean = looked(workers, LOOK)
    for _ in range(4):
        left = looked(workers, LEAVE)
        after = looked(workers, LOOK)

        assert clean["processes"] == left["processes"] == after["processes"]
        assert clean["files"] == left["files"] == after["files"]
        assert clean["host"] == after["host"]


LEAVES = "import posix\ndef leave():\n    getattr(posix, '_ex' + 'it')(0)\n"


def test_who_was_asked_for_while_no_keeper_was_ready_is_seen_to_end(workers, monkeypatch):
    """Its keeper, made at that moment, held its end of the wire open as well: nobody saw that it was closed, and the machine
    was called too busy after a minute."""
    launcher = workers._launcher
    os.kill(launcher._pid, signal.SIGSTOP)
    lines = [launcher._fork(Limits()) for _ in range(3)]
    os.kill(launcher._pid, signal.SIGCONT)
    monkeypatch.setattr(launcher, "again", lambda *_: None)
    monkeypatch.setattr(launcher, "launch", lambda _: lines.pop())

    for _ in range(3):
        with workers.sandbox(a_submission(LEAVES), Limits()) as remote:
            program = remote.load()
            with pytest.raises(Crashed, match="ended the whole process with code 0"):
                program.leave()


FINDS = "def answer():\n    return 42\n"


@pytest.mark.parametrize("before", ["another's", "one's own", "one's own, unused"])
def test_who_is_to_stand_behind_a_wall_that_fell_meanwhile_has_another(workers, before):
    """The system is out of memory and kills process 1 of it, while nobody is there."""
    with workers.sandbox(a_submission(FINDS if "own" in before else LOOK), Limits()) as remote:
        remote.source.tree if "unused" in before else remote.load()
    assert "unused" in before or until(lambda: not any(map(system.children, below(keepers(workers)))))
    assert until(lambda: any(map(is_first, below(keepers(workers))))), (
        "the wall stands, though it may just have been begun"
    )
    behind = below(keepers(workers))
    first, others = [one for one in behind if is_first(one)], [one for one in behind if not is_first(one)]
    others += below(others)
    for one in first:
        os.kill(one, signal.SIGKILL)
    assert until(lambda: all([*map(has_let_go, first), *map(system.has_ended, others)]))

    with workers.sandbox(a_submission(FINDS), Limits()) as remote:
        assert 42 == remote.load().answer()


def test_a_wall_stands_before_there_is_anything_to_lay_out_behind_it(workers):
    """Who waits there has nothing to do with the submission before; whoever ends it costs nobody a verdict."""
    with workers.sandbox(a_submission(FINDS), Limits()) as remote:
        assert 42 == remote.load().answer()
        before = moulds(workers)
    workers.rest()
    assert until(lambda: moulds(workers) - before)
    waiting = moulds(workers)
    for one in waiting:
        os.kill(one, signal.SIGKILL)
    assert until(lambda: all(map(system.has_ended, waiting)))

    with workers.sandbox(a_submission(FINDS), Limits()) as remote:
        assert 42 == remote.load().answer()


def moulds(workers):
    """Who stands behind walls as their keepers' child, and is not process 1 there."""
    return {one for one in below(keepers(workers)) if not system.is_leaving(one) and not is_first(one)}


def has_let_go(process):
    """Whether its files are closed, by which its keeper knows: it has ended, or waits for who was behind it to be looked at. That it
    is leaving shows a moment before, and who is born behind the wall in that moment ends with it."""
    leaving = system.is_leaving(process)  # first: who sleeps now may be ended in the next moment
    try:
        return leaving and Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "SZ"
    except OSError:
        return leaving


def is_first(process):
    """Whether it is process 1 of a wall."""
    try:
        told = Path(f"/proc/{process}/status").read_text()
    except OSError:  # it was about to leave
        return False
    return re.search(r"^NSpid:.*\t1$", told, re.MULTILINE) is not None


def below(processes):
    return [child for process in processes for child in system.children(int(process))]


KILL = """
import os, signal, time
left = os.fork()
if not left:
    os.setsid()
    time.sleep(600)
print(left, flush=True)
worker = os.getppid()
keeper = int(open(f"/proc/{worker}/stat").read().rpartition(")")[2].split()[1])
os.kill(keeper, signal.SIGKILL)
time.sleep(60)
"""


def test_what_a_killed_keeper_leaves_is_removed(tmp_path, monkeypatch):
    """Without a wall a program may kill its keeper; what it started and wrote goes all the same, and the next is judged."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = processes()
    with open_workers("process") as workers:
        with pytest.raises(WorkerError), workers.sandbox(a_submission(KILL), Limits()) as remote:
            remote.run(clock="real")
        assert "1\n" == ran(workers, "print(1)")
        deadline = time.monotonic() + 5
        while left(before, tmp_path) and time.monotonic() < deadline:
            time.sleep(0.01)

        assert [] == left(before, tmp_path)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    "situation",
    [name if "landlock-uid" in name else pytest.param(name, marks=pytest.mark.long) for name in SITUATIONS],
)
def test_what_a_killed_keeper_leaves_behind_a_wall_is_removed(situation):
    """Nobody behind a wall can kill it; whoever does (the system, out of memory), nothing stays and the next is judged."""
    found = play(*SITUATIONS[situation], "bereave")
    if isinstance(found, str):
        pytest.skip(found)

    assert "withheld: " in found["said"]
    assert "1\n" == found["next"]
    assert ([], []) == (found["running"], found["scratch"])
    # Not covered in `landlock`: one's own files in /dev/shm cannot be told from other programs' of the same user.
    assert [] == found["shared"] or "user in a container, landlock" == situation


def until(condition, patience_s=8.0):
    deadline = time.monotonic() + patience_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def ran(workers, text):
    with workers.sandbox(a_submission(text), Limits()) as remote:
        return remote.run(clock="real").stdout


def left(before, folder):
    """Processes that sleep on somewhere in this folder though nobody runs a program there any more."""
    found = []
    for process in processes() - before:
        try:
            where = (process / "cwd").readlink()
        except OSError:
            continue
        if where.is_relative_to(folder):
            found.append(process.name)
    return found


def processes():
    return set(Path("/proc").glob("[0-9]*"))
