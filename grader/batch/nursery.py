"""Where slots come from: a process that was forked while the batch was still small and had a single thread.

It imports pytest and starts the warm interpreter that workers are forked from, once for all slots, and forks a slot on
request. A request is one byte with the slot's end of the channel; the reply
is the slot's process id. When the control socket closes, it ends; slots end when their own channel does.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch import frames
from grader.errors import GraderError, WorkerError

if TYPE_CHECKING:
    from grader.sandbox import Workers

_PID = struct.Struct(">q")

Open = Callable[[], "Channel"]


class Channel:
    """Our end of the channel to one slot, and its process."""

    def __init__(self, reading: int, writing: int, pid: int, child: subprocess.Popen[bytes] | None = None) -> None:
        self.reading, self.writing, self.pid = reading, writing, pid
        self._child = child

    def close(self) -> None:
        """Let the slot end by itself."""
        for descriptor in {self.reading, self.writing}:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        if self._child is not None:
            self._child.wait()


class Nursery:
    """Forks slots. Made before any thread is."""

    _fork_slots = hasattr(os, "fork") and hasattr(socket, "send_fds")

    def __init__(self, folder: Path, isolation: str | None, *, fork: bool = True) -> None:
        self._folder, self._isolation = folder, isolation
        self._lock = threading.Lock()
        self._shut = False
        self.pid = 0
        if fork and self._fork_slots:
            self._control, theirs = socket.socketpair()
            self.pid = os.fork()
            if self.pid == 0:
                self._control.close()
                _be_the_nursery(theirs, folder, isolation)
            theirs.close()

    def open(self) -> Channel:
        """A new slot: forked; where that cannot be, started as a program. WorkerError where this machine has room for neither."""
        try:
            return self._open()
        except OSError as scarce:
            hint = "Is this machine out of memory, processes or open files? Fewer --jobs need less."
            raise WorkerError(f"a judge could not be started: {scarce}", hint=hint) from scarce

    def _open(self) -> Channel:
        if self.pid:
            ours, theirs = socket.socketpair()
            with theirs, self._lock:
                try:
                    socket.send_fds(self._control, [b"s"], [theirs.fileno()])
                    (pid,) = _PID.unpack(self._control.recv(_PID.size))
                    descriptor = ours.detach()
                    return Channel(descriptor, descriptor, pid)
                except (OSError, struct.error):
                    ours.close()  # somebody ended the nursery
        if self._shut:
            raise frames.Closed("no more judges are wanted")
        return _started(self._folder, self._isolation)

    def shut(self, *, unready: bool) -> None:
        """Have no more slots: who waits for one does so no longer. `unready`: nobody has had one yet, so that what it still
        imports and tries out is for nobody; the warm interpreter ends when it finds itself alone."""
        self._shut = True
        if self.pid:
            if unready:
                os.kill(self.pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                self._control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End it; it waits for nobody."""
        if self.pid:
            self._control.close()
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
            self.pid = 0


def _be_the_nursery(control: socket.socket, folder: Path, isolation: str | None) -> None:
    """Never returns. It outlives its slots, which end when the batch closes their channels."""
    try:
        os.setpgid(0, 0)  # Ctrl-C is for the batch, which lets running judges finish
        from grader.batch import slot

        slot.silence()
        workers = slot.ready(isolation)
        gc.freeze()
        while True:
            _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not descriptors:
                break
            control.sendall(_PID.pack(_fork_slot(control, descriptors[0], folder, workers)))
            _reap()
        if not isinstance(workers, GraderError):
            workers.close()
        with contextlib.suppress(ChildProcessError):
            while True:
                os.wait()
    finally:
        os._exit(0)


def _fork_slot(control: socket.socket, descriptor: int, folder: Path, workers: Workers | GraderError) -> int:
    from grader.batch import slot

    pid = os.fork()
    if pid == 0:
        try:
            os.setpgid(0, 0)  # a group of its own, to be ended as one
            control.close()
            slot.serve(descriptor, descriptor, folder, workers)
        finally:
            os._exit(0)
    os.close(descriptor)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # here as well: whoever is told of it may end its group before it has had a turn
    return pid


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _started(folder: Path, isolation: str | None) -> Channel:
    """A slot in an interpreter of its own."""
    command = [sys.executable, "-m", "grader.batch.slot", str(folder), *([isolation] if isolation else [])]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=os.name == "posix"
    )
    assert child.stdin is not None
    assert child.stdout is not None
    return Channel(os.dup(child.stdout.fileno()), os.dup(child.stdin.fileno()), child.pid, _closed_pipes(child))


def _closed_pipes(child: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """Keep the process, let go of the file objects: the descriptors are ours now."""
    for pipe in (child.stdin, child.stdout):
        assert pipe is not None
        pipe.close()
    return child
