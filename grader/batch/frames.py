"""Messages over descriptors, between a batch and the judges it started: a length, then so many bytes."""

from __future__ import annotations

import os
import struct

_LENGTH = struct.Struct(">Q")
MOST = 1 << 30


class Closed(Exception):
    """The other end is gone."""


def send(descriptor: int, message: bytes) -> None:
    """Write one message whole; Closed if nobody reads any more."""
    view = memoryview(_LENGTH.pack(len(message)) + message)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as gone:
        raise Closed(str(gone)) from gone


def receive(descriptor: int) -> bytes:
    """Read one message whole; Closed at the end, in the middle of a message too."""
    (length,) = _LENGTH.unpack(_exactly(descriptor, _LENGTH.size))
    if length > MOST:
        raise Closed(f"a message of {length} bytes is none of ours")
    return _exactly(descriptor, length)


def _exactly(descriptor: int, count: int) -> bytes:
    parts = []
    while count:
        try:
            part = os.read(descriptor, min(count, 1 << 20))
        except OSError as gone:
            raise Closed(str(gone)) from gone
        if not part:
            raise Closed("the other end is gone")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
