"""Namespaces: processes, network, shared memory, host name and mounts that are nobody else's.

The keeper of a worker (our own code) enters a namespace of processes for its children; the first of them, the
`Guard`, is process 1 there and does nothing but be. When it dies, the kernel kills everything in the namespace,
however it hides. The worker is the keeper's next child, and takes a mount namespace of its own: had the keeper
taken it, changing the root would change the keeper's as well, and with it what its `/proc` tells.

An ordinary user needs a user namespace first, in which it has the right to make the others.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

assert sys.platform != "win32"

from grader.worker.walls import identity, syscalls

SWEEP_S = 2.0
_SWEEP, _NUMBERS = b"s", b"n"
"""What a guard is told to do."""
MOUNTS, UTS, IPC, USER, PROCESSES, NETWORK = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000


def separate(*, as_root: bool) -> None:
    """Leave the machine's namespaces, all but mounts; the process must have one thread only."""
    if not as_root:
        user, group = os.getuid(), os.getgid()
        identity.be_ordinary()  # else the maps belong to root
        syscalls.call("unshare", USER)
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        identity.be_unreadable()
    syscalls.call("unshare", PROCESSES | NETWORK | IPC | UTS)
    syscalls.call("sethostname", b"worker", 6)


def separate_mounts() -> None:
    """Take a mount namespace; for the worker itself."""
    syscalls.call("unshare", MOUNTS)


def separate_shared_memory() -> None:
    """For the keeper's next children: no queue, semaphore or memory of those before."""
    syscalls.call("unshare", IPC)


class Guard:
    """Process 1 of the namespace that the keeper's children are born into."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            _stand(theirs, self._ours)
        theirs.close()

    def sweep(self) -> bool:
        """Have it kill everything in its namespace but itself; whether it says that nothing is left."""
        return self._has_done(_SWEEP)

    def forget_numbers(self) -> bool:
        """Have the next process behind its only other one get the number that the first there had; whether it did."""
        return self._has_done(_NUMBERS)

    def _has_done(self, order: bytes) -> bool:
        try:
            self._ours.settimeout(SWEEP_S)
            self._ours.send(order)
            return self._ours.recv(1) == b"d"
        except OSError:
            return False

    def is_gone(self) -> bool:
        """Whether somebody ended it: all that it says is an answer, and waited for."""
        return bool(select.select([self._ours], [], [], 0)[0])

    def end(self) -> None:
        """End it, and with it everything in its namespace."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # somebody was faster

    def forget(self) -> None:
        """In the worker: keep nothing that holds the guard alive."""
        self._ours.close()


def _stand(theirs: socket.socket, ours: socket.socket) -> None:
    """Collect orphans (the kernel does it, as we ignore their end) until the keeper is gone; sweep when told to."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # process 1 is deaf to signals that it does not handle
        ours.close()
        os.closerange(0, theirs.fileno())
        os.closerange(theirs.fileno() + 1, 256)
        while order := theirs.recv(1):
            if order == _SWEEP:
                _kill_all_others()
            _number_from(1 if order == _SWEEP else 2)
            theirs.send(b"d")
    finally:
        os._exit(0)


def _number_from(last: int) -> None:
    """Processes get the numbers after this one again: else it would show how many there have been. Not everywhere may
    one say so; then it shows."""
    try:
        Path("/proc/sys/kernel/ns_last_pid").write_text(str(last))
    except OSError:
        pass


def _kill_all_others() -> None:
    """As process 1: kill whatever is born meanwhile, too, until nobody is there to be killed."""
    while True:
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            return
        time.sleep(0.0002)
