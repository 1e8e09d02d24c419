"""A warm interpreter that forks a worker on request. It runs no student code and holds no secret.

A request is one byte on the control socket that carries two descriptors: the worker's end of the wire and the
keeper's end of the status channel. When the control socket closes, the zygote waits for its keepers and ends.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

assert sys.platform == "linux"  # elsewhere nothing is forked

from grader.worker import reaper
from grader.worker.keeper import AGAIN, FIRST, MOST_SUBMISSIONS, READY, keep
from grader.worker.mould import Work
from grader.worker.systems import system
from grader.worker.walls.wall import Wall
from grader.worker.wire import WireClosed, WireError

PATIENCE_S = 10.0
"""For keepers that are to end by themselves."""


def serve(control: socket.socket, work: Work, wall: Wall, warming: Iterable[Callable[[], None]]) -> None:
    """Have a keeper see to a worker for each request until the control socket closes; in between warm up, and then
    have the next keeper ready: making namespaces takes longer than anything else."""
    system.adopt_orphans()  # of a keeper that was killed
    steps = iter(warming)
    keepers = Keepers(control, work, wall)
    while True:
        while not keepers.warm and not _asked(control):
            step = next(steps, None)
            keepers.warm = step is None
            if step is not None:
                step()
        if not _asked(control):
            keepers.have_one_ready()
        keepers.until_asked()
        _, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if len(descriptors) != 2:
            for descriptor in descriptors:
                os.close(descriptor)
            break
        keepers.reap()
        keepers.take(descriptors)
    keepers.dismiss()
    keepers.wait()


def _asked(control: socket.socket) -> bool:
    return bool(select.select([control], [], [], 0)[0])


class Keepers:
    """Those that wait for their worker to be wanted, and those that are busy and may be ready again."""

    def __init__(self, control: socket.socket, work: Work, wall: Wall) -> None:
        self._control, self._work, self._wall = control, work, wall
        self.warm = False
        """Whether this process has all that workers want. A keeper that was made before is good for one worker."""
        self._ready: list[socket.socket] = []
        self._busy: list[socket.socket] = []
        self._wanted: list[tuple[bytes, list[int]]] = []
        """What no keeper has yet: for each worker its wire and the status channel, and whether one has given it back."""
        self._places: dict[int, Path] = {}
        """By keeper, where its scratch folder is."""

    def until_asked(self) -> None:
        """Wait until a worker is wanted; meanwhile see to those whose keeper could not have one."""
        while self._control not in select.select([self._control, *self._busy], [], [])[0]:
            self._look()

    def have_one_ready(self) -> None:
        """So that nobody has to wait for namespaces."""
        self._look()
        if not self._ready:
            self._ready.append(self._new())

    def take(self, descriptors: list[int]) -> None:
        """A worker is wanted: here are the worker's wire and the keeper's status channel."""
        self._wanted.append((FIRST, descriptors))
        self._look()

    def _hand_over(self) -> None:
        """Give everything that is wanted to a keeper; should a new one be killed, who asked sees both channels close."""
        while self._wanted:
            wanted = self._wanted[0]
            while self._ready:
                if self._handed_to(self._ready.pop(), *wanted):
                    break
            else:
                self._handed_to(self._new(), *wanted)
            for descriptor in self._wanted.pop(0)[1]:
                os.close(descriptor)

    def _handed_to(self, door: socket.socket, word: bytes, descriptors: list[int]) -> bool:
        """Whether this keeper has them; one that was killed while it waited cannot."""
        try:
            socket.send_fds(door, [word], descriptors)
        except OSError:
            door.close()
            return False
        self._busy.append(door)
        return True

    def dismiss(self) -> None:
        """None is wanted any more."""
        for door in (*self._ready, *self._busy):
            door.close()

    def _look(self) -> None:
        """See who is ready again, and who has gone, busy or not. What one gives back, because its wall fell while it waited,
        goes to another."""
        for door in select.select(self._busy + self._ready, [], [], 0)[0]:
            (self._busy if door in self._busy else self._ready).remove(door)
            try:
                word, descriptors, _, _ = socket.recv_fds(door, 1, 2)
            except OSError:
                word, descriptors = b"", []
            self._ready.append(door) if word == READY else door.close()
            self._wanted += [(AGAIN, descriptors)] if descriptors else []
        self._hand_over()

    def _new(self) -> socket.socket:
        """It keeps nothing open that is on its way to a worker, which will get it through the door: else nobody would see that
        worker end."""
        ours, theirs = socket.socketpair()
        place = self._wall.reserve()
        keeper = os.fork()
        if keeper == 0:
            self._control.close()
            for door in (ours, *self._ready, *self._busy):
                door.close()
            for descriptor in chain.from_iterable(descriptors for _, descriptors in self._wanted):
                os.close(descriptor)
            _keeper(theirs, self._work, self._wall, most=MOST_SUBMISSIONS if self.warm else 1)
        self._places[keeper] = place
        theirs.close()
        return ours

    def reap(self) -> bool:
        """Collect those that have ended; False when none is left. What one that was killed could not end or remove is
        ended and removed before its number is free for another."""
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
                if ended is None:
                    return True
                place = self._places.pop(ended.si_pid, None)
                if place is not None and ended.si_code != os.CLD_EXITED:
                    self._wall.bereft(ended.si_pid, place, self._places)
                os.waitpid(ended.si_pid, 0)
            except ChildProcessError:
                return False

    def wait(self) -> None:
        """They end by themselves when their status channel closes; those that don't are ended, with what they leave."""
        deadline = time.monotonic() + PATIENCE_S
        while self.reap() and time.monotonic() < deadline:
            time.sleep(0.002)
        reaper.end_everything()


def _keeper(door: socket.socket, work: Work, wall: Wall, *, most: int) -> None:
    code = 1
    try:
        keep(door, work, wall, most=most)
        code = 0
    except (WireClosed, WireError):
        pass  # the judge went away before the worker began
    finally:
        os._exit(code)
