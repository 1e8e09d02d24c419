"""Descendants: found wherever they went, and ended."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.worker import reaper
from grader.worker.systems import system
from tests.support.systems import needs, needs_fork

FAMILY = """
import os, sys, time
from grader.worker import reaper
from grader.worker.systems import system
system.adopt_orphans()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(100)
    os._exit(0)
os.wait()
[orphan] = reaper.living_descendants()
print(os.getsid(orphan) != os.getsid(0), reaper.end_everything(), reaper.descendants())
"""


@needs_fork
def test_an_orphan_that_left_its_session_is_found_and_ended():
    done = subprocess.run([sys.executable, "-c", FAMILY], capture_output=True, text=True, timeout=20)

    assert ("True 1 []\n", "") == (done.stdout, done.stderr)


SPARED = """
import os, signal, time
from grader.worker import reaper
from grader.worker.systems import system
def family():
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        if os.fork() == 0:
            os.write(tell, b"!")
        time.sleep(100)
    os.read(told, 1)
    return child
spared, other = family(), family()
before = len(reaper.descendants())
print(before, reaper.end_everything(spared={spared}), len(reaper.descendants()), len(reaper.descendants({spared})))
system.adopt_orphans()
reaper.end_everything()
"""


@needs_fork
def test_who_is_spared_stays_with_all_below():
    done = subprocess.run([sys.executable, "-c", SPARED], capture_output=True, text=True, timeout=20)

    assert ("4 2 2 0\n", "") == (done.stdout, done.stderr)


@needs("os.waitid")
def test_a_child_is_a_descendant_until_it_is_waited_for():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with process:
        assert process.pid in reaper.living_descendants()
        assert system.private_mb(process.pid) > 0
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert process.pid not in reaper.living_descendants()
        assert process.pid in reaper.descendants()

    assert -signal.SIGKILL == process.returncode


@needs("os.killpg")
def test_what_is_gone_is_no_trouble():
    process = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    process.wait()

    system.kill_group(process.pid)

    assert (0.0, 0.0) == (system.private_mb(process.pid), system.processor_s(process.pid))


@needs_fork
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell")
def test_what_is_shared_counts_once():
    kept = bytearray(b"x") * (256 << 20)
    alone = reaper.tree_mb([os.getpid()], 0, 10_000)
    told, tell = os.pipe()
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            os.close(tell)
            os.read(told, 1)
            os._exit(len(kept) & 0)
        children.append(child)
    os.close(told)
    try:
        tree = [os.getpid(), *children]
        assert 4 * 256 < sum(map(system.private_mb, tree))
        assert alone - 64 < reaper.tree_mb(tree, 0, 100) < alone + 256
        assert 4 * 256 < reaper.tree_mb(tree, 0, 10_000)
    finally:
        os.close(tell)
        for child in children:
            os.waitpid(child, 0)


def test_memory_that_is_not_told_counts_as_it_seems(monkeypatch):
    monkeypatch.setattr(system, "private_mb", lambda _: 50.0)
    monkeypatch.setattr(system, "proportional_mb", lambda pid: None if pid == 2 else 1.0)

    assert 80.0 == reaper.tree_mb([1, 2], 10, 60)
    assert 1.0 == reaper.tree_mb([1], 10, 20)
    assert 0.0 == reaper.tree_mb([1], 100, 20)


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells")
def test_who_runs_no_line_any_more_is_leaving():
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(reading, 1)
        os._exit(0)

    assert not system.is_leaving(child)
    os.write(writing, b"x")
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert system.is_leaving(child)
    os.waitpid(child, 0)
    assert system.is_leaving(child)


@needs("signal.SIGKILL")
@pytest.mark.parametrize(("adopts", "code"), [(False, -9), (True, 0)])
def test_who_was_seen_before_is_ended_only_where_nobody_finds_it_again(adopts, code, monkeypatch):
    """Elsewhere its number may be somebody else's by now."""
    waits = [sys.executable, "-c", "input()"]
    with subprocess.Popen(waits, stdin=subprocess.PIPE, start_new_session=True) as other:
        monkeypatch.setattr(system, "ADOPTS", adopts)
        reaper.end_strays([other.pid])
        monkeypatch.undo()
        with contextlib.suppress(BrokenPipeError):
            other.communicate(b"\n", timeout=20)

    assert code == other.returncode
