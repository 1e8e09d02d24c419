"""A job of Windows: what is in it is known, bounded, and ends with whoever made it."""

import os
import subprocess
import sys
import time

import pytest

from grader.sandbox.starting.groups import group_of
from grader.worker.idle import Idleness
from grader.worker.systems import windows

CHILD = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(100)']).wait()"
BOUNDED = """
import subprocess, sys, time
from grader.worker import limits, reaper
from grader.worker.systems import windows
windows.confine(100, 0, 0, stacks=0, tasks=0)
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
def counted(pid):
    return windows.private_mb(pid) > 1 and windows.processor_s(pid)
while len(found := reaper.living_descendants()) < 2 or not all(map(counted, found)):
    time.sleep(0.05)
print(child.pid in found, windows.private_mb(child.pid) < 1000)
print(reaper.end_everything(), reaper.descendants(), limits.is_memory_spent())
"""


def test_descendants_are_found_and_ended():
    done = subprocess.run([sys.executable, "-c", BOUNDED, CHILD], capture_output=True, text=True, timeout=60)

    assert ("True True\n2 [] False\n", "") == (done.stdout, done.stderr)


def test_all_ends_with_the_job():
    process = subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE)
    group = group_of(process.pid, 512)
    group.end()
    group.end()
    with process:
        assert b"" == process.stdout.read()  # which the last of them closes


def test_one_that_has_ended_has_no_job():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()

    with pytest.raises(OSError, match="can't be put into a job"):
        windows.Job(process.pid)


def test_who_is_gone_has_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    before = windows.private_mb(os.getpid())
    held = bytearray(50_000_000)

    assert 0 < windows.processor_s(os.getpid()) < time.monotonic()
    assert windows.private_mb(os.getpid()) > before + 40 > 40
    assert held


def test_the_time_of_a_program_is_not_that_of_others():
    idleness, began = Idleness(), time.monotonic()
    first = idleness.look([os.getpid()])
    while (own_s := idleness.look([os.getpid()]).own_s) < 0.5:
        sum(range(100_000))

    assert 0 == first.own_s
    assert own_s <= time.monotonic() - began + 0.01
