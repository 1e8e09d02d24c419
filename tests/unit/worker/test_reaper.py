"""Descendants: found wherever they went, and ended."""

import os
import signal
import subprocess
import sys

from grader.worker import reaper

FAMILY = """
import os, sys, time
from grader.worker import reaper
reaper.adopt_orphans()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(100)
    os._exit(0)
os.wait()
[orphan] = reaper.living_descendants()
print(os.getsid(orphan) != os.getsid(0), reaper.end_everything(), reaper.descendants())
"""


def test_an_orphan_that_left_its_session_is_found_and_ended():
    done = subprocess.run([sys.executable, "-c", FAMILY], capture_output=True, text=True, timeout=20)

    assert ("True 1 []\n", "") == (done.stdout, done.stderr)


def test_a_child_is_a_descendant_until_it_is_waited_for():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with process:
        assert process.pid in reaper.living_descendants()
        assert reaper.private_mb(process.pid) > 0
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert process.pid not in reaper.living_descendants()
        assert process.pid in reaper.descendants()

    assert -signal.SIGKILL == process.returncode


def test_what_is_gone_is_no_trouble():
    process = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    process.wait()

    reaper.kill_group(process.pid)

    assert (0.0, 0.0) == (reaper.private_mb(process.pid), reaper.processor_s(process.pid))
