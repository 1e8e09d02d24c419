"""Where slots come from: a process that was forked while the batch was still small and had a single thread (`forking`).

Where that cannot be, each slot is started as a program.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from grader.batch import frames
from grader.errors import WorkerError
from grader.sandbox import tiers
from grader.sandbox.starting.groups import APART

if sys.platform != "win32":
    from grader.batch import forking

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

    def __init__(self, folder: Path, isolation: str | None, *, fork: bool = True) -> None:
        self._folder, self._isolation = folder, isolation
        self._lock = threading.Lock()
        self._shut = False
        self.pid = 0
        if sys.platform != "win32" and fork and tiers.forks():
            self._control, theirs = socket.socketpair()
            # Python drops what a signal raises while its own hooks of a fork run: whoever ends us is heard after it.
            heard = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
            try:
                self.pid = os.fork()
            except OSError:
                self._control.close()
                theirs.close()
                raise
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, heard)
            if self.pid == 0:
                self._control.close()
                forking.fork_slots(theirs, folder, isolation)
            theirs.close()

    def open(self) -> Channel:
        """A new slot: forked; where that cannot be, started as a program. WorkerError where this machine has room for neither."""
        try:
            return self._open()
        except OSError as scarce:
            hint = "Is this machine out of memory, processes or open files? Fewer --jobs need less."
            raise WorkerError(f"a judge could not be started: {scarce}", hint=hint) from scarce

    def _open(self) -> Channel:
        if sys.platform != "win32" and self.pid:
            ours, theirs = socket.socketpair()
            with theirs, self._lock:
                try:
                    socket.send_fds(self._control, [b"s"], [theirs.fileno()])
                    (pid,) = forking.PID.unpack(self._control.recv(forking.PID.size))
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
        if sys.platform != "win32" and self.pid:
            if unready:
                os.kill(self.pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                self._control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End it; it waits for nobody."""
        if sys.platform != "win32" and self.pid:
            self._control.close()
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
            self.pid = 0


def _started(folder: Path, isolation: str | None) -> Channel:
    """A slot in an interpreter of its own."""
    # -P: what lies in the working folder is nobody's module.
    command = [sys.executable, "-P", "-X", "utf8", "-m", "grader.batch.slot", str(folder), *filter(None, [isolation])]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        start_new_session=True,
        creationflags=APART,
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
