"""The process that slots are forked from: `nursery` has the other end of its control socket.

It imports pytest and starts the warm interpreter that workers are forked from, once for all slots, and forks a slot on
request. A request is one byte with the slot's end of the channel; the reply
is the slot's process id. When the control socket closes, it ends; slots end when their own channel does.
"""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

assert sys.platform != "win32"

from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.sandbox import Workers

PID = struct.Struct(">q")


def fork_slots(control: socket.socket, folder: Path, isolation: str | None) -> None:
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
            control.sendall(PID.pack(_fork_slot(control, descriptors[0], folder, workers)))
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
