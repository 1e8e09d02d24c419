"""The real `grade`, run as its user runs it: another process, with an environment of its own.

To the end, and with hardly anything else in that environment, it is run by an interpreter that has its libraries already (`warm`), and
what runs a student's program is warm, too (`other_side`).
"""

import atexit
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from grader.sandbox import tiers
from grader.sandbox.starting import command as starting
from tests.support.warm import Warm

PATIENCE_S = 60
ASKED_LATER = {"PATH"}
"""What may be given in the environment, and decides nothing before a command asks for it."""


def environment(home, **more):
    """What a user's shell would hand over, and nothing of this test run's."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "TMPDIR", "COVERAGE_PROCESS_START")
        if name in os.environ
    }
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONUTF8": "1", "TERM": "xterm", **more}


def command(*arguments):
    """`grade` as installed beside this interpreter."""
    script = Path(sys.executable).with_name("grade")
    start = [str(script)] if script.exists() else [sys.executable, "-m", "grader"]
    return [*start, *map(str, arguments)]


def other_side():
    """With which words, but for the tiers, and what environment a command starts what runs a student's program."""
    return starting.command("zygote", tempfile.gettempdir()), starting.environment()


@cache
def _warm():
    """One for all tests; None where there is no `fork`, or no script."""
    script = Path(sys.executable).with_name("grade")
    if not hasattr(os, "fork") or not script.exists():
        return None
    warm = Warm(script, environment(Path.home()), [other_side()] if tiers.forks() else [])
    atexit.register(warm.close)
    return warm


def grade(*arguments, here, **environ):
    """Run to the end; texts and exit code. That it still works is left out."""
    if not environ.keys() - ASKED_LATER and (warm := _warm()):
        words = [str(word) for word in arguments]
        done = warm.run(words, cwd=here, env=environment(here, **environ), timeout=PATIENCE_S)
    else:
        done = subprocess.run(
            command(*arguments),
            cwd=here,
            env=environment(here, **environ),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="backslashreplace",
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
        )
    done.stderr = without_patience(done.stderr)
    return done


def without_patience(stderr):
    """What was said on stderr, but for lines that it still works: where the machine has much else to do, anything takes long."""
    return re.sub(r"^Still (judging|exploring) .*\n", "", stderr, flags=re.MULTILINE)


def listening():
    """Hear Ctrl-C, and a terminal that closes, even where the tests themselves run in the background, in which shells ignore it, or below `nohup`."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Running:
    """A `grade` that goes on while the test looks at it. A context manager that never outlives its test."""

    def __init__(self, *arguments, here, **environ):
        self.process = subprocess.Popen(
            command(*arguments),
            cwd=here,
            env=environment(here, **environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            preexec_fn=listening if os.name == "posix" else None,
        )
        self._alarm = threading.Timer(PATIENCE_S, self.process.kill)

    def __enter__(self):
        self._alarm.start()
        return self

    def __exit__(self, *_):
        self._alarm.cancel()
        self.process.kill()
        self.process.communicate()

    def until(self, wanted):
        """Read stdout up to a line that contains `wanted`."""
        seen = []
        for line in self.process.stdout:
            seen.append(line)
            if wanted in line:
                return "".join(seen)
        raise AssertionError(f"{wanted!r} never came: {''.join(seen)} {self.process.stderr.read()}")

    def interrupt(self, number=signal.SIGINT):
        """Press Ctrl-C; what was still said, and the exit code."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return out, err, self.process.returncode
