"""What is pressed at the terminal is for us alone, and not for those that we started."""

import signal
import subprocess
import sys

from grader.sandbox.groups import APART, end_group

# Asks its own console to send Ctrl-C to everybody who shares it, as a key does; then it is asked whether it lives.
PRESSES = """
import ctypes, sys
ctypes.windll.kernel32.GenerateConsoleCtrlEvent(0, 0)
sys.stdin.readline()
print("alive", flush=True)
"""


def test_who_leads_a_group_does_not_hear_what_is_pressed():
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with subprocess.Popen(
            [sys.executable, "-c", PRESSES], stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=APART
        ) as process:
            told, _ = process.communicate(b"\n")
    finally:
        signal.signal(signal.SIGINT, before)

    assert b"alive" == told.strip()


def test_a_leader_is_ended_and_may_be_gone_already():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], creationflags=APART) as process:
        end_group(process.pid)
        assert process.wait()
        end_group(process.pid)
