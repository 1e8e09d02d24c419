"""What is pressed at the terminal is for us alone, and not for those that we started."""

import subprocess
import sys

import pytest

from grader.sandbox.starting.groups import APART, end_group

LEADS = """
import time
print("here", flush=True)
time.sleep(1)
print("alive", flush=True)
"""
# With a console of its own, so that nobody else hears Ctrl-C. Whoever shares it does, as where a key is pressed.
PRESSES = f"""
import ctypes, signal, subprocess, sys
signal.signal(signal.SIGINT, lambda *_: None)
process = subprocess.Popen([sys.executable, "-c", {LEADS!r}], stdout=subprocess.PIPE, creationflags=int(sys.argv[1]))
process.stdout.readline()
ctypes.windll.kernel32.GenerateConsoleCtrlEvent(0, 0)
sys.stdout.buffer.write(process.stdout.read())
"""


@pytest.mark.parametrize(("flags", "told"), [(APART, b"alive"), (0, b"")], ids=["apart", "together"])
def test_who_leads_a_group_does_not_hear_what_is_pressed(flags, told):
    done = subprocess.run(
        [sys.executable, "-c", PRESSES, str(flags)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        creationflags=subprocess.CREATE_NEW_CONSOLE,
        check=False,
    )

    assert told == done.stdout.strip()


def test_a_leader_is_ended_and_may_be_gone_already():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], creationflags=APART) as process:
        end_group(process.pid)
        assert process.wait()
        end_group(process.pid)
