"""A fresh interpreter for each worker: the launcher for systems without fork (and a second opinion elsewhere).

The wire is the worker's own stdin and stdout, which it puts aside before the student's code runs; its stderr
takes the last tracebacks. Pipes cannot be polled everywhere, so a timer ends a worker that does not answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.sandbox.starting import folders
from grader.sandbox.starting.command import command, environment
from grader.sandbox.starting.groups import APART, group_of
from grader.sandbox.starting.launch import Beginning, Beside, Fate, Line
from grader.worker import codes, scratch, stuck
from grader.worker.idle import Idleness, Look
from grader.worker.systems import system
from grader.worker.systems.processes import Group
from grader.worker.walls.layers import PROCESS
from grader.worker.wire import Channel


class FreshLauncher:
    """Starts an interpreter for each worker."""

    hurried = False
    worth_beginning = sys.maxsize  # each is good for one request
    at_once = max(1, min(3, (os.cpu_count() or 1) - 1))  # each is busy with imports first; the judge is, too

    def __init__(self, python: str = sys.executable) -> None:
        self._python = python
        self._lines: list[FreshLine] = []

    def isolation(self) -> str:
        """Nothing stronger exists here."""
        return PROCESS

    def launch(self, limits: Limits) -> Line:
        """Start a worker."""
        folder = scratch.make(tempfile.gettempdir())
        try:
            line = FreshLine(folder, limits.memory_mb, self._python)
        except OSError as broken:
            scratch.remove(folder)
            raise WorkerError(f"no worker could be started: {broken}") from broken
        self._lines.append(line)
        return line

    def early(self, limits: Limits) -> Line | None:
        """The same: nobody waits for its start."""
        try:
            return self.launch(limits)
        except WorkerError:
            return None

    def begun(self, limits: Limits, beginning: Beginning) -> None:
        """Nobody is begun here before somebody asks."""

    def again(self, beginning: Beginning, beside: Beside | None) -> None:
        """Nothing is forked here."""

    def side_by_side(self) -> bool:
        """Each has a folder of its own, as far as this tier keeps anybody in."""
        return True

    def complaint(self) -> str:
        """A worker's own words say it."""
        return ""

    def rest(self) -> None:
        """Each worker ends by itself."""

    def finish(self) -> None:
        """Nothing ends sooner for knowing it."""

    def close(self) -> None:
        """End every worker that is left, and remove what others left behind."""
        for line in self._lines:
            line.let_go()
        self._lines.clear()
        folders.remove_abandoned()


class FreshLine:
    """One worker in an interpreter of its own."""

    def __init__(self, folder: Path, memory_mb: int, python: str = sys.executable) -> None:
        self._folder = folder
        self._held = folders.hold(folder)
        try:
            self._process, self._group = _started(folder, memory_mb, python)
        except OSError:
            folders.let_go(self._held)
            raise
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.channel = Channel(os.dup(self._process.stdout.fileno()), os.dup(self._process.stdin.fileno()))
        self._timer: threading.Timer | None = None
        self._words = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._over = False
        self._expired = self._starved = False
        self._idleness = Idleness()
        self._allowed = (0.0, 0.0)
        """Until when on the wall, and how much of its own time it may have had by then."""

    def gone(self) -> bool:
        """Its process tells."""
        return self._process.poll() is not None

    def deadline(self, seconds: float, own_s: float | None = None) -> float | None:
        """Start the timer anew; the channel itself waits for ever."""
        own_s = own_s or seconds
        self._allowed = time.monotonic() + seconds, self.look().own_s + own_s
        self._wait(own_s)
        return None

    def at_leisure(self) -> float | None:
        """No timer."""
        return None

    def look(self) -> Look:
        """What is known of its processes; where the system does not tell, all time is its own."""
        return self._idleness.look(self._group.members())

    def end(self, *, silent: bool = False) -> Fate:
        """Kill it and read what it wrote last."""
        if silent:
            self._await_end()
        lives = not self.gone() and not system.is_leaving(self._process.pid)
        self._ask_where()
        self.let_go()
        code = codes.of_a_crash(self._process.returncode)
        return Fate(
            exit_code=code if code >= 0 else None,
            signal=-code if code < 0 else None,
            limit=self._group.passed or None,
            by_us=lives,
            expired=self._expired,
            starved=self._starved,
            words=self._words.decode("ascii", "replace"),
        )

    def holds(self, beginning: Beginning) -> None:
        """It ends with its check."""

    def let_go(self, *, unused: bool = False, busy: bool = False) -> None:
        """End the worker and remove its folder."""
        if self._over:
            return
        self._over = True
        if self._timer is not None:
            self._timer.cancel()
        self._kill()
        self._process.wait()
        self._listener.join(2.0)
        self.channel.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        folders.let_go(self._held)  # first: on Windows nobody removes what is held
        scratch.remove(self._folder)

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def _expire(self) -> None:
        """Time is up: on the wall, for the worker itself, or for neither yet."""
        until, own_s = self._allowed
        left = own_s - self.look().own_s
        self._expired, self._starved = left <= 0, left > 0 and time.monotonic() >= until
        if self._expired or self._starved:
            self._ask_where()
            self._kill()
        else:
            self._wait(max(0.1, left))

    def _await_end(self) -> None:
        try:
            self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            pass  # it closed its wire and lives on: it will be killed

    def _ask_where(self) -> None:
        """Have its C code write where it stands, which most often ends it."""
        if self.gone() or stuck.DUMP_SIGNAL is None or os.name != "posix":
            return
        self._process.send_signal(stuck.DUMP_SIGNAL)
        try:
            self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            pass  # it will be killed

    def _kill(self) -> None:
        self._group.end()
        self._process.kill()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as pipe:
            while text := pipe.read1(65536):  # type: ignore[attr-defined]
                self._words = (self._words + text)[-stuck.TEXT_LIMIT :]


def _started(folder: Path, memory_mb: int, python: str) -> tuple[subprocess.Popen[bytes], Group]:
    process = subprocess.Popen(
        command("fresh", str(folder), python=python),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        creationflags=APART,
    )
    try:
        return process, group_of(process.pid, memory_mb)
    except OSError:
        process.kill()
        with process:  # which closes its pipes, and waits for it
            raise
