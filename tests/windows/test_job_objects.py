"""A process on Windows ends with all that it started, and has no more than it may."""

import ctypes
import subprocess
import sys

import pytest

from grader.course.model import Limits
from grader.sandbox.groups import group_of
from grader.worker.job_objects import Job

STARTS_ONE = """
import subprocess, sys
sys.stdin.readline()
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
child.wait()
"""
ASKS = """
import sys
sys.stdin.readline()
from grader.worker import job_objects, limits
most, allowed = job_objects.most_memory()
print(allowed // 2**20, limits.is_memory_spent())
"""


def started(program):
    return subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_what_it_started_ends_with_it():
    with started(STARTS_ONE) as process:
        group = group_of(process, Limits())
        process.stdin.write(b"\n")
        process.stdin.flush()
        assert int(process.stdout.readline())

        group.end()
        # The child holds the other end of this pipe as well: it ends when both are gone.
        assert b"" == process.stdout.read()
        assert 1 == process.wait()
        group.end()


def test_it_knows_what_it_may_have():
    with started(ASKS) as process:
        group = Job(process.pid, memory_mb=300, processes=4)
        told, _ = process.communicate(b"\n")
        group.end()

    in_wine = hasattr(ctypes.windll.ntdll, "wine_get_version")  # it ends whole jobs, and limits nobody's memory
    assert f"{0 if in_wine else 300} False".encode() == told.strip()


def test_one_that_is_gone_has_no_job():
    with started("") as process:
        process.communicate()

    with pytest.raises(OSError, match="WinError"):
        Job(process.pid, memory_mb=300, processes=4)
