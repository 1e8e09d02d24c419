"""A process behind the wall that has a submission laid out, read and rewritten, and is forked for each worker.

Where walls stay it goes behind one before there is a submission, and waits there for the first wire. It runs no line of the
submission, holds no key, and is limited as a worker is: a hostile text may take the parser over,
and gains what a worker has. Each worker is a fork: it finds the interpreter as it was before anything of the program
ran. Once a worker is over, the mould says whether the next may follow: the kernel must know of no process that descends
from it, and of no change in the scratch. If not, the wall goes, and the mould with it.

`Mould` is what the keeper, outside, has of it.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

assert sys.platform != "win32"

from grader.worker.systems import system
from grader.worker.traces import Traces
from grader.worker.walls import syscalls
from grader.worker.walls.layer import WallError, layer
from grader.worker.walls.room import limit_tasks
from grader.worker.walls.wall import Enclosure
from grader.worker.wire import Channel

T = TypeVar("T")
_signal: Any = importlib.import_module("_signal")
WORDS, WIRE, DOOR = 2, 3, 4
"""The descriptors here beside 0 and 1, which are `/dev/null`. A worker has no door."""
Serve = Callable[[Channel], None]
"""What a worker does, given its wire."""
Prepare = Callable[[dict[str, Any]], None]
"""Makes ready what the next worker will be asked for, of which nothing runs."""
Work = Callable[[Channel, Path], tuple[Serve, Prepare]]
"""Takes a submission from the wire and lays it out in the scratch folder, for workers to serve."""
OPEN_AT_MOST, ALL_ABOVE = 1 << 20, 0xFFFFFFFF
EVERYBODY = 0x40000000
"""__WALL: children also that announce their end by no signal, or another."""
NO_WALL = 97
"""How a worker exits that has no wall around it: before any of the student's code."""
_COMES = struct.Struct("q")
"""How many processes and threads may be there from now on: what a mould is told of who comes through its door."""
_ENDED = struct.Struct("i?dq")
"""How a worker ended, whether another may follow, its processor time (s), and the most memory that it had at once (KB)."""


def cast(folder: Path, work: Work) -> None:
    """Take a submission from the first wire that comes through the door, and fork a worker for each, one after the other. Comes
    back in the workers, once their work is done, and never in the mould."""
    with socket.socket(fileno=DOOR) as door:
        wire = _next(door)
        serve, prepare = _ready_to_be_forked(partial(work, wire, folder))
        if _is_alone():
            wire = _in_a_worker(door, wire, prepare, folder)
    serve(wire)


def _ready_to_be_forked(work: Callable[[], T]) -> T:
    """Do the work without looking for garbage, of which there is next to none, and have nobody look through what was made:
    who does writes to the pages of all of it, and a worker pays for each."""
    gc.disable()
    try:
        return work()
    finally:
        gc.freeze()
        gc.enable()


def _in_a_worker(door: socket.socket, wire: Channel, prepare: Prepare, folder: Path) -> Channel:
    """The wire of the worker that this is from here on."""
    system.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    traces, mould = Traces(str(folder)), os.getpid()
    while True:
        worker = os.fork()
        if worker == 0:
            system.die_with_parent(mould)
            os.setsid()
            _signal.signal(
                signal.SIGINT, signal.default_int_handler
            )  # without the enumerations that `signal` makes of it
            _have_a_null_of_its_own()
            return wire
        wire.close()
        os.dup2(0, WORDS)
        _, status, used = os.wait4(worker, 0)
        clean = _nobody_is_left() and traces.none()
        door.send(_ENDED.pack(status, clean, used.ru_utime + used.ru_stime, used.ru_maxrss))
        wire = _next(door)
        _ready_to_be_forked(partial(prepare, wire.receive()))


def _next(door: socket.socket) -> Channel:
    """The first comes without a place for its words: that is there."""
    told, descriptors, _, _ = socket.recv_fds(door, _COMES.size, 2)
    if not descriptors:
        os._exit(0)  # the keeper has gone
    for descriptor, place in zip(descriptors, (WIRE, WORDS), strict=False):
        if descriptor != place:
            os.dup2(descriptor, place)
            os.close(descriptor)
    with layer("limits"):
        limit_tasks(*_COMES.unpack(told))
    return Channel(WIRE, WIRE)


def _is_alone() -> bool:
    """A library that starts a thread when it is imported leaves nothing that could be forked."""
    return len(os.listdir("/proc/self/task")) == 1


def _have_a_null_of_its_own() -> None:
    """In a worker: what is open in common holds locks and settings that whoever has it can leave there for others."""
    null = os.open(os.devnull, os.O_RDWR)
    for place in (0, 1):
        os.dup2(null, place)
    os.close(null)


def _nobody_is_left() -> bool:
    """Whoever descends from a worker and lost its parent is a child of ours, so that no child means nobody."""
    try:
        while os.waitpid(-1, os.WNOHANG | EVERYBODY)[0]:
            continue  # it ended, and nobody asked how
    except ChildProcessError:
        return True
    return False


def begin(enclosure: Enclosure, work: Work, wire: Channel | None = None) -> Mould:
    """In the keeper: have a child go behind the wall, to wait there for who comes. Where walls do not stay it is the worker itself, and
    this its `wire`."""
    keeper = os.getpid()
    ours, theirs = socket.socketpair() if wire is None else (None, None)
    words_in, words = channel_for_words()
    with layer("process"):
        process = os.fork()
    if process == 0:
        _stand(keeper, enclosure, wire, words, theirs, work)
    enclosure.born()
    os.close(words)
    if theirs is not None:
        theirs.close()
    return Mould(process, ours, words_in)


def channel_for_words() -> tuple[int, int]:
    """Where a worker's tracebacks go: who reads there waits for nobody."""
    words_in, words = os.pipe()
    os.set_blocking(words_in, False)
    return words_in, words


def _stand(
    keeper: int, enclosure: Enclosure, wire: Channel | None, words: int, door: socket.socket | None, work: Work
) -> NoReturn:
    """What the keeper's child, and its own children, do; they never come back into the keeper's code."""
    code = 1
    try:
        system.die_with_parent(keeper)
        os.setsid()  # not ours: who shares a session shares the processor, and a bomb would leave us none of it
        folder = enclosure.enter()
        system.die_with_parent(keeper)  # changing the user takes it back
        if wire is not None:
            words = _only([words, wire.reader])
            wire = Channel(WIRE, WIRE)
            _have_a_null_of_its_own()
            serve, _ = _ready_to_be_forked(partial(work, wire, folder))
            serve(wire)
        elif door is not None:
            words = _only([words, 0, door.detach()])
            cast(folder, work)
        code = 0
    except WallError as missing:
        os.write(words, str(missing).encode())
        code = NO_WALL
    except BaseException:
        os.write(words, traceback.format_exc()[-4000:].encode("ascii", "replace"))
    finally:
        os._exit(code)


def _only(kept: list[int]) -> int:
    """Have these descriptors, in this order, from `WORDS` on, and beyond them none."""
    spare = [os.dup(descriptor) if descriptor <= DOOR else descriptor for descriptor in kept]
    for place, descriptor in enumerate(spare, WORDS):
        os.dup2(descriptor, place)
    _close_from(WORDS + len(kept))
    return WORDS


def _close_from(first: int) -> None:
    """By the call's number: musl has no function for it, and there Python closes a million descriptors that are not open, one
    by one."""
    try:
        syscalls.call("close_range", first, ALL_ABOVE, 0)
    except OSError:
        os.closerange(first, OPEN_AT_MOST)  # a kernel from before 5.9


class Mould:
    """The process behind the wall as its keeper sees it, with the worker that it has now. Where walls do not stay, it
    is the worker itself."""

    def __init__(self, process: int, door: socket.socket | None, words_in: int) -> None:
        self.process = process
        self.door = door
        self.words_in = words_in
        """Where the last words of its first worker come, and its own before."""
        self.gone = False
        """Whether the process has ended and was waited for."""
        self.clean = False
        """Whether another worker may follow."""
        self.processor_s, self.most_mb = 0.0, 0.0
        """What the last worker had used when it ended."""

    def worker(self) -> int:
        """The worker's process: the eldest child; before there is one, the process that will have it."""
        children = system.children(self.process) if self.door is not None else []
        return children[0] if children else self.process

    def ended(self) -> int | None:
        """How the worker ended, once it has, or the mould under it."""
        if self.gone:
            return 0
        if self.door is not None:
            try:
                told = self.door.recv(_ENDED.size, socket.MSG_DONTWAIT)
            except OSError:
                told = b""  # nothing yet, or never again
            if len(told) == _ENDED.size:
                status, self.clean, self.processor_s, most_kb = _ENDED.unpack(told)
                self.most_mb = most_kb / 1024
                return int(status)
        ended, status, used = os.wait4(self.process, os.WNOHANG)
        if not ended:
            return None
        self.gone = True
        if self.door is None:
            self.processor_s, self.most_mb = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        return status

    def stands(self) -> bool:
        """Whether it waits for the next worker: while it did, somebody may have ended it, or process 1 of its wall."""
        return self.ended() is None

    def cast(self, wire: int, *words: int, tasks: int) -> None:
        """Have it cast a worker, which may have so many processes and threads; any but the first with a place for its `words`."""
        assert self.door is not None
        self.clean = False
        socket.send_fds(self.door, [_COMES.pack(tasks)], [wire, *words])

    def end(self) -> None:
        """End it with everything in its group; no other worker follows."""
        self.clean = False
        if self.door is not None:
            self.door.close()
        if not self.gone:
            os.kill(self.process, signal.SIGKILL)
            system.kill_group(self.process)
            os.waitpid(self.process, 0)
            self.gone = True
