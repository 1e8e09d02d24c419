"""A keeper's life: ready behind its door, it waits for those who want a worker, and has one seen through at a time (`monitor`).

The zygote forks it. What it hears and says through the door is one letter, with descriptors beside.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys

assert sys.platform != "win32"

from grader.worker import monitor
from grader.worker.mould import Mould, Work, begin
from grader.worker.systems import system
from grader.worker.walls.layer import WallError
from grader.worker.walls.wall import Enclosure, Wall
from grader.worker.wire import Channel

MOST_SUBMISSIONS = 50
"""Whose workers one keeper sees through, one after the other."""
FIRST, AGAIN = b"w", b"a"
"""What a keeper hears through its door: somebody comes, for the first time or given back by another keeper."""
READY, FALLEN = b"r", b"f"
"""What it says: that the next may come, or that it gives back who came."""


def keep(door: socket.socket, work: Work, wall: Wall, *, most: int = 1) -> None:
    """Make ready for a worker, wait until it is wanted (its wire and our status channel come through the door), and
    see it through; then be ready for the next, up to `most`, if nothing of the last one can be left."""
    os.setsid()  # not the grader's: who watches shares neither its terminal nor its part of the processor
    system.adopt_orphans()
    enclosure = made(wall)
    mould: Mould | None = None
    for left in reversed(range(most)):
        word, descriptors, _, _ = socket.recv_fds(door, 1, 2)
        if len(descriptors) != 2:
            break
        if _gives_back(enclosure, mould, word):
            socket.send_fds(door, [FALLEN], descriptors)
            break
        wire, status = (Channel(descriptor, descriptor) for descriptor in descriptors)
        stays = monitor.watch(status, wire, work, enclosure, mould)
        if stays is None:
            return
        enclosure = stays
        if not left:
            break
        try:
            enclosure.renew()
            door.send(READY)
        except (OSError, WallError):
            break
        mould = None
        with contextlib.suppress(OSError, WallError):  # who comes has it tried again, and is told
            mould = begin(enclosure, work)  # an empty wall stands before there is anything to lay out behind it
    if mould is not None:
        mould.end()
    if not isinstance(enclosure, WallError):
        enclosure.kill()
        enclosure.clean()


def made(wall: Wall) -> Enclosure | WallError:
    """What will stand around a worker, or what is missing: that is for whoever comes, since what has begun cannot be tried again in
    one process."""
    try:
        return wall.around()
    except WallError as missing:
        return missing


def _gives_back(enclosure: Enclosure | WallError, mould: Mould | None, word: bytes) -> bool:
    """Whether another keeper may do better: this one's wall fell while it waited, or who stood behind it has ended; or it could not be
    built, which may be over by now."""
    if isinstance(enclosure, WallError):
        return word == FIRST
    return enclosure.fallen() or (mould is not None and not mould.stands())
