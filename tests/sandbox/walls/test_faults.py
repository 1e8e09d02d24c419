"""Every step of every layer made to fail: nothing of a student's ever runs, and the word is which layer it was."""

import mmap
import os
import resource
import signal
import socket
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.worker import monitor
from grader.worker.walls import confine, namespaces, syscalls
from grader.worker.walls.wall import Wall
from grader.worker.wire import Channel, WireClosed

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
    pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="sets walls up as root"),
]
ORDERS = {"scratch": "", "actors": 8, "memory_mb": 512, "processes": 32}


class Staged:
    """A keeper with one worker behind a wall, in which one thing goes wrong."""

    def __init__(self, tier, folder, go_wrong):
        self.counter = mmap.mmap(-1, 4096)
        ours, theirs = socket.socketpair()
        wire, its_wire = socket.socketpair()
        self.ran, tell = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._play(tier, go_wrong, Channel(theirs.fileno(), theirs.fileno()), its_wire, tell)
        for end in (theirs, its_wire):
            end.close()
        os.close(tell)
        status = Channel(ours.detach(), -1)
        status.writer = status.reader
        deadline = time.monotonic() + 20
        try:
            status.send(ORDERS | {"scratch": str(folder)}, deadline)
            self.report = status.receive(deadline)
        except WireClosed:
            self.report = {"wall": "the keeper said nothing"}
        self.student_ran = os.read(self.ran, 1) == b"!"
        os.close(self.ran)
        wire.close()
        status.close()
        os.waitpid(self.pid, 0)

    def _play(self, tier, go_wrong, status, wire, tell):
        def work(_wire, _folder, _words):
            os.write(3, b"!")  # where the worker's wire is; see below

        try:
            wall = Wall(tier)
            if tier != "namespaces":
                # The interpreter of this test may lie in a private folder; it runs already.
                confine.reachable = nothing
                wall._paths = replace(wall._paths, reads=tuple(filter(for_everybody, wall._paths.reads)))
            go_wrong(self)
            os.setsid()
            monitor.watch(status, Channel(tell, tell), work, wall)
        finally:
            os._exit(0)

    def count(self, name):
        """One more step, of whichever process; which one it is."""
        names = self.steps
        self.counter[:] = " ".join([*names, name]).encode().ljust(len(self.counter))
        return len(names)

    @property
    def steps(self):
        """The system calls that were made, in order."""
        return self.counter[:].decode().strip("\0 ").split()


def for_everybody(path):
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in Path(path).parents)


def nothing(_):
    """Nothing goes wrong."""


def call_fails(number):
    """System call `number`, counted from 0, is refused."""

    def go_wrong(staged):
        call = syscalls.call

        def failing(name, *arguments):
            if staged.count(name) == number:
                raise OSError(1, f"{name}: refused by a test")
            return call(name, *arguments)

        syscalls.call = failing

    return go_wrong


def call_lies(name, value=0):
    """A system call says that it was done, and is not done."""

    def go_wrong(staged):
        call = syscalls.call
        syscalls.call = lambda called, *rest: value if called == name else call(called, *rest)

    return go_wrong


def raises(module, name):
    def go_wrong(_):
        def failing(*_, **__):
            raise OSError(28, f"{name} refused by a test")

        setattr(module, name, failing)

    return go_wrong


TIERS = pytest.mark.parametrize("tier", ["namespaces", "landlock-uid", "uid"])


@TIERS
def test_without_a_fault_the_worker_works(tier, tmp_path):
    staged = Staged(tier, tmp_path, nothing)

    assert staged.student_ran
    assert staged.report["wall"] is None
    assert [] == list(tmp_path.iterdir())


@TIERS
def test_whatever_system_call_fails_nothing_runs(tier, tmp_path):
    names = Staged(tier, tmp_path, call_fails(-1)).steps
    assert {"capset", "seccomp", "prctl", "setresuid"} <= set(names)
    for number, name in enumerate(names[: names.index("seccomp") + 2]):
        if [name] * 2 == names[number - 1 : number] + names[number + 1 : number + 2]:
            continue  # forty rights are given up one by one: the first and the last will do
        staged = Staged(tier, tmp_path, call_fails(number))

        assert not staged.student_ran, number
        assert "refused by a test" in staged.report["wall"], (number, staged.report)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("tier", "name"),
    [("namespaces", name) for name in ("setresuid", "setresgid", "capset", "seccomp", "prctl", "mount", "pivot_root")]
    + [("landlock-uid", "landlock_restrict_self")],
)
def test_a_layer_that_only_seems_to_be_there_is_seen(tier, name, tmp_path):
    staged = Staged(tier, tmp_path, call_lies(name))

    assert not staged.student_ran
    assert staged.report["wall"]


@pytest.mark.parametrize(
    ("module", "name"),
    [(os, "mkdir"), (os, "chown"), (os, "symlink"), (os, "chdir"), (os, "pipe"), (resource, "setrlimit")],
)
def test_whatever_else_fails_nothing_runs(module, name, tmp_path):
    staged = Staged("namespaces", tmp_path, raises(module, name))

    assert not staged.student_ran


def test_the_layer_is_named(tmp_path):
    def go_wrong(_):
        namespaces.separate = lambda **_: (_ for _ in ()).throw(OSError(1, "no namespaces today"))

    assert "namespaces: [Errno 1] no namespaces today" == Staged("namespaces", tmp_path, go_wrong).report["wall"]


def test_a_keeper_that_dies_takes_everything_along(tmp_path):
    def go_wrong(_):
        fork = os.fork

        def fork_and_die():
            pid = fork()
            if pid and go_wrong.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            go_wrong.left -= 1
            return pid

        go_wrong.left = 1
        os.fork = fork_and_die

    staged = Staged("namespaces", tmp_path, go_wrong)
    assert "the keeper said nothing" == staged.report["wall"]
