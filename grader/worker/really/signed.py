"""A pair of sockets of which the kernel says who sent what (Linux)."""

from __future__ import annotations

import fcntl
import resource
import socket
import struct
import sys
from collections.abc import Generator

assert sys.platform == "linux"

OUT_OF_THE_WAY = 500
"""The least descriptor that it takes in a program, if there may be so many; the program's own begin with 3 as ever."""
_LONGEST = 1 << 18
_CREDENTIALS = struct.Struct("3i")
"""Process, user and group of a sender."""


def pair() -> tuple[int, Generator[tuple[bytes, int], None, None]]:
    """A descriptor to send by, and what arrives: words and the process that sent them, until nobody is left who could."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        # Where few are allowed (`ulimit -n 256`), there is none beyond the last.
        last = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 1
        address = fcntl.fcntl(theirs.fileno(), fcntl.F_DUPFD_CLOEXEC, min(OUT_OF_THE_WAY, last))
    ours.shutdown(socket.SHUT_WR)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return address, _arriving(ours)


def _arriving(ours: socket.socket) -> Generator[tuple[bytes, int], None, None]:
    """What is empty has a sender, and the end of all has none."""
    with ours:
        while True:
            words, more, _, _ = ours.recvmsg(_LONGEST, socket.CMSG_SPACE(_CREDENTIALS.size))
            senders = [
                data for level, kind, data in more if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS)
            ]
            if not senders:
                return
            yield words, _CREDENTIALS.unpack(senders[0])[0]
