"""Where one submission is laid out and read on the other side, and workers for it can be had: the judge's end of it."""

from __future__ import annotations

import os
import socket
import sys
import time
from dataclasses import dataclass

assert sys.platform != "win32"

from grader.sandbox.starting.launch import Beginning, Beside
from grader.worker.wire import Channel, WireClosed, WireError, WireTimeout

REPORT_S = 60.0


@dataclass(frozen=True, slots=True)
class Mould:
    """Where a submission is laid out and read, and workers for it can be had."""

    status: Channel
    """To its keeper."""
    beginning: Beginning
    unused: Channel | None = None
    """To a worker in which nothing has run yet."""

    def close(self) -> None:
        """End it, with its worker."""
        self.status.close()
        if self.unused is not None:
            self.unused.close()

    def worker(self, beside: Beside | None) -> Channel | None:
        """The wire of its next worker, which will be asked for this; None if there can be none."""
        if self.unused is not None:
            return None if self.unused.ready(time.monotonic()) else self.unused
        wire, its_wire = socket.socketpair()
        with its_wire:
            asked = _asked_for_another(self.status, its_wire.fileno())
        ours = channel(wire)
        try:
            if asked:
                ours.send({"beside": beside}, time.monotonic() + REPORT_S)
                return ours
        except (WireClosed, WireTimeout):
            pass  # it was killed meanwhile, or listens no more
        ours.close()
        return None


def _asked_for_another(status: Channel, wire: int) -> bool:
    """Whether there will be another worker, whose end of its wire is `wire`."""
    deadline = time.monotonic() + REPORT_S
    try:
        status.send({"do": "next"}, deadline)
        told = status.receive(deadline)
        while "next" not in told:
            told = status.receive(deadline)  # how the one before ended
        if told["next"] is not True:
            return False
        with socket.socket(fileno=os.dup(status.writer)) as end:
            socket.send_fds(end, [b"w"], [wire])
    except (OSError, WireClosed, WireError, WireTimeout):
        return False
    return True


def channel(end: socket.socket) -> Channel:
    """Our end of a pair of sockets."""
    descriptor = end.detach()
    os.set_blocking(descriptor, False)
    return Channel(descriptor, descriptor, eager=True)
