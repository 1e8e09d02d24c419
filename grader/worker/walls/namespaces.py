"""Namespaces: processes, network, shared memory, host name and mounts that are nobody else's.

The keeper of a worker (our own code) enters a namespace of processes for its children; the first of them, the
`Guard`, is process 1 there and does nothing but be. When it dies, the kernel kills everything in the namespace,
however it hides. The worker is the keeper's next child, and takes a mount namespace of its own: had the keeper
taken it, changing the root would change the keeper's as well, and with it what its `/proc` tells.

An ordinary user needs a user namespace first, in which it has the right to make the others.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from grader.worker.walls import identity, syscalls

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


class Guard:
    """Process 1 of the namespace that the keeper's next children are born into."""

    def __init__(self) -> None:
        theirs, self._ours = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _stand(theirs, self._ours)
        os.close(theirs)

    def end(self) -> None:
        """End it, and with it everything in its namespace."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # somebody was faster

    def forget(self) -> None:
        """In the worker: keep nothing that holds the guard alive."""
        os.close(self._ours)


def _stand(theirs: int, ours: int) -> None:
    """Collect orphans (the kernel does it, as we ignore their end) until the keeper is gone."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # process 1 is deaf to signals that it does not handle
        os.close(ours)
        os.closerange(0, theirs)
        os.closerange(theirs + 1, 256)
        os.read(theirs, 1)
    finally:
        os._exit(0)
