"""Sees one submission's workers through: gives them a folder, watches them, and leaves nothing of them behind.

Its keeper (`keeper`) forks the `mould`, from which workers come one after the other; where a wall does not stay, the worker. It
runs no student code. It ends the worker when told to, when the other
side of `status` goes away, or when the memory limit is passed; then it kills what is left of the tree, reports, and
removes the scratch folder.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
import time

assert sys.platform != "win32"

from grader.worker import reaper, stuck
from grader.worker.idle import Idleness
from grader.worker.mould import NO_WALL, Mould, Work, begin, channel_for_words
from grader.worker.systems import linux, system
from grader.worker.walls.layer import WallError
from grader.worker.walls.room import Room
from grader.worker.walls.wall import Enclosure
from grader.worker.wire import Channel, WireClosed, WireError

WATCH_S = 0.05
STOPPED_LOOKS = 10
"""How often in a row a worker is seen stopped before it counts as that: somebody may look into it for a moment."""
LAST_WORDS_S, PAUSE_S = 2.0, 0.05
"""How long a worker may take to say where it stands: on a machine with much to do it waits for its turn."""
SILENCE_S, LEAVE_S = 1.0, 2.0
"""How long one that fell silent, or whose wire was closed, may take to end by itself; on a busy machine it waits for its turn."""
SPARE_MB = 128
"""What the kernel's limit on memory leaves above ours: whoever looks first can say more."""


def watch(
    status: Channel, wire: Channel, work: Work, enclosure: Enclosure | WallError, mould: Mould | None = None
) -> Enclosure | None:
    """Have a worker do `work` behind a wall, see it through to its end, and report on `status`. The wall, if
    another worker may stand in it. `mould`: what stands there already, and waits for it."""
    orders = status.receive()
    try:
        if isinstance(enclosure, WallError):
            raise enclosure
        room = Room(actors=orders["actors"], memory_mb=orders["memory_mb"] + SPARE_MB)
        enclosure.furnish(room)
    except WallError as missing:
        _report(status, {"wall": str(missing)})
        if not isinstance(enclosure, WallError):
            enclosure.kill()
            enclosure.clean()
        return None
    clean = False
    try:
        watching = _Watch(status, enclosure, room, memory_mb=orders["memory_mb"], most=orders["processes"])
        clean = watching.run(wire, work, mould)
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
    def __init__(self, status: Channel, enclosure: Enclosure, room: Room, *, memory_mb: int, most: int) -> None:
        self._status = status
        self._enclosure, self._room = enclosure, room
        self._memory_mb = memory_mb
        self._most = most
        self._quiet = False
        """Whether the last worker neither passed a limit, nor left anybody behind, nor ended in its own way."""

    def run(self, wire: Channel, work: Work, mould: Mould | None) -> bool:
        """See one worker after the other through; whether nothing of them is behind the wall any more, which may then
        stand around others."""
        if self._enclosure.stays:
            self._mould = mould or begin(self._enclosure, work)
            with contextlib.suppress(
                OSError
            ):  # it was killed meanwhile, or could not go behind the wall: that is how it ended
                self._mould.cast(wire.reader, tasks=self._room.tasks)
        else:
            self._mould = begin(self._enclosure, work, wire)
        wire.close()
        self._expect_worker(self._mould.words_in)
        self._baseline = system.private_mb(self._mould.process)
        while True:
            ended, order = self._until_over()
            ended, by_us = self._end_worker(order) if ended is None else (ended, False)
            report = self._settled(ended) | {"by_us": by_us}
            if order != "next":
                _report(self._status, report)
            if order is None:
                order = self._after_the_report() if self._mould.clean else "let go"
            if order != "next":
                break
            able = self._mould.clean and self._mould.stands()
            self._status.send({"next": able})
            if not able or not self._cast_next():
                break
        self._mould.end()
        return self._quiet and self._enclosure.swept()

    def _expect_worker(self, words_in: int) -> None:
        """Its tracebacks come there."""
        self._words, self._words_in, self._idleness = bytearray(), words_in, Idleness()
        self._limit: str | None = None
        self._stopped = 0

    def _cast_next(self) -> bool:
        """A wire comes over the status channel, behind what was said."""
        with socket.socket(fileno=os.dup(self._status.reader)) as status:
            _, descriptors, _, _ = socket.recv_fds(status, 1, 1)
        if len(descriptors) != 1:
            return False
        words_in, words = channel_for_words()
        self._expect_worker(words_in)
        self._enclosure.again()
        try:
            self._mould.cast(descriptors[0], words, tasks=self._room.tasks)
        except OSError:
            return False  # it was killed meanwhile; whoever asked sees the wire close
        finally:
            os.close(descriptors[0])
            os.close(words)
        return True

    def _settled(self, ended: int) -> dict[str, object]:
        """What is to be told of a worker that ended so. Unless it went quietly, nothing is left running."""
        # A mould says so itself where it has no child left: to look for them takes as long as all else here.
        alone = self._mould.clean or not set(reaper.living_descendants()) - self._ours
        self._quiet = ended in (0, signal.SIGKILL) and self._limit is None and alone
        if not self._quiet:
            self._mould.end()
            self._enclosure.kill()
            reaper.end_everything()
        self._limit = self._limit or self._enclosure.over_limit()
        if ended == signal.SIGKILL and self._limit is None and self._mould.most_mb > self._memory_mb:
            self._limit = "memory"  # the kernel was faster than we
        self._listen(self._words_in)
        os.close(self._words_in)
        code = os.waitstatus_to_exitcode(ended)
        return {
            "exit_code": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "limit": self._limit,
            "processor_s": self._mould.processor_s,
            "words": self._words[-stuck.TEXT_LIMIT :].decode("ascii", "replace"),
            "wall": self._words.decode("utf-8", "replace") if code == NO_WALL else None,
        }

    @property
    def _ours(self) -> set[int]:
        """Processes below us that are not the program's."""
        return {*self._enclosure.ours, self._mould.process} if self._mould.door is not None else set()

    def _family(self) -> list[int]:
        ours = self._ours
        return [pid for pid in reaper.descendants() if pid not in ours]

    def _end_worker(self, order: str | None) -> tuple[int, bool]:
        """Kill the worker; the mould tells that it is over, unless it has to go as well. How it ended, and whether by us:
        whose place is wanted, or who fell silent and runs no line any more, is about to leave by itself."""
        leaving = order == "silent" and self._is_leaving()
        if (order == "next" or leaving) and (ended := self._told_within(LEAVE_S)) is not None:
            return ended, False
        worker = self._mould.worker()
        os.kill(worker, signal.SIGKILL)
        system.kill_group(worker)
        if self._mould.door is None or self._told_within(SILENCE_S) is None:
            self._mould.end()
        return signal.SIGKILL, not leaving

    def _is_leaving(self) -> bool:
        """Whether a worker whose wire is closed runs no line any more, though nobody has told us yet: on a machine with much to
        do that takes a while. A mould without a worker had one, that has left."""
        worker = self._mould.worker()
        return system.is_leaving(worker) or (self._mould.door is not None and worker == self._mould.process)

    def _told_within(self, seconds: float) -> int | None:
        deadline = time.monotonic() + seconds
        while (ended := self._mould.ended()) is None and time.monotonic() < deadline:
            select.select([door for door in (self._mould.door,) if door is not None], [], [], min(PAUSE_S, seconds))
        return ended

    def _after_the_report(self) -> str:
        """Somebody may want another worker."""
        try:
            return "next" if self._status.receive()["do"] == "next" else "let go"
        except (WireClosed, WireError):
            return "let go"

    def _until_over(self) -> tuple[int | None, str | None]:
        """Wait for the worker's own end (how it ended) or for a reason to end it (its word)."""
        poll, words = select.poll(), self._words_in
        alarm = os.pidfd_open(self._mould.process) if hasattr(os, "pidfd_open") else None
        for descriptor in (self._status.reader, words, alarm, self._mould.door):
            if descriptor is not None:
                poll.register(descriptor, select.POLLIN)
        try:
            return self._watched(poll, words)
        finally:
            if alarm is not None:
                os.close(alarm)

    def _watched(self, poll: select.poll, words: int) -> tuple[int | None, str | None]:
        look_at = time.monotonic() + WATCH_S
        while True:
            ready = {descriptor for descriptor, _ in poll.poll(WATCH_S * 1000)}
            ended = self._mould.ended()
            if ended is not None:
                return ended, None
            if words in ready and not self._listen(words):
                poll.unregister(words)  # the worker closed its end; it may live on
            order = self._order() if self._status.reader in ready else "go on"
            if order in ("silent", "late"):
                return self._farewell(order, words), order
            if order != "go on":
                return None, order
            if time.monotonic() >= look_at:  # by the clock: who writes without a pause is watched as well
                if self._over_limit():
                    return None, None
                look_at = time.monotonic() + WATCH_S

    def _order(self) -> str:
        """What the other side wants: a look at how the tree has spent its time, that it ends, and why, or that another
        takes its place."""
        try:
            order = self._status.receive()
            if order["do"] == "look":
                seen = self._idleness.look(self._family())
                self._status.send({"asleep_s": seen.asleep_s, "own_s": seen.own_s})
                return "go on"
        except (WireClosed, WireError):
            return "let go"
        if order["do"] == "next":
            return "next"
        return "silent" if order["silent"] else "late"

    def _farewell(self, order: str, words: int) -> int | None:
        """Wait for a worker that fell silent, which is about to end by itself and shows how; one that is late is asked
        where it stands."""
        deadline = time.monotonic() + (SILENCE_S if order == "silent" else 0.0)
        while True:
            ended = self._mould.ended()
            if ended is not None:
                return ended
            if time.monotonic() >= deadline:
                break
            time.sleep(0.001)
        self._last_words(self._mould.worker(), words)
        return None

    def _over_limit(self) -> bool:
        family = self._family()
        if len(family) > self._most:
            self._limit = "processes"
        elif reaper.tree_mb(family, self._baseline, self._memory_mb) > self._memory_mb:
            self._limit = "memory"
        else:
            self._limit = self._enclosure.over_limit() or self._stood_still()
        return self._limit is not None

    def _stood_still(self) -> str | None:
        """Whether the worker, or the mould under it, has been stopped and stays so: nobody would come back to us."""
        stopped = any(map(linux.is_stopped, {self._mould.process, self._mould.worker()}))
        self._stopped = self._stopped + 1 if stopped else 0
        return "stopped" if self._stopped >= STOPPED_LOOKS else None

    def _last_words(self, worker: int, words: int) -> None:
        """Ask the worker's C code where it stands, and give it a moment to write."""
        if stuck.DUMP_SIGNAL is None:
            return
        os.kill(worker, stuck.DUMP_SIGNAL)
        until, patience = time.monotonic() + LAST_WORDS_S, LAST_WORDS_S
        while (left := until - time.monotonic()) > 0:  # and no longer, however much is written there
            if not select.select([words], [], [], min(patience, left))[0] or not self._listen(words):
                break
            patience = PAUSE_S  # it is written line by line

    def _listen(self, words: int) -> bool:
        """Take in a piece of what is written there; whether there may be more."""
        try:
            text = os.read(words, 65536)
        except BlockingIOError:
            return True
        self._words += text
        if len(self._words) > 2 * stuck.TEXT_LIMIT:
            del self._words[: -stuck.TEXT_LIMIT]  # the last ones count
        return bool(text)
