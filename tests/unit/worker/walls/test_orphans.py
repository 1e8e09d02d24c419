"""Who is left of workers that nobody looks after any more, and who is not to be touched."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker import abandoned, scratch
from grader.worker.systems import system
from grader.worker.walls import orphans

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells who stands where")
OWN_USER = system.OUR_USERS + 77


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(orphans, "AGE_S", -1.0)


@pytest.fixture
def sleeper():
    """`sleeper(folder, user)`: a process that stands there; ended after the test, if nobody did."""
    begun = []

    def begin(folder, user=None):
        process = subprocess.Popen(["/bin/sleep", "60"], cwd=folder, user=user)
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.wait()


def test_who_stands_in_a_folder_of_nobodys_is_ended_and_nobody_else(tmp_path, sleeper):
    nobodys, held = scratch.make(str(tmp_path)), scratch.make(str(tmp_path))
    lock = abandoned.hold(held)
    orphan, of_a_judge, elsewhere = sleeper(nobodys / "work"), sleeper(held / "work"), sleeper(tmp_path)

    orphans.end_orphans(str(tmp_path))

    assert -9 == orphan.wait(10)
    assert (None, None) == (of_a_judge.poll(), elsewhere.poll())
    os.close(lock)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has users to give away")
@pytest.mark.parametrize("shared", [False, True], ids=["its own alone", "somebody who lives has it, too"])
def test_all_of_a_folders_own_user_are_ended_wherever_they_stand(tmp_path, sleeper, shared):
    tmp_path.chmod(0o755)
    nobodys, held = scratch.make(str(tmp_path)), scratch.make(str(tmp_path))
    lock = abandoned.hold(held)
    os.chown(nobodys, OWN_USER, OWN_USER)
    os.chown(held, OWN_USER + (not shared), OWN_USER)
    orphan = sleeper(Path("/"), OWN_USER)

    orphans.end_orphans(str(tmp_path))

    if shared:
        assert orphan.poll() is None
    else:
        assert -9 == orphan.wait(10)
    os.close(lock)


def test_a_young_folder_may_be_held_in_a_moment(tmp_path, sleeper, monkeypatch):
    monkeypatch.setattr(orphans, "AGE_S", 60.0)
    process = sleeper(scratch.make(str(tmp_path)))

    orphans.end_orphans(str(tmp_path))

    assert process.poll() is None


def test_who_looks_around_there_from_a_terminal_is_spared(tmp_path, sleeper, monkeypatch):
    """A person of the same user, in the folder that a killed judge left: the shell was killed."""
    folder, killed = scratch.make(str(tmp_path)), []
    monkeypatch.setattr(
        orphans, "os", SimpleNamespace(**{**vars(os), "kill": lambda process, _: killed.append(process)})
    )
    shell, terminal = os.forkpty()
    if not shell:
        os.chdir(folder / "work")
        os.execv("/bin/sh", ["sh", "-c", "echo stands; sleep 60"])
    assert b"stands" in os.read(terminal, 100)
    orphan = sleeper(folder / "work").pid

    orphans.end_orphans(str(tmp_path))

    assert [orphan] == killed
    os.kill(shell, signal.SIGKILL)
    os.waitpid(shell, 0)
    os.close(terminal)
