"""Process 1 of a worker's namespace: with it, or at its word, all that is in there ends."""

import subprocess
import sys

import pytest

SCENE = """
import os, signal, sys, time

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls import namespaces
try:
    namespaces.separate(as_root=os.geteuid() == 0)
except OSError:
    print("no namespaces")
    sys.exit()
guard = namespaces.Guard()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who has ended is gone at once
def hidden():
    process = os.fork()
    if not process:
        os.setsid()
        for number in range(1, 32):
            if number not in (signal.SIGKILL, signal.SIGSTOP): signal.signal(number, signal.SIG_IGN)
        time.sleep(60)
        os._exit(0)
    return process
def fate(process):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try: os.kill(process, 0)
        except ProcessLookupError: return "ended"
        time.sleep(0.01)
    return "lives"
"""
SWEPT = "first, second = hidden(), hidden()\nprint(guard.sweep(), fate(first), fate(second))\nos.kill(guard.pid, 0)\nguard.end()\n"
ENDED = "first, second = hidden(), hidden()\nguard.end()\nprint(fate(first), fate(second))\n"
DEAD = "guard.end()\nfate(guard.pid)\nprint(guard.sweep())\n"


@pytest.mark.skipif(sys.platform != "linux", reason="there are namespaces on Linux alone")
@pytest.mark.parametrize(
    ("acts", "expected"),
    [(SWEPT, "True ended ended"), (ENDED, "ended ended"), (DEAD, "False")],
    ids=["swept", "ended", "swept by nobody"],
)
def test_nothing_is_left_behind_a_guard(acts, expected):
    """Whoever hides, and is deaf to all that it may be deaf to; that it is gone is looked at, and not believed."""
    done = subprocess.run([sys.executable, "-c", SCENE + acts], capture_output=True, text=True, timeout=60)

    if done.stdout == "no namespaces\n":
        pytest.skip("no namespaces here")
    assert (expected, "") == (done.stdout.strip(), done.stderr)
