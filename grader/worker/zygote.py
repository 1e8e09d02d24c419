"""A warm interpreter that forks a worker on request. It runs no student code and holds no secret.

A request is one byte on the control socket that carries two descriptors: the worker's end of the wire and the
monitor's end of the status channel. When the control socket closes, the zygote waits for its monitors and ends.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable, Iterable

from grader.worker import reaper
from grader.worker.monitor import Work, keep
from grader.worker.walls.wall import Wall
from grader.worker.wire import WireClosed, WireError


def serve(control: socket.socket, work: Work, wall: Wall, warming: Iterable[Callable[[], None]]) -> None:
    """Have a monitor with a worker for each request until the control socket closes; in between warm up, and then
    have the next monitor ready: making namespaces takes longer than anything else."""
    steps = iter(warming)
    ready: Keeper | None = None
    while True:
        while not _asked(control) and (step := next(steps, None)):
            step()
        if ready is None and not _asked(control):
            ready = Keeper(control, work, wall)
        _, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if len(descriptors) != 2:
            for descriptor in descriptors:
                os.close(descriptor)
            break
        _reap()
        keeper, ready = ready or Keeper(control, work, wall), None
        keeper.take(descriptors)
    if ready is not None:
        ready.dismiss()
    _wait_for_monitors()


def _asked(control: socket.socket) -> bool:
    return bool(select.select([control], [], [], 0)[0])


class Keeper:
    """A monitor that waits for its worker to be wanted."""

    def __init__(self, control: socket.socket, work: Work, wall: Wall) -> None:
        self._door, theirs = socket.socketpair()
        if os.fork() == 0:
            control.close()
            self._door.close()
            _monitor(theirs, work, wall)
        theirs.close()

    def take(self, descriptors: list[int]) -> None:
        """Its worker is wanted: here are the worker's wire and the monitor's status channel."""
        try:
            socket.send_fds(self._door, [b"w"], descriptors)
        except OSError:
            pass  # it was killed; whoever asked sees both channels close
        for descriptor in descriptors:
            os.close(descriptor)
        self._door.close()

    def dismiss(self) -> None:
        """It is not wanted any more."""
        self._door.close()


def _monitor(door: socket.socket, work: Work, wall: Wall) -> None:
    code = 1
    try:
        keep(door, work, wall)
        code = 0
    except (WireClosed, WireError):
        pass  # the judge went away before the worker began
    finally:
        os._exit(code)


def _reap() -> bool:
    """Collect monitors that have ended; False when none is left."""
    while True:
        try:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                return True
        except ChildProcessError:
            return False


def _wait_for_monitors(patience_s: float = 10.0) -> None:
    """Monitors end by themselves when their status channel closes; those that don't are ended."""
    deadline = time.monotonic() + patience_s
    while _reap() and time.monotonic() < deadline:
        time.sleep(0.002)
    reaper.end_everything()
