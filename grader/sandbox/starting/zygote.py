"""Workers forked from a warm interpreter: the launcher for systems with fork and descriptors in messages."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

assert sys.platform != "win32"

from grader.errors import WorkerError
from grader.sandbox.starting.command import command, environment
from grader.sandbox.starting.forked import ForkedLine, Parting
from grader.sandbox.starting.launch import Beginning, Beside, Line
from grader.sandbox.starting.mould import REPORT_S, channel
from grader.sandbox.starting.moulds import MOST, Moulds
from grader.worker.walls.layers import GREETING_S, LADDER
from grader.worker.wire import Channel, WireClosed, WireError, WireTimeout

if TYPE_CHECKING:
    from grader.course.model import Limits


class ZygoteLauncher:
    """Keeps one zygote, started at once so that it warms up while others import; a dead one is replaced."""

    hurried = False
    worth_beginning = MOST
    at_once = 1

    def __init__(self, tiers: Sequence[str], python: str = sys.executable) -> None:
        self._python = python
        self._folder = tempfile.gettempdir()
        self._tiers = list(tiers)
        self._tier: str | None = None
        self._control: socket.socket
        self._pid: int
        self._greeting: dict[str, object]
        """What the other side has said first; nothing as long as nobody asked, or it did not come."""
        self._leaving: list[Channel] = []
        """By which the keepers of workers that were let go tell that they have cleaned up."""
        self._lines: list[ForkedLine] = []
        """Of workers that nobody has let go."""
        self._moulds = Moulds()
        """Where another worker can be had for the submission of the last one."""
        self._start()

    def isolation(self) -> str:
        """The first of the tiers asked for that holds on this machine; it was tried on the other side."""
        self._greeting = self._greeting or _greeting(self._control)
        if self._tier is not None and "tier" not in self._greeting:
            # The tier did hold before: this one was ended before it said anything.
            self.close()
            self._start()
            self._greeting = _greeting(self._control)
        if not self._holds():
            raise WorkerError(
                _missing(self._tiers, self._greeting), hint="`grade doctor` shows what this machine can do."
            )
        tier = str(self._greeting["tier"])
        if self._tier not in (None, tier):
            raise WorkerError(f"isolation changed from {self._tier} to {tier} while grading")
        self._tier = tier
        return tier

    def _holds(self) -> bool:
        """Whether the other side has said that a tier does which was asked for."""
        return self._greeting.get("tier") in self._tiers

    def launch(self, limits: Limits) -> Line:
        """Fork a worker; a zygote that was killed from below is started anew, once."""
        try:
            self.isolation()
            return self._fork(limits)
        except (OSError, WireClosed, WireTimeout):
            self.close()
            self._start()
        try:
            self.isolation()
            return self._fork(limits)
        except (OSError, WireClosed, WireTimeout) as broken:
            raise WorkerError(
                f"no worker could be started: {broken}", hint="Is this machine out of memory or processes?"
            ) from broken

    def early(self, limits: Limits) -> Line | None:
        """Asked for before the other side has greeted, which then forks it first of all."""
        try:
            return self._fork(limits)
        except (OSError, WireClosed, WireTimeout):
            return None

    def begun(self, limits: Limits, beginning: Beginning) -> None:
        """Nobody is begun here before somebody asks."""

    def again(self, beginning: Beginning, beside: Beside | None) -> Line | None:
        """A fork of a mould of the last submission, if there is one that is still as it was."""
        found = self._moulds.another(beginning, beside)
        if found is None:
            return None
        mould, wire = found
        return self._line(wire, mould.status, beginning)

    def side_by_side(self) -> bool:
        """Where workers share a folder, one is there at a time."""
        return not LADDER[self.isolation()].swept_after

    def complaint(self) -> str:
        """The traceback of a zygote that could not warm up."""
        self._control.settimeout(0.2)
        try:
            return self._control.recv(1 << 16).decode("utf-8", "replace")
        except OSError:
            return ""
        finally:
            self._control.settimeout(None)

    def rest(self) -> None:
        """Walls stay, and the next submission finds them empty."""
        self._moulds.close()

    def finish(self) -> None:
        """Tell the zygote, which ends its keepers and itself."""
        self._moulds.close()
        with contextlib.suppress(OSError):  # it may be gone, or closed already
            self._control.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let the zygote end its keepers and itself. Who was interrupted while a worker began has not let it go."""
        for line in self._lines:
            line.let_go(busy=True)
        self._lines.clear()
        self._moulds.close()
        if self._pid:
            self._control.close()
            with contextlib.suppress(ChildProcessError):  # who was forked from its starter leaves the waiting to them
                os.waitpid(self._pid, 0)
            self._pid = 0

    def _start(self) -> None:
        self._control, self._pid = _start(self._python, self._folder, self._tiers)
        self._greeting = {}

    def _fork(self, limits: Limits) -> Line:
        self._see_off()
        wire, its_wire = socket.socketpair()
        status, its_status = socket.socketpair()
        line = self._line(channel(wire), channel(status))
        with its_wire, its_status:
            try:
                socket.send_fds(self._control, [b"w"], [its_wire.fileno(), its_status.fileno()])
            except OSError:
                line.let_go(busy=True)
                raise
        # The worker keeps to the limits itself and says so in its answer; the keeper is the net below.
        net = {"memory_mb": limits.memory_mb * 2 + 256, "processes": 2 * limits.actors + 16}
        line.order({"actors": limits.actors, **net})
        return line

    def _line(self, wire: Channel, status: Channel, beginning: Beginning | None = None) -> ForkedLine:
        line = ForkedLine(wire, status, self._parting, beginning)
        self._lines = [*(one for one in self._lines if one.held), line]
        return line

    def _parting(self) -> Parting:
        if not self._holds():
            return Parting()
        layers = LADDER[self.isolation()]
        return Parting(self._leaving if layers.swept_after else None, self._moulds.keep if layers.namespaces else None)

    def _see_off(self) -> None:
        """Wait until nothing is left of the workers that were let go."""
        deadline = time.monotonic() + REPORT_S
        while self._leaving:
            status = self._leaving.pop()
            try:
                while True:
                    status.receive(deadline)
            except WireClosed:
                continue
            except (WireError, WireTimeout) as odd:
                raise WorkerError("what the worker before left behind was not removed in time") from odd
            finally:
                status.close()


def _start(python: str, folder: str, tiers: Sequence[str]) -> tuple[socket.socket, int]:
    """Start a zygote; its control socket is its descriptor 0."""
    ours, theirs = socket.socketpair()
    null = os.open(os.devnull, os.O_WRONLY)
    words = command("zygote", folder, *tiers, python=python)
    with theirs:
        actions = [(os.POSIX_SPAWN_DUP2, theirs.fileno(), 0), (os.POSIX_SPAWN_DUP2, null, 1)]
        # In a group of its own: Ctrl-C is for us, who then close it.
        pid = os.posix_spawn(words[0], words, environment(), file_actions=actions, setpgroup=0)
    os.close(null)
    return ours, pid


def _greeting(control: socket.socket) -> dict[str, object]:
    """What the other side says first, in one line: the tier that holds, and why others don't."""
    control.settimeout(GREETING_S)
    said = b""
    try:
        while not said.endswith(b"\n"):
            part = control.recv(1 << 16)
            if not part:
                break
            said += part
        greeting = json.loads(said)
    except (OSError, ValueError):
        greeting = {"tried": {"the other side": _why(said.decode("utf-8", "replace"))}}
    finally:
        control.settimeout(None)
    return greeting if isinstance(greeting, dict) else {}


def _why(said: str) -> str:
    """Why it did not start, from the traceback that came in the place of a greeting."""
    error = said.strip().rpartition("\n")[2]
    if error.startswith(ModuleNotFoundError.__name__):
        return f"{error} (it hears no PYTHONPATH: install the grader with all that it needs into one environment)"
    return error or "it did not start"


def _missing(wanted: Sequence[str], greeting: dict[str, object]) -> str:
    tried = greeting.get("tried")
    reasons = tried if isinstance(tried, dict) else {}
    return f"isolation {' or '.join(wanted)} cannot be had here: " + "; ".join(f"{t}: {r}" for t, r in reasons.items())
