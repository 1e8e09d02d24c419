"""One worker's keeper: gives it a folder, watches it, and leaves nothing of it behind.

The zygote forks a monitor for each worker, and the monitor forks the worker. It runs no student code. It ends
the worker when told to, when the other side of `status` goes away, or when the memory limit is passed; then it
kills what is left of the tree, reports, and removes the scratch folder.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from grader.worker import reaper, stuck
from grader.worker.idle import Idleness
from grader.worker.walls.layer import WallError, layer
from grader.worker.walls.room import Room
from grader.worker.walls.wall import Enclosure, Wall
from grader.worker.wire import Channel, WireClosed, WireError

WATCH_S = 0.05
LAST_WORDS_S, PAUSE_S = 2.0, 0.05
"""How long a worker may take to say where it stands: on a machine with much to do it waits for its turn."""
SILENCE_S = 1.0
WORDS, WIRE, OPEN_AT_MOST = 2, 3, 1 << 20
"""The worker's descriptors beside 0 and 1, which are `/dev/null`; nothing else is open in it."""
SPARE_MB = 128
"""What the kernel's limit on memory leaves above ours: whoever looks first can say more."""
MOST_WORKERS = 50
"""That one keeper sees through, one after the other."""
NO_WALL = 97
"""How a worker exits that has no wall around it: before any of the student's code."""
Work = Callable[[Channel, Path, int], None]
"""What the worker does, given its wire, its scratch folder, and where tracebacks go."""


def keep(door: socket.socket, work: Work, wall: Wall, *, most: int = 1) -> None:
    """Make ready for a worker, wait until it is wanted (its wire and our status channel come through the door), and
    see it through; then be ready for the next, up to `most`, if nothing of the last one can be left."""
    os.setsid()
    reaper.adopt_orphans()
    try:
        enclosure: Enclosure | None = wall.around()
    except WallError:
        enclosure = None  # tried again, and reported, when there is somebody to tell
    for left in reversed(range(most)):
        _, descriptors, _, _ = socket.recv_fds(door, 1, 2)
        if len(descriptors) != 2:
            break
        wire, status = (Channel(descriptor, descriptor) for descriptor in descriptors)
        enclosure = watch(status, wire, work, wall, enclosure)
        if enclosure is None:
            return
        if not left:
            break
        try:
            enclosure.renew()
            door.send(b"r")
        except (OSError, WallError):
            break
    if enclosure is not None:
        enclosure.kill()
        enclosure.clean()


def watch(
    status: Channel, wire: Channel, work: Work, wall: Wall, enclosure: Enclosure | None = None
) -> Enclosure | None:
    """Fork a worker that does `work` behind a wall, see it through to its end, and report on `status`. The wall, if
    another worker may stand in it."""
    orders = status.receive()
    try:
        enclosure = enclosure or wall.around()
        room = Room(actors=orders["actors"], memory_mb=orders["memory_mb"] + SPARE_MB)
        enclosure.furnish(room)
    except WallError as missing:
        _report(status, {"wall": str(missing)})
        if enclosure is not None:
            enclosure.clean()
        return None
    clean = False
    try:
        watching = _Watch(status, enclosure, memory_mb=orders["memory_mb"], most=orders["processes"])
        report = watching.run(wire, work)
        clean = watching.left_nothing
        _report(status, report)
    except WallError as missing:
        _report(status, {"wall": str(missing)})
    finally:
        if not clean:
            enclosure.kill()
            enclosure.clean()
        status.close()  # by which who waits for it knows that nothing is left
    return enclosure if clean else None


def _report(status: Channel, report: dict[str, object]) -> None:
    try:
        status.send(report, time.monotonic() + 1.0)
    except (WireClosed, WireError):
        pass  # nobody is left who wants to know


class _Watch:
    def __init__(self, status: Channel, enclosure: Enclosure, *, memory_mb: int, most: int) -> None:
        self._status = status
        self._enclosure = enclosure
        self._memory_mb = memory_mb
        self._most = most
        self._words = bytearray()
        self._limit: str | None = None
        self._idleness = Idleness()
        self.left_nothing = False
        """Whether nothing of the worker is behind the wall any more, which may then stand around another."""

    def run(self, wire: Channel, work: Work) -> dict[str, object]:
        words_in, words_out = os.pipe()
        monitor = os.getpid()
        with layer("process"):
            worker = os.fork()
        if worker == 0:
            _be_worker(monitor, self._enclosure, wire, words_out, work)
        self._enclosure.born()
        os.close(words_out)
        wire.close()
        os.set_blocking(words_in, False)
        self._baseline = reaper.private_mb(worker)
        ended = self._until_over(worker, words_in)
        if ended is None:
            os.kill(worker, signal.SIGKILL)
            reaper.kill_group(worker)
            os.waitpid(worker, 0)
        leftovers = len(set(reaper.living_descendants()) - self._enclosure.ours)
        self.left_nothing = ended is None and self._limit is None and not leftovers and self._enclosure.swept()
        if not self.left_nothing:
            self._enclosure.kill()
            reaper.end_everything()
        self._limit = self._limit or self._enclosure.over_limit()
        self._listen(words_in)
        code = os.waitstatus_to_exitcode(ended) if ended is not None else -signal.SIGKILL
        return {
            "exit_code": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "limit": self._limit,
            "leftovers": leftovers,
            "words": self._words[: stuck.TEXT_LIMIT].decode("ascii", "replace"),
            "wall": self._words.decode("utf-8", "replace") if code == NO_WALL else None,
        }

    def _until_over(self, worker: int, words: int) -> int | None:
        """Wait for the worker's own end (its status) or for a reason to end it (None)."""
        poll = select.poll()
        alarm = os.pidfd_open(worker) if hasattr(os, "pidfd_open") else None
        for descriptor in (self._status.reader, words, alarm):
            if descriptor is not None:
                poll.register(descriptor, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in poll.poll(WATCH_S * 1000)}
            ended, status = os.waitpid(worker, os.WNOHANG)
            if ended:
                return status
            if words in ready and not self._listen(words):
                poll.unregister(words)  # the worker closed its end; it may live on
            order = self._order(worker) if self._status.reader in ready else "go on"
            if order != "go on":
                return self._farewell(order, worker, words)
            if not ready and self._over_limit():
                return None

    def _order(self, worker: int) -> str:
        """What the other side wants: a look at how the tree has spent its time, or that it ends, and why."""
        try:
            order = self._status.receive()
            if order["do"] == "look":
                seen = self._idleness.look([worker, *reaper.descendants()])
                self._status.send({"asleep_s": seen.asleep_s, "own_s": seen.own_s})
                return "go on"
        except (WireClosed, WireError):
            return "let go"
        return "silent" if order["silent"] else "late"

    def _farewell(self, order: str, worker: int, words: int) -> int | None:
        """End a worker: one that fell silent is about to end by itself and shows how, one that is late is asked
        where it stands."""
        if order == "let go":
            return None
        deadline = time.monotonic() + (SILENCE_S if order == "silent" else 0.0)
        while True:
            ended, status = os.waitpid(worker, os.WNOHANG)
            if ended:
                return status
            if time.monotonic() >= deadline:
                break
            time.sleep(0.001)
        self._last_words(worker, words)
        return None

    def _over_limit(self) -> bool:
        family = reaper.descendants()
        if len(family) > self._most:
            self._limit = "processes"
        elif reaper.tree_mb(family, self._baseline, self._memory_mb) > self._memory_mb:
            self._limit = "memory"
        else:
            self._limit = self._enclosure.over_limit()
        return self._limit is not None

    def _last_words(self, worker: int, words: int) -> None:
        """Ask the worker's C code where it stands, and give it a moment to write."""
        if stuck.DUMP_SIGNAL is None:
            return
        os.kill(worker, stuck.DUMP_SIGNAL)
        patience = LAST_WORDS_S
        while select.select([words], [], [], patience)[0] and self._listen(words):
            patience = PAUSE_S  # it is written line by line

    def _listen(self, words: int) -> bool:
        while True:
            try:
                text = os.read(words, 65536)
            except BlockingIOError:
                return True
            if not text:
                return False
            if len(self._words) < stuck.TEXT_LIMIT:
                self._words += text


def _be_worker(monitor: int, enclosure: Enclosure, wire: Channel, words: int, work: Work) -> NoReturn:
    """What the forked child does; it never comes back into the monitor's code."""
    code = 1
    try:
        reaper.die_with_parent(monitor)
        os.setsid()  # not ours: who shares a session shares the processor, and a bomb would leave us none of it
        folder = enclosure.enter()
        reaper.die_with_parent(monitor)  # changing the user takes it back
        os.dup2(words, WORDS)
        os.dup2(wire.reader, WIRE)
        words = WORDS
        os.closerange(WIRE + 1, OPEN_AT_MOST)
        work(Channel(WIRE, WIRE), folder, WORDS)
        code = 0
    except WallError as missing:
        os.write(words, str(missing).encode())
        code = NO_WALL
    except BaseException:
        os.write(words, traceback.format_exc()[-4000:].encode("ascii", "replace"))
    finally:
        os._exit(code)
