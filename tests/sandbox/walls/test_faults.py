"""Every step of every layer made to fail: nothing of a student's ever runs, and the word is which layer it was."""

import contextlib
import mmap
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import types
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

import resource

from grader.worker import monitor
from grader.worker.walls import confine, namespaces, syscalls
from tests.sandbox.walls.staging import BEGUN, Staged, nothing

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
    pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="sets walls up as root"),
]


SITUATIONS = {
    "root, namespaces": ("namespaces", 0),
    "user, namespaces": ("namespaces", 4242),
    "root, landlock-uid": ("landlock-uid", 0),
    "user, landlock": ("landlock", 4242),
    "root, uid": ("uid", 0),
}
"""Tier, and who puts the wall up."""


OF_THE_WALL = tuple(f"{Path(confine.__file__).parents[1]}/{part}" for part in ("walls/", "scratch.py"))
HARMLESS = {
    **dict.fromkeys(["getpid", "getuid", "getgid", "geteuid", "getresuid", "getresgid", "umask"], "cannot fail"),
    **dict.fromkeys(["fspath", "fsdecode", "fsencode", "strerror"], "ask nothing of the system"),
    **dict.fromkeys(["_exit", "close", "closerange"], "end something, and are not needed for it"),
    "scandir()": "looks at what the worker has written; the next look is soon",
    "listdir": "must fail: it tries whether Landlock holds",
    "kill()": "asks whether signals are kept in; refused too early, there is no worker, and the word is Landlock's",
    "write_text(cgroup.procs)": "takes the keeper out of its worker's group, which otherwise stays",
    **{f"read_text(group/memory.{file})": "looks at what goes on" for file in ("oom_control", "events")},
    "signal()": "cannot fail for these signals",
    "read_text(cap_last_cap)": "has a value in its place",
}
"""Steps that are not made to fail, and why not. Every other function of `os` that the wall's modules call before the
program begins is made to, without anybody having to name it: so is one that is added tomorrow."""


def steps_fail(wanted):
    """Step `wanted` (as `steps` names it) is refused by the system. Every function of `os` that is called from the wall's
    modules is a step, and so is every system call, limit, socket, and file that is read or written by its path."""

    def go_wrong(staged):
        def failing(name, function):
            def step(*arguments, **named):
                place = sys._getframe(1)
                if not staged.on or not place.f_code.co_filename.startswith(OF_THE_WALL):
                    return function(*arguments, **named)
                step = f"{named_step(name, arguments)}@{Path(place.f_code.co_filename).name}:{place.f_lineno}"
                staged.count(step)
                if step == wanted:
                    raise OSError(1, f"{name}: refused by a test")
                return function(*arguments, **named)

            return step

        for name in dir(os):
            function = getattr(os, name)
            if isinstance(function, types.BuiltinFunctionType | types.FunctionType) and name not in HARMLESS:
                setattr(os, name, failing(name, function))
        for owner, name in (
            (syscalls, "call"), (resource, "setrlimit"), (socket, "socketpair"), (signal, "signal"),
            (Path, "write_text"), (Path, "read_text"), (Path, "mkdir"), (Path, "iterdir"),
        ):  # fmt: skip
            setattr(owner, name, failing(name, getattr(owner, name)))

    return go_wrong


def named_step(name, arguments):
    """`call(prctl,38)`, `write_text(uid_map)`: the same in every process."""
    if name == "call":
        words = [word.decode() if isinstance(word, bytes) else word for word in arguments]
        told = [str(word) for word in words if isinstance(word, str) or (type(word) is int and word < 1 << 20)]
        return f"call({','.join(told[:3]).replace(' ', '_')})"
    path = arguments[0] if arguments and isinstance(arguments[0], Path) else Path()
    of = f"group/{path.name}" if path.parent.name.startswith("grade-") else path.name
    return f"{name}({'' if of.startswith('grade-') else of})"


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


@pytest.fixture
def scratch():
    """A folder in which whoever puts up the wall makes scratch folders."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


ALL = pytest.mark.parametrize("situation", SITUATIONS)


@ALL
def test_without_a_fault_the_worker_works(situation, scratch):
    tier, user = SITUATIONS[situation]
    staged = Staged(tier, scratch, nothing, user)

    assert staged.student_ran, staged.said
    assert staged.report["wall"] is None
    assert [] == list(scratch.iterdir())


def is_without(call):
    """The kernel does not know this system call yet."""

    def go_wrong(_):
        known = syscalls.call

        def refused(called, *rest):
            if called == call:
                raise OSError(38, f"there is no {call}")
            return known(called, *rest)

        syscalls.call = refused

    return go_wrong


def closes_one_by_one(_):
    """As Python does where the C library has no `close_range`; so that nobody waits for it, many are refused."""

    def closerange(low, high):
        assert 1024 > high - low
        for descriptor in range(low, high):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    os.closerange = closerange


@pytest.mark.parametrize("go_wrong", [is_without("close_range"), closes_one_by_one])
def test_whatever_the_system_has_for_it_all_that_was_open_is_closed(go_wrong, scratch):
    found = mmap.mmap(-1, mmap.PAGESIZE)
    held = [os.open(scratch, os.O_RDONLY) for _ in range(20)]
    staged = Staged(
        "namespaces", scratch, go_wrong, leaves=lambda: found.write(" ".join(["open:", *open_now()]).encode())
    )
    for descriptor in held:
        os.close(descriptor)

    assert staged.student_ran, staged.said
    assert "open: 0 1 2 3" == found[:].decode().strip("\0")


def open_now():
    """Which descriptors are; nobody in there may ask `/proc`."""
    for descriptor in range(256):
        with contextlib.suppress(OSError):
            os.fstat(descriptor)
            yield str(descriptor)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("situation", "each"),
    [("root, namespaces", 2), ("root, landlock-uid", 4), ("user, landlock", 4)]
    + [pytest.param(name, 1, marks=pytest.mark.long) for name in SITUATIONS],
)
def test_whatever_step_fails_nothing_runs(situation, each, scratch):
    """The steps are counted where nothing goes wrong; then each of them, or each second or fourth, fails in its turn."""
    tier, user = SITUATIONS[situation]
    without = {"landlock_restrict_self"} if tier == "uid" else set()
    staged = Staged(tier, scratch, steps_fail(None), user)
    assert staged.student_ran, staged.said
    before = staged.steps[: staged.steps.index(BEGUN)]
    steps = [step for step in dict.fromkeys(before) if step.partition("@")[0] not in HARMLESS]
    assert {"landlock_restrict_self", "seccomp", "capset"} <= set(re.findall(r"call\((\w+)", " ".join(steps))) | without
    wrong = {}
    for step in steps[::each]:
        staged = Staged(tier, scratch, steps_fail(step), user)
        left = [path.name for path in scratch.iterdir()]
        if staged.student_ran or "refused by a test" not in staged.said or left:
            wrong[step] = staged.student_ran, staged.said, left
        for path in scratch.iterdir():
            shutil.rmtree(path)
    assert {} == wrong


@pytest.mark.parametrize(
    ("tier", "name"),
    [("namespaces", name) for name in ("setresuid", "setresgid", "capset", "seccomp", "prctl", "mount", "pivot_root")]
    + [("landlock-uid", "landlock_restrict_self")],
)
def test_a_layer_that_only_seems_to_be_there_is_seen(tier, name, tmp_path):
    staged = Staged(tier, tmp_path, call_lies(name))

    assert not staged.student_ran
    assert staged.report["wall"]


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


def test_a_keeper_that_cannot_fork_any_more_leaves_nothing_behind(scratch):
    """At the end, to kill all of a user's at one stroke; then those that are found are killed one by one."""

    def go_wrong(staged):
        fork, keeper = os.fork, os.getpid()

        def none_left():
            if os.getpid() == keeper and BEGUN in staged.steps:
                raise OSError(11, "no process left")
            return fork()

        os.fork = none_left

    staged = Staged("uid", scratch, go_wrong)

    assert staged.student_ran
    assert staged.report["wall"] is None
    assert [] == list(scratch.iterdir())


def test_a_guard_that_is_gone_is_said(scratch):
    """No process can be born into a namespace whose first one has ended."""

    def go_wrong(_):
        guard = namespaces.Guard

        def dead():
            made = guard()
            made.end()
            os.waitpid(made.pid, 0)
            return made

        namespaces.Guard = dead

    staged = Staged("namespaces", scratch, go_wrong)

    assert not staged.student_ran
    assert staged.report["wall"].startswith("process: [Errno 12]")


def one_that_hides():
    if os.fork() == 0:
        os.setsid()
        for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        while True:
            signal.pause()


@pytest.mark.parametrize("situation", [name for name, (tier, _) in SITUATIONS.items() if tier == "namespaces"])
def test_whom_the_keeper_did_not_find_is_swept_before_the_wall_stands_around_another(situation, scratch):
    """Who goes through processes one by one may miss some; process 1 behind the wall misses nobody."""

    def go_wrong(staged):
        watch = monitor.watch

        def watched(*arguments):
            enclosure = watch(*arguments)
            staged.count("stays" if enclosure is not None else "goes")
            staged.count(f"{len(set(monitor.reaper.descendants()) - enclosure.ours)}-left")

        monitor.reaper.living_descendants, monitor.watch = list, watched

    staged = Staged("namespaces", scratch, go_wrong, SITUATIONS[situation][1], one_that_hides)

    assert staged.student_ran, staged.said
    assert ["stays", "0-left"] == staged.steps[-2:]
