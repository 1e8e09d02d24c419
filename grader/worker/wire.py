"""Frames between two processes that do not trust each other.

A frame is a header (length, sequence number) and a JSON object, over any pair of binary file descriptors:
a socket pair where there is fork, two pipes elsewhere. Each direction counts its frames, so a frame that is
lost, doubled or slipped in shows. A `Seal` stands between JSON and bytes; the plain one does nothing, `seal.Keyed`
has a key.

Everything that arrives is bounded before it is read and parsed by `json` only: exact builtins, or `WireError`.
"""

from __future__ import annotations

import errno
import json
import os
import select
import struct
import sys
import time
from _thread import allocate_lock
from typing import Any, Protocol

HEADER = struct.Struct(">IQ")
FRAME_LIMIT = 16 * 1024 * 1024
CHUNK = 1 << 18
DIGITS = 1000
"""Of a number as JSON has it; larger values travel in hex."""


class WireError(Exception):
    """What arrived cannot come from a sound other side: forged, missing, replayed or oversized."""


class MessageTooLong(ValueError):
    """Our own message is larger than the wire carries; nothing was sent."""


class WireClosed(Exception):
    """The other side is gone."""


class WireTimeout(Exception):
    """Nothing arrived by the deadline."""


class Seal(Protocol):
    """Turns a frame's body into what travels, and back; raises WireError for a body it did not make."""

    def close(self, sequence: int, body: bytes) -> bytes:
        """What to send."""

    def open(self, sequence: int, body: bytes) -> bytes:
        """What was sent."""


class Plain:
    """No seal: the frame travels as it is."""

    def close(self, sequence: int, body: bytes) -> bytes:
        """The body itself."""
        return body

    def open(self, sequence: int, body: bytes) -> bytes:
        """The body itself."""
        return body


class Channel:
    """One end of the wire. Deadlines are in `time.monotonic` seconds, and hold where the system can poll. `eager`: what has
    come is taken at once, and waited for only where nothing has; for a descriptor that does not block, and brings nothing but
    messages."""

    def __init__(
        self, reader: int, writer: int, *, limit: int = FRAME_LIMIT, seal: Seal | None = None, eager: bool = False
    ) -> None:
        self.reader = reader
        self.writer = writer
        self._limit = limit
        self._seal: Seal = seal or Plain()
        self._sent = 0
        self._received = 0
        self._sending = allocate_lock()
        # Taken now: the program that shares the worker's process may put others in their place.
        self._read, self._write, self._now = os.read, os.write, time.monotonic
        self._poll = getattr(select, "poll", None)
        self._eager, self._come = eager, bytearray()

    def seal(self, seal: Seal) -> None:
        """Seal every frame from now on, in both directions."""
        self._seal = seal

    def send(self, message: dict[str, Any], deadline: float | None = None) -> None:
        """Send one message; MessageTooLong if it is too large to travel."""
        text = _told(message)
        with self._sending:
            self._send(text.encode("ascii"), deadline)

    def break_in(self, message: dict[str, Any]) -> bool:
        """Send a message out of turn, from anywhere; not in the middle of another (False)."""
        text = _told(message)
        if not self._sending.acquire(blocking=False):
            return False
        try:
            self._send(text.encode("ascii"), None)
        finally:
            self._sending.release()
        return True

    def _send(self, text: bytes, deadline: float | None) -> None:
        body = self._seal.close(self._sent, text)
        if len(body) > self._limit:
            raise MessageTooLong(f"a message of {len(body)} bytes is larger than the wire carries ({self._limit})")
        self._write_all(HEADER.pack(len(body), self._sent) + body, deadline)
        self._sent += 1

    def receive(self, deadline: float | None = None) -> dict[str, Any]:
        """The next message; WireClosed at the end, WireTimeout at the deadline, WireError for anything odd."""
        length, sequence = HEADER.unpack(self._read_exactly(HEADER.size, deadline))
        if length > self._limit:
            raise WireError(f"a frame of {length} bytes was announced; the limit is {self._limit}")
        if sequence != self._received:
            raise WireError(f"frame {sequence} arrived where frame {self._received} was due")
        body = self._seal.open(sequence, self._read_exactly(length, deadline))
        self._received += 1
        return _message(body)

    def ready(self, deadline: float) -> bool:
        """Whether something arrives by then; where nothing can be polled, simply yes."""
        if self._come:
            return True
        try:
            self._wait(self.reader, "POLLIN", deadline)
        except WireTimeout:
            return False
        return True

    def close(self) -> None:
        """Close both descriptors; closing twice is harmless, also where Ctrl-C came in the middle: a number that is free again
        may be somebody else's."""
        descriptors = {self.reader, self.writer} - {-1}
        self.reader = self.writer = -1
        for descriptor in descriptors:
            os.close(descriptor)

    def _read_exactly(self, count: int, deadline: float | None) -> bytes:
        if self._eager:
            return self._taken(count, deadline)
        parts: list[bytes] = []
        while count:
            self._wait(self.reader, "POLLIN", deadline)
            try:
                part = self._read(self.reader, min(count, CHUNK))
            except ConnectionError as gone:
                raise WireClosed from gone
            if not part:
                raise WireClosed
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _taken(self, count: int, deadline: float | None) -> bytes:
        """So much of what has come, or comes."""
        while len(self._come) < count:
            try:
                part = self._read(self.reader, CHUNK)
            except BlockingIOError:
                self._wait(self.reader, "POLLIN", deadline)
                continue
            except ConnectionError as gone:
                raise WireClosed from gone
            if not part:
                raise WireClosed
            self._come += part
        taken = bytes(self._come[:count])
        del self._come[:count]
        return taken

    def _write_all(self, data: bytes, deadline: float | None) -> None:
        view, may_be_full = memoryview(data), not self._eager
        while view:
            if may_be_full:
                self._wait(self.writer, "POLLOUT", deadline)
            may_be_full = True
            try:
                view = view[self._write(self.writer, view[:CHUNK]) :]
            except BlockingIOError:
                continue  # a partly filled pipe: wait for room
            except OSError as gone:
                if isinstance(gone, ConnectionError) or (sys.platform == "win32" and gone.errno == errno.EINVAL):
                    raise WireClosed from gone
                raise

    def _wait(self, descriptor: int, event: str, deadline: float | None) -> None:
        """Return when the descriptor is ready (or broken: then the read or write says so)."""
        if self._poll is None or (deadline is None and not self._eager):
            return
        poll = self._poll()
        poll.register(descriptor, getattr(select, event))
        while not poll.poll(None if deadline is None else max(0.0, deadline - self._now()) * 1000):
            if deadline is not None and self._now() >= deadline:
                raise WireTimeout


def _message(body: bytes) -> dict[str, Any]:
    try:
        message = _heard(body.decode("ascii"))
    except (ValueError, RecursionError) as broken:
        raise WireError(f"a frame is not JSON: {type(broken).__name__}") from broken
    if type(message) is not dict:
        raise WireError("a frame is not a JSON object")
    return message


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _whole(digits: str) -> int:
    """Python's own bound may be lifted where a suite runs, and reading a million digits takes a minute."""
    if len(digits) > DIGITS:
        raise ValueError("too many digits")
    return int(digits)


# Made once: a worker sends a dozen messages, and each that is made for one costs it a page or two of its own.
_told = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_heard = json.JSONDecoder(parse_int=_whole, parse_constant=_refuse).decode
