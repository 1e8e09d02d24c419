"""A keeper of the wall's own code, played in a process of the test's, so that something can be made to go wrong in it."""

import mmap
import multiprocessing
import os
import socket
import stat
import time
from dataclasses import replace
from pathlib import Path

from grader.worker import monitor
from grader.worker.keeper import made
from grader.worker.walls import confine
from grader.worker.walls.wall import Wall
from grader.worker.wire import Channel, WireClosed
from tests.sandbox.walls.login import become_ordinary

ORDERS = {"actors": 8, "memory_mb": 512, "processes": 32}
BEGUN = "the-program-begins"
LENGTH = 4
"""How many bytes tell how far what was counted reaches."""
PATIENCE_S = 120
"""For a keeper that hangs; on a busy machine a wall may take half a minute."""


class Staged:
    """A keeper with one worker behind a wall, in which one thing goes wrong. `leaves`: what its program does last."""

    def __init__(self, tier, folder, go_wrong, user=0, leaves=lambda: None):
        self.counter = mmap.mmap(-1, 1 << 16)
        self.counter[:LENGTH] = LENGTH.to_bytes(LENGTH)
        self.leaves = leaves
        self.turn = multiprocessing.get_context("fork").Lock()
        ours, theirs = socket.socketpair()
        wire, its_wire = socket.socketpair()
        self.ran, tell = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()  # else it would wait for itself
            wire.close()
            self._play(tier, user, folder, go_wrong, Channel(theirs.fileno(), theirs.fileno()), its_wire, tell)
        for end in (theirs, its_wire):
            end.close()
        os.close(tell)
        status = Channel(ours.detach(), -1)
        status.writer = status.reader
        deadline = time.monotonic() + PATIENCE_S
        try:
            status.send(ORDERS, deadline)
            self.report = status.receive(deadline)
        except WireClosed:
            self.report = {"wall": "the keeper said nothing", "words": ""}
        self.student_ran = os.read(self.ran, 1) == b"!"
        os.close(self.ran)
        wire.close()
        status.close()
        os.waitpid(self.pid, 0)

    def _play(self, tier, user, folder, go_wrong, status, wire, tell):
        def work(_wire, _folder):
            return program, None  # no other worker is wanted, for which anything could be made ready

        def program(_wire):
            self.count(BEGUN)
            os.write(3, b"!")  # where the worker's wire is; see below
            self.leaves()

        try:
            if user:
                become_ordinary(user)
                if keeper := os.fork():  # its parent is of the same user, as a zygote is
                    os.waitpid(keeper, 0)
                    os._exit(0)
            wall = Wall(tier, str(folder))
            if tier != "namespaces" or user:
                # The interpreter of this test may lie in a private folder; it runs already.
                confine.reachable = nothing
                wall._paths = replace(wall._paths, reads=tuple(filter(for_everybody, wall._paths.reads)))
            self.on = True
            go_wrong(self)
            os.setsid()
            monitor.watch(status, Channel(tell, tell), work, made(wall))
        finally:
            os._exit(0)

    def count(self, name):
        """One more step, of whichever process."""
        with self.turn:  # the keeper and its worker count at the same time
            self.counter.seek(int.from_bytes(self.counter[:LENGTH]))
            self.counter.write(f"{name} ".encode())
            self.counter[:LENGTH] = self.counter.tell().to_bytes(LENGTH)

    @property
    def steps(self):
        """What was done, in order."""
        return self.counter[LENGTH : int.from_bytes(self.counter[:LENGTH])].decode().split()

    @property
    def said(self):
        """What an instructor gets to read: of a layer, or of a worker that ended before it began."""
        return f"{self.report.get('wall') or ''}{self.report.get('words') or ''}"


def for_everybody(path):
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in Path(path).parents)


def nothing(_):
    """Nothing goes wrong."""
